package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.horkos.app.lsp.EditorSession.behind;
import static org.horkos.app.lsp.EditorSession.get;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportsInTheEditorTest {
  private EditorSession editor;
  private Path library;
  private String uri;

  @TempDir Path folder;

  @BeforeEach
  void begin() throws Exception {
    editor = EditorSession.begun();
    library = Files.createDirectories(folder.resolve("library")).resolve("house.oath");
    Files.writeString(library, EditorSession.example("importing/library/house.oath"));
    uri = folder.resolve("banner.oath").toUri().toString();
  }

  @AfterEach
  void end() throws Exception {
    assertThat(editor.end()).isZero();
    editor.close();
  }

  private static String banner() throws Exception {
    return EditorSession.example("importing/banner.oath");
  }

  @Test
  void whatLiesBesideTheFileIsTakenIn() throws Exception {
    assertThat(editor.open(uri, banner()).getDiagnostics()).isEmpty();
  }

  @Test
  void aTextThatLiesInNoFileImportsNothing() throws Exception {
    assertThat(editor.open("untitled:banner", banner()).getDiagnostics())
        .extracting(message -> message.getCode().getLeft())
        .contains("O1177");
  }

  @Test
  void aNameOfALibraryIsExplainedAndFoundThere() throws Exception {
    String text = banner();
    editor.open(uri, text);
    TextDocumentIdentifier id = new TextDocumentIdentifier(uri);
    Hover hover =
        get(
            editor
                .texts()
                .hover(new HoverParams(id, behind(text, "parameter price: 100..5_000 US"))));
    assertThat(hover.getContents().getRight().getValue()).contains("`USDC` is a token");

    List<Location> found =
        List.copyOf(
            get(editor
                    .texts()
                    .definition(
                        new DefinitionParams(id, behind(text, "parameter price: 100..5_000 US"))))
                .getLeft());
    String house = Files.readString(library);
    assertThat(found)
        .containsExactly(
            new Location(
                library.toUri().toString(),
                new Range(behind(house, "token "), behind(house, "token USDC"))));
  }

  @Test
  void aNameOfALibraryIsNotRenamedFromOutside() throws Exception {
    String text = banner();
    editor.open(uri, text);
    RenameParams params =
        new RenameParams(
            new TextDocumentIdentifier(uri), behind(text, "parameter price: 100..5_000 US"), "DAI");
    assertThatThrownBy(() -> get(editor.texts().rename(params)))
        .hasMessageContaining("a library that the text imports declares this name");
  }

  @Test
  void whatIsWrongInALibraryIsShownAtItsImportWithALinkToThePlace() throws Exception {
    String wrong = Files.readString(library).replace("judged by craft", "judged by crafd");
    Files.writeString(library, wrong);
    String hash = Keccak.hash(wrong.getBytes(StandardCharsets.UTF_8)).toString();
    String text = banner().replaceFirst("0x[0-9a-f]{64}", hash);
    Diagnostic message = editor.open(uri, text).getDiagnostics().getFirst();
    assertThat(message.getMessage().getLeft())
        .startsWith("in `library/house.oath`, line 19: ")
        .contains("no `crafd`", "hint: did you mean `craft`?");
    assertThat(message.getRange())
        .isEqualTo(
            new Range(behind(text, "import "), behind(text, "import \"library/house.oath\"")));
    assertThat(message.getRelatedInformation().getFirst().getLocation())
        .isEqualTo(
            new Location(
                library.toUri().toString(),
                new Range(behind(wrong, "judged by "), behind(wrong, "judged by crafd"))));
  }
}
