package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition that always or never holds is told of, also where only all values show it. */
class ConstantConditionsTest {
  private static List<String> told(String times, String rules) {
    String text =
        """
        agreement Fence version 1
        token EUR decimals 2
        parameter price: 10..500 EUR
        party owner
        party builder
        deliverable fence by builder {
          pays price from owner
          bond 100 EUR by builder
          due 14 days after start
          %s
          decision n: 0..5_000 by owner within 5 days, silence means 9
          decision a: 0..9 by owner within 5 days, silence means 9
          decision b: 0..9 by owner within 5 days, silence means 9
          %s
        }
        """
            .formatted(times, rules);
    return Compiler.check(SourceText.of("fence", text)).diagnostics().stream()
        .map(d -> d.code().code())
        .filter(code -> !java.util.Set.of("O1905", "O1912", "O1914").contains(code))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n*n - 7*n is 31              | O1901",
        "n*n - 7*n is 30              | ",
        "3*n is 7                     | O1901",
        "3*n is not 7                 | O1902",
        "3*n is 9                     | ",
        "pay above price              | O1901",
        "pay at least price           | O1902",
        "pay - price is 0 EUR         | O1902",
        "pay at most 100 EUR          | ",
        "price at most 5 EUR          | O1901",
        "price - 1 EUR at most 600 EUR| O1902",
      })
  void whateverItComputesWith(String condition, String code) {
    assertThat(
            told(
                "missed 20 days after due",
                "penalty \"p\" gives owner 1 EUR from builder.bond when " + condition))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "award 50% when a is 0 award 100% when b at least 1      | O1906",
        "award 50% when a is 1 award 100% when b at least 2      | ",
        "penalty \"p\" gives owner 10% of pay when a below 1     | O1901",
        "penalty \"p\" gives owner 10% of pay when a below 2     | ",
        "penalty \"p\" gives owner 1 EUR from builder.bond when a below 1 | ",
      })
  void whatOnlyHoldsWhereARequireFails(String rules, String code) {
    assertThat(told("missed 20 days after due", "require \"sum\" a + b at least 10 " + rules))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "penalty \"p\" gives owner 0% of pay when n above 3      | O1901",
        "penalty \"p\" gives owner 1% of pay when n above 3      | ",
        "deliver at most 3 times                                   | O1909",
        "deliver at most 3 times require \"n\" n above 3          | ",
        "deliver at most 3 times award 50% when n above 3          | ",
        "deliver at most 3 times award 50% when n above 3 award 20%| O1909",
      })
  void whatComesToNothingOrIsNeverRefused(String rules, String code) {
    assertThat(told("missed 20 days after due", rules))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "penalty \"late\" gives owner 1% of pay when late        | O1901",
        "require \"on time\" not late                            | O1902",
      })
  void whatIsDeliveredByItselfIsNeverLate(String rules, String code) {
    assertThat(told("deliver by itself", rules)).isEqualTo(List.of(code));
  }
}
