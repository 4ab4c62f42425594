package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However deep a text is nested, it is read or refused with O1007, in whatever order it stands. */
class NestingIsBoundedTest {
  private static final String PLACE = "at least 8";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-",
        "- ",
        "(",
        "((1 + ",
        "10% of ",
        "- 10% of ",
        "lesser of ",
        "lesser of 1 and ",
        "lesser of award and ",
        "greater of studio.bond and ",
        "greater of lesser of 1 and 2 and - ",
        "lesser of (1) and ",
        "lesser of (1 + 1 and 2) and - (",
        "1 / ",
        "1 / 2 * ",
        "2 ^ (",
        "2 ^ - ",
        "(not ",
      })
  void amountsAreNestedToALimit(String shape) {
    assertThat(codesWith("at least " + many(shape) + "1")).containsExactly("O1007");
    assertThat(codesWith("at least " + shape.repeat(1_500) + "1")).containsExactly("O1007");
    assertThat(codesWith("at least " + shape.repeat(60) + "1")).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"not ", "not (", "(1 is 1 and not ", "not (not - 1 is 1 or "})
  void conditionsAreNestedToALimit(String shape) {
    String text = Examples.website().text();
    String deep = text.replace("screens at least 8", many(shape) + "screens is 1");
    assertThat(codes(deep)).containsExactly("O1007");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + ", "2 - ", "1 + 10% of ", "2 - 10% of screens - ", "1 * "})
  void whatStandsSideBySideIsNotNested(String shape) {
    assertThat(codesWith("at least " + shape.repeat(200) + "1")).doesNotContain("O1007");
  }

  @Test
  void aChainOfValuesMeansTheSameInAnyOrder() {
    for (int length : List.of(33, 34, 36, 40, 400)) {
      List<String> lets =
          IntStream.range(0, length)
              .mapToObj(i -> "let v" + i + " = " + (i == 0 ? "1" : "v" + (i - 1) + " + 1"))
              .toList();
      List<String> expected = length > 33 ? List.of("O1007 at `v33`") : List.of();
      String last = "at least v" + Math.min(length - 1, 32);
      assertThat(chains(String.join("\n", lets), last)).as("in order").isEqualTo(expected);
      assertThat(chains(String.join("\n", lets.reversed()), last))
          .as("in reverse order")
          .isEqualTo(expected);
    }
  }

  private static List<String> chains(String lets, String last) {
    SourceText source = withLets(lets, last);
    Compiler.Checked checked = Compiler.check(source);
    assertThat(checked.agreement().isPresent())
        .as(DiagnosticText.of(source, checked.diagnostics()))
        .isEqualTo(!checked.hasErrors());
    return checked.diagnostics().stream()
        .filter(d -> d.code().code().startsWith("O1"))
        .filter(d -> !d.code().code().startsWith("O19"))
        .map(d -> d.code().code() + " at " + d.message().replaceAll(" is made.*", ""))
        .toList();
  }

  private static SourceText withLets(String lets, String last) {
    String text = Examples.website().text().replace(PLACE, last);
    int declaration = text.indexOf("\nevery deliverable");
    return SourceText.of(
        "chain", text.substring(0, declaration) + "\n" + lets + text.substring(declaration));
  }

  @Test
  void aTextThatIsNoAgreementIsNeverWithoutAnError() {
    assertThat(Compiler.withReason(List.of()))
        .singleElement()
        .satisfies(d -> assertThat(d.code().code()).isEqualTo("O1009"));
  }

  // A hundred thousand, or as many as a text may have.
  private static String many(String shape) {
    return shape.repeat(Math.min(100_000, 900_000 / shape.length()));
  }

  private static List<String> codesWith(String condition) {
    return codes(Examples.website().text().replace(PLACE, condition));
  }

  private static List<String> codes(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics().stream()
        .map(d -> d.code().code())
        .collect(Collectors.toList());
  }
}
