package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.junit.jupiter.api.Test;

class QuickFixesTest {
  @Test
  void noFixInsertsNamesThatTheTextHasNotOrLeavesOutWhatOthersUse() throws Exception {
    String website = EditorSession.example("website-build.oath");
    String challenge = "  challenge within 3 days, judged by quality\n";
    String none =
        website.replace(challenge, "").replaceFirst("(?s)court quality \\{.*?\n\\}\n", "");
    String poem =
        """
        agreement PoemPrize version 1
        token EUR decimals 2
        party sponsor
        party poet open for 30 days seats 3
        deliverable poem by poet#1 {
          pays 500 EUR from sponsor
          due 60 days after start
          missed 5 days after due
        }
        """;
    try (EditorSession editor = EditorSession.begun()) {
      assertThat(fixes(editor, editor.open(none), "O1201")).isEmpty();
      assertThat(fixes(editor, editor.change(poem), "O1905"))
          .noneMatch(title -> title.startsWith("Leave out"));
    }
  }

  private static List<String> fixes(
      EditorSession editor, PublishDiagnosticsParams found, String code) throws Exception {
    return editor.fixes(found, code).stream().map(CodeAction::getTitle).toList();
  }
}
