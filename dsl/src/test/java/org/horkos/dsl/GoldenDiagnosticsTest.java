package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every message as a person sees it. {@code -Dgolden.write=true} writes the files anew, to be read
 * before they are committed.
 */
class GoldenDiagnosticsTest {
  // Of bindings, and of a text too long to be kept: these have tests of their own.
  private static final Set<DiagnosticCode> WITHOUT_TEXT =
      Arrays.stream(DiagnosticCode.values())
          .filter(c -> c.code().startsWith("O15") || c == DiagnosticCode.TEXT_TOO_LONG)
          .collect(Collectors.toUnmodifiableSet());

  @TestFactory
  List<DynamicTest> everyTextIsDiagnosedAsItsFileSays() {
    return Corpus.golden().stream()
        .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)))
        .toList();
  }

  private static void check(Path path) throws IOException {
    SourceText source = Corpus.read(path);
    Compiler.Checked checked = Compiler.check(source);
    String shown = DiagnosticText.of(source, checked.diagnostics());
    Path expected = Path.of(path.toString().replace(".oath", ".txt"));
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(expected));
    assertThat(checked.diagnostics())
        .as("the text shows the code that it is named after")
        .anyMatch(d -> path.getFileName().toString().startsWith(d.code().code()));
    boolean wrong =
        checked.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    assertThat(checked.agreement().isEmpty()).isEqualTo(wrong);
  }

  @Test
  void noCodeLacksAGoldenFile() {
    Set<String> covered =
        Corpus.golden().stream()
            .map(p -> p.getFileName().toString().substring(0, 5))
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(DiagnosticCode.values()).filter(c -> !WITHOUT_TEXT.contains(c)))
        .allSatisfy(code -> assertThat(covered).as(code.name()).contains(code.code()));
  }

  @Test
  void noTwoCodesAreTheSame() {
    assertThat(Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::code))
        .doesNotHaveDuplicates();
  }
}
