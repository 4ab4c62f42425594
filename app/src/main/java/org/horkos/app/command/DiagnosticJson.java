package org.horkos.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;

/** What the compiler has to say of a text, as JSON: the same for the command and the API. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /**
   * Adds each message to a list: code, severity, title, message, place, the places of its notes, a
   * hint, a counterexample as a scenario, and the change that mends it, where they are known. A
   * place in an imported text names it as {@code library}.
   *
   * @param text with what it imports
   */
  public static void add(ArrayNode list, SourceText text, List<Diagnostic> found) {
    for (Diagnostic diagnostic : found) {
      ObjectNode node = list.addObject();
      node.put("code", diagnostic.code().code())
          .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
          .put("title", diagnostic.code().title())
          .put("message", diagnostic.message());
      place(node, text, diagnostic.span(), 1);
      ArrayNode notes = node.putArray("notes");
      for (Diagnostic.Note note : diagnostic.notes()) {
        place(notes.addObject().put("message", note.text()), text, note.span(), 1);
      }
      diagnostic.hint().ifPresent(hint -> node.put("hint", hint));
      diagnostic.counterexample().ifPresent(life -> node.put("counterexample", life));
      diagnostic
          .mend()
          .ifPresent(
              mend -> place(node.putObject("mend").put("text", mend.text()), text, mend.span(), 0));
    }
  }

  /** Line and column from 1, offset from 0, all in code points. */
  private static void place(ObjectNode node, SourceText text, Span span, int least) {
    SourceText.Place place = text.place(Math.min(span.start(), text.length()));
    if (!place.name().equals(text.name())) {
      node.put("library", place.name());
    }
    node.put("line", place.line())
        .put("column", place.column())
        .put("offset", place.offset())
        .put("length", Math.max(least, span.end() - span.start()));
  }
}
