package org.horkos.dsl.syntax;

import java.util.Optional;
import org.horkos.dsl.source.Span;

/**
 * A moment as written: {@code 14 days after start}, {@code due}, {@code 2027-04-01}.
 *
 * @param offset seconds after the event; for a date the Unix time of its first second
 * @param event what it counts from
 * @param name the deliverable or party that the event names
 * @param business where the offset counts business days
 * @param span where it stands
 */
public record Instant(
    long offset, Event event, Optional<Word> name, Optional<Length.Business> business, Span span) {
  /** A moment so many seconds after an event. */
  public Instant(long offset, Event event, Optional<Word> name, Span span) {
    this(offset, event, name, Optional.empty(), span);
  }

  /** What a moment counts from. */
  public enum Event {
    /** {@code start}. */
    START,
    /** {@code due}, of the deliverable in which it stands. */
    DUE,
    /** A deliverable's name: its end. */
    NAMED,
    /** {@code NAME.due}. */
    NAMED_DUE,
    /** {@code NAME joins}. */
    JOINS,
    /** A date. */
    DATE
  }
}
