package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An amount is looked at for those facts for which its rule holds, to the unit. */
class ConditionalAmountsTest {
  private static List<String> told(String due, String rules) {
    String text =
        """
        agreement Wedding version 1
        token EUR decimals 2
        parameter fee: 500..6_000 EUR
        party couple
        party photographer
        deliverable coverage by photographer {
          pays 600 EUR from couple
          bond 100 EUR by photographer
          bond fee by couple
          %s
          missed 10 days after due
          decision h: 0..12 by couple within 3 days, silence means 8
          %s
        }
        """
            .formatted(due, rules);
    return Compiler.check(SourceText.of("wedding", text)).diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .map(d -> d.code().code())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "award 60 EUR * h when h below 11                                        | ",
        "award 60 EUR * h when h below 12                                        | O1287",
        "award lesser of (60 EUR * h) and pay                                    | ",
        "award 10% of pay * h when h at most 10                                  | ",
        "award pay / 10 * h when h at most 11                                    | O1287",
        "award 80%                                                               | ",
        "penalty \"short\" gives couple 20 EUR * (8 - h) from award when h below 9 | ",
        "penalty \"short\" gives couple 20 EUR * (8 - h) from award when h below 10| O1276",
        "penalty \"p\" gives couple 10 EUR * h from photographer.bond when h below 11 | ",
        "penalty \"p\" gives couple 10 EUR * h from photographer.bond when h below 12 | O1303",
        "penalty \"p\" gives couple fee / 10 from photographer.bond when fee at most 1_000 EUR | ",
        "penalty \"p\" gives couple fee / 10 from photographer.bond when fee at most 1_010 EUR | O1303",
        "penalty \"p\" gives couple fee / 10 from photographer.bond when couple.bond at most 1_000 EUR | ",
        "penalty \"p\" gives couple fee/100*h from photographer.bond when fee*h at most 10_100 EUR | O1303",
      })
  void itIsRefusedOnlyIfItsRuleCanHold(String rule, String code) {
    assertThat(told("due 10 days after start", rule))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "due 10 days after start                       | 1 EUR | ",
        "due 10 days after start measured by arrived   | 1 EUR | ",
        "due 10 days after start measured by arrived   | 11 EUR| O1303",
        "deliver at most 2 times due 10 days after start measured by arrived | 1 EUR | O1303",
        "deliver at most 2 times due 10 days after start | 1 EUR | ",
      })
  void howEarlyItCanBeIsBoundedByWhatMeasuresIt(String due, String each, String code) {
    String rules =
        "decision arrived: time by couple within 2 days, silence means as claimed\n"
            + "penalty \"early\" gives couple "
            + each
            + " from photographer.bond per full day early";
    assertThat(told(due, rules)).isEqualTo(code == null ? List.of() : List.of(code));
  }
}
