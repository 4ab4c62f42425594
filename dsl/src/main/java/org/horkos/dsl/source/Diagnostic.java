package org.horkos.dsl.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that the compiler has to say about a place in a text.
 *
 * @param code what kind of message it is; the code is stable
 * @param message the sentence about this very place
 * @param span the place
 * @param notes other places that belong to it
 * @param hint what to do about it
 * @param mend the change that does what the hint says, where one is known that makes sense
 * @param counterexample a scenario of the text that runs into what is refused, where one is known
 */
public record Diagnostic(
    DiagnosticCode code,
    String message,
    Span span,
    List<Note> notes,
    Optional<String> hint,
    Optional<Mend> mend,
    Optional<String> counterexample) {
  private static final int LONGEST = 600;
  private static final Pattern NUMBER_OF_COPY = Pattern.compile("#[0-9]+");
  private static final Pattern OF_ONE_COPY =
      Pattern.compile("`[^`]*`|\\(with [^)]*\\)|[0-9][0-9_.]*");

  /** Keeps what is said short, however long a name in it is. */
  public Diagnostic {
    message = cut(message);
    hint = hint.map(Diagnostic::cut);
    notes = List.copyOf(notes);
  }

  private static String cut(String sentence) {
    return sentence.length() <= LONGEST
        ? sentence
        : sentence.substring(0, LONGEST / 2)
            + " … "
            + sentence.substring(sentence.length() - LONGEST / 2);
  }

  /** A message about a place, without notes and hint. */
  public static Diagnostic of(DiagnosticCode code, Span span, String message) {
    return new Diagnostic(
        code, message, span, List.of(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The same with a hint. */
  public Diagnostic hint(String text) {
    return new Diagnostic(code, message, span, notes, Optional.of(text), mend, counterexample);
  }

  /** The same with the change that mends it: what stands at {@code place} gives way to a text. */
  public Diagnostic mend(Span place, String text) {
    return new Diagnostic(
        code, message, span, notes, hint, Optional.of(new Mend(place, text)), counterexample);
  }

  /**
   * The same with a scenario that runs into what is refused; it can be put into the text as it is.
   */
  public Diagnostic counterexample(Optional<String> scenario) {
    return new Diagnostic(code, message, span, notes, hint, mend, scenario);
  }

  /** The same as a message of another kind. */
  public Diagnostic as(DiagnosticCode other) {
    return new Diagnostic(other, message, span, notes, hint, mend, counterexample);
  }

  /** The same with one more place. */
  public Diagnostic note(Span place, String text) {
    List<Note> more = new java.util.ArrayList<>(notes);
    more.add(new Note(place, text));
    return new Diagnostic(code, message, span, more, hint, mend, counterexample);
  }

  /**
   * What is wrong with one of several copies, by a template or for each seat or turn, is so with
   * all: messages about one place are the same if they differ in names and figures alone.
   */
  Diagnostic ofAllCopies() {
    return new Diagnostic(
        code,
        OF_ONE_COPY.matcher(message).replaceAll(""),
        span,
        List.of(),
        hint.map(text -> NUMBER_OF_COPY.matcher(text).replaceAll("")),
        Optional.empty(),
        Optional.empty());
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

  /**
   * A change of the text.
   *
   * @param span what gives way; empty where something is only added
   * @param text what stands there afterwards
   */
  public record Mend(Span span, String text) {}

  /** How grave a message is. */
  public enum Severity {
    /** The text means nothing that could be signed. */
    ERROR,
    /** The text can be signed, but probably means something else than its author thinks. */
    WARNING
  }
}
