package org.horkos.app.lsp;

import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.horkos.dsl.format.Formatting;
import org.horkos.dsl.source.Diagnostics;

/** Edits of one text. */
final class DocumentEdits {
  private DocumentEdits() {}

  /** The edits in the form in which an editor applies them. */
  static WorkspaceEdit of(OpenText text, List<TextEdit> edits) {
    return new WorkspaceEdit(Map.of(text.uri(), edits));
  }

  /** What lays a text out; nothing if it cannot be parsed or is laid out already. */
  static List<TextEdit> laidOut(OpenText text) {
    return Formatting.of(text.source(), new Diagnostics())
        .filter(now -> !now.equals(text.source().text()))
        .map(now -> List.of(new TextEdit(text.places().whole(), now)))
        .orElse(List.of());
  }
}
