package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;

/** The compiler's messages in the protocol's form. */
final class ProtocolDiagnostics {
  private ProtocolDiagnostics() {}

  /** All messages about a version of a text. */
  static PublishDiagnosticsParams of(OpenText text) {
    List<Diagnostic> messages =
        text.diagnostics().stream().map(message -> of(text, message)).toList();
    return new PublishDiagnosticsParams(text.uri(), messages, text.version());
  }

  /**
   * One message: its sentence and, on a line of its own, what to do about it; below, the life that
   * leads there. What is wrong in a library is shown where the text imports it.
   */
  static Diagnostic of(OpenText text, org.horkos.dsl.source.Diagnostic message) {
    boolean own = text.isOwn(message.span());
    String sentence =
        (own ? "" : where(text, message.span()))
            + message.message()
            + message.hint().map(hint -> "\nhint: " + hint).orElse("")
            + message.counterexample().map(life -> "\nthis life leads there:\n" + life).orElse("");
    Span place = own ? message.span() : text.importing(message.span());
    Diagnostic shown = new Diagnostic(text.places().range(place), sentence);
    shown.setSeverity(
        message.severity() == org.horkos.dsl.source.Diagnostic.Severity.ERROR
            ? DiagnosticSeverity.Error
            : DiagnosticSeverity.Warning);
    shown.setCode(message.code().code());
    shown.setSource("oath");
    if (message.code() == DiagnosticCode.UNUSED) {
      shown.setTags(List.of(DiagnosticTag.Unnecessary));
    }
    List<DiagnosticRelatedInformation> related = new ArrayList<>();
    if (!own) {
      related.add(
          new DiagnosticRelatedInformation(text.location(message.span()), message.message()));
    }
    for (org.horkos.dsl.source.Diagnostic.Note note : message.notes()) {
      related.add(new DiagnosticRelatedInformation(text.location(note.span()), note.text()));
    }
    if (!related.isEmpty()) {
      shown.setRelatedInformation(related);
    }
    return shown;
  }

  private static String where(OpenText text, Span span) {
    SourceText.Place place = text.checked().source().place(span.start());
    return "in `" + place.name() + "`, line " + place.line() + ": ";
  }
}
