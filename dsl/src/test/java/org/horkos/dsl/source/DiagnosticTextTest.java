package org.horkos.dsl.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
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
