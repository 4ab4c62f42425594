package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Messages as a person sees them, where several stand together or one code has several; that each
 * code is shown is for {@link ErrorPagesTest}. {@code -Dgolden.write=true} writes the files anew,
 * to be read before they are committed.
 */
class GoldenDiagnosticsTest {
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
}
