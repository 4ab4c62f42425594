package org.horkos.dsl.source;

import java.util.List;
import java.util.Optional;

/**
 * Something that the compiler has to say about a place in a text.
 *
 * @param code what kind of message it is; the code is stable
 * @param message the sentence about this very place
 * @param span the place
 * @param notes other places that belong to it
 * @param hint what to do about it
 */
public record Diagnostic(
    DiagnosticCode code, String message, Span span, List<Note> notes, Optional<String> hint) {
  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /** A message about a place, without notes and hint. */
  public static Diagnostic of(DiagnosticCode code, Span span, String message) {
    return new Diagnostic(code, message, span, List.of(), Optional.empty());
  }

  /** The same with a hint. */
  public Diagnostic hint(String text) {
    return new Diagnostic(code, message, span, notes, Optional.of(text));
  }

  /** The same with one more place. */
  public Diagnostic note(Span place, String text) {
    List<Note> more = new java.util.ArrayList<>(notes);
    more.add(new Note(place, text));
    return new Diagnostic(code, message, span, more, hint);
  }

  /** Whether the text cannot be signed because of it. */
  public Severity severity() {
    return code.severity();
  }

  /**
   * A second place that belongs to a message.
   *
   * @param span the place
   * @param text what is to be seen there
   */
  public record Note(Span span, String text) {}

  /** How grave a message is. */
  public enum Severity {
    /** The text means nothing that could be signed. */
    ERROR,
    /** The text can be signed, but probably means something else than its author thinks. */
    WARNING
  }
}
