package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The error index: every code has a page, whose example gives this code and no other, and whose
 * mended text does not. {@code -Dgolden.write=true} writes the messages of the pages anew, to be
 * read before they are committed.
 */
class ErrorPagesTest {
  // A page cannot hold a text that is too long or no UTF-8; those of bindings are about no text.
  private static final Set<DiagnosticCode> WITHOUT_EXAMPLE =
      Arrays.stream(DiagnosticCode.values())
          .filter(
              c ->
                  c.code().startsWith("O15")
                      || c == DiagnosticCode.TEXT_TOO_LONG
                      || c == DiagnosticCode.NOT_UTF8)
          .collect(Collectors.toUnmodifiableSet());

  @TestFactory
  List<DynamicTest> theExampleOfAPageGivesItsCodeAndTheMendedTextDoesNot() {
    return ErrorPage.all().stream()
        .map(page -> DynamicTest.dynamicTest(page.code(), () -> check(page)))
        .toList();
  }

  private static void check(ErrorPage page) throws IOException {
    DiagnosticCode code = code(page.code());
    assertThat(page.title()).isEqualTo("# " + code.code() + ": " + code.title());
    assertThat(page.meaning())
        .startsWith(code.severity() == Diagnostic.Severity.ERROR ? "Error. " : "Warning. ")
        .hasSizeGreaterThan(30);
    assertThat(page.example().isPresent()).isEqualTo(!WITHOUT_EXAMPLE.contains(code));
    if (page.example().isEmpty()) {
      return;
    }
    SourceText example = page.example().get();
    Imports imports = Imports.of(Map.of("library.oath", ErrorPage.library()));
    Compiler.Checked checked = Compiler.check(example, imports);
    List<Diagnostic> found = checked.diagnostics();
    String shown = DiagnosticText.of(checked.source(), found).stripTrailing() + "\n";
    if (Boolean.getBoolean("golden.write")) {
      page.write(shown);
    } else {
      assertThat(shown).isEqualTo(page.messages());
    }
    assertThat(found)
        .as(shown)
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.code()).isEqualTo(code))
        .allSatisfy(d -> assertThat(d.message()).isNotBlank())
        .anySatisfy(d -> assertThat(d.hint()).as("a hint").isPresent());
    if (page.mended().isPresent()) {
      SourceText mended = page.mended().get();
      Compiler.Checked again = Compiler.check(mended, imports);
      List<Diagnostic> left = again.diagnostics();
      assertThat(left)
          .as(DiagnosticText.of(again.source(), left))
          .allSatisfy(d -> assertThat(d.code()).isNotEqualTo(code))
          .allSatisfy(d -> assertThat(d.severity()).isEqualTo(Diagnostic.Severity.WARNING));
    }
  }

  @Test
  void noCodeLacksAPageAndNoPageACode() {
    assertThat(ErrorPage.all()).extracting(ErrorPage::code).isEqualTo(codes());
  }

  @Test
  void theIndexListsEveryCodeInOrder() throws IOException {
    List<String> listed =
        ErrorPage.index().stream().filter(line -> line.startsWith("| [O1")).toList();
    assertThat(listed)
        .isEqualTo(
            Arrays.stream(DiagnosticCode.values())
                .map(c -> "| [%s](%s.md) | %s |".formatted(c.code(), c.code(), c.title()))
                .toList());
  }

  @Test
  void codesStandInOrder() {
    assertThat(codes()).isSorted().doesNotHaveDuplicates();
  }

  private static List<String> codes() {
    return Arrays.stream(DiagnosticCode.values()).map(DiagnosticCode::code).toList();
  }

  private static DiagnosticCode code(String code) {
    return Arrays.stream(DiagnosticCode.values())
        .filter(c -> c.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no code " + code));
  }
}
