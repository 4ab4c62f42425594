package org.horkos.dsl.source;

/**
 * A part of a text, counted in Unicode code points from its beginning.
 *
 * @param start the first code point
 * @param end the code point behind the last; equal to {@code start} for a place between two
 */
public record Span(int start, int end) {
  /** Checks that the span runs forward. */
  public Span {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("a span runs forward, not from " + start + " to " + end);
    }
  }

  /** From the beginning of this span to the end of {@code last}. */
  public Span to(Span last) {
    return new Span(start, Math.max(end, last.end));
  }

  /** The first code point of this span alone. */
  public Span first() {
    return new Span(start, Math.min(end, start + 1));
  }
}
