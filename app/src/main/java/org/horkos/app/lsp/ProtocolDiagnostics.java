package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DiagnosticRelatedInformation;
import org.eclipse.lsp4j.DiagnosticSeverity;
import org.eclipse.lsp4j.DiagnosticTag;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.horkos.dsl.source.DiagnosticCode;

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
   * leads there.
   */
  static Diagnostic of(OpenText text, org.horkos.dsl.source.Diagnostic message) {
    String sentence =
        message.message()
            + message.hint().map(hint -> "\nhint: " + hint).orElse("")
            + message.counterexample().map(life -> "\nthis life leads there:\n" + life).orElse("");
    Diagnostic shown = new Diagnostic(text.places().range(message.span()), sentence);
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
    for (org.horkos.dsl.source.Diagnostic.Note note : message.notes()) {
      Location place = new Location(text.uri(), text.places().range(note.span()));
      related.add(new DiagnosticRelatedInformation(place, note.text()));
    }
    if (!related.isEmpty()) {
      shown.setRelatedInformation(related);
    }
    return shown;
  }
}
