package org.horkos.dsl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class MessageIndexTest {
  @Test
  void theLanguagePageListsEveryCodeInOrder() throws IOException {
    Path page = Path.of(System.getProperty("horkos.root", ".."), "docs", "language", "README.md");
    List<String> listed =
        Files.readAllLines(page).stream().filter(line -> line.startsWith("| O1")).toList();
    List<String> known =
        Arrays.stream(DiagnosticCode.values())
            .map(
                c ->
                    "| %s | %s | %s |"
                        .formatted(
                            c.code(), c.severity().name().toLowerCase(Locale.ROOT), c.title()))
            .toList();
    assertThat(listed).isEqualTo(known);
  }

  @Test
  void aLineTellsItsNumberAndColumnWhateverEndsIt() {
    SourceText text = SourceText.of("lines", "ab\ncd\r\nef\rgh");
    assertThat(text.lines()).isEqualTo(4);
    assertThat(text.lineText(2)).isEqualTo("cd");
    assertThat(text.lineText(3)).isEqualTo("ef");
    assertThat(text.line(11)).isEqualTo(4);
    assertThat(text.column(11)).isEqualTo(2);
  }

  @Test
  void theNearestNameIsGuessedAndAFarOneIsNot() {
    List<String> names = List.of("client", "studio", "lab");
    assertThat(Spelling.nearest("clinet", names)).contains("client");
    assertThat(Spelling.nearest("stdio", names)).contains("studio");
    assertThat(Spelling.nearest("zebra", names)).isEmpty();
  }

  @Test
  void caretsStandUnderThePlaceAlsoBehindTabsAndWideCharacters() {
    SourceText text = SourceText.of("t", "\t\"\uD83D\uDE00\" x\n");
    Diagnostic diagnostic = Diagnostic.of(DiagnosticCode.UNEXPECTED, new Span(5, 6), "here");
    assertThat(DiagnosticText.of(text, diagnostic))
        .contains(" --> t:1:6\n")
        .contains("1 |  \"\uD83D\uDE00\" x\n  |      ^ here\n");
  }
}
