package org.horkos.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;

/** What the compiler has to say of a text, as JSON: the same for the command and the API. */
public final class DiagnosticJson {
  private DiagnosticJson() {}

  /**
   * Adds each message to a list: code, severity, title, message, line and column from 1, length.
   */
  public static void add(ArrayNode list, SourceText text, List<Diagnostic> found) {
    for (Diagnostic diagnostic : found) {
      ObjectNode node = list.addObject();
      int start = Math.min(diagnostic.span().start(), text.length());
      node.put("code", diagnostic.code().code())
          .put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT))
          .put("title", diagnostic.code().title())
          .put("message", diagnostic.message())
          .put("line", text.line(start))
          .put("column", text.column(start))
          .put("length", Math.max(1, diagnostic.span().end() - diagnostic.span().start()));
      diagnostic.hint().ifPresent(hint -> node.put("hint", hint));
    }
  }
}
