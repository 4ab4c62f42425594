package org.horkos.dsl.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bond of several payers is split as they pay, wherever that is the same for all parameters. */
class SeveralPayersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "price from ann and price from bob           | ",
        "60% of price from ann and 40% of price from bob | ",
        "price from ann and price / 2 from bob       | ",
        "price from ann and price / part from bob    | O1214",
        "price from ann and 50 EUR from bob          | O1214",
      })
  void theProportionIsKnown(String pays, String code) {
    String text =
        """
        agreement Shared version 1
        token EUR decimals 2
        parameter price: 100..1_000 EUR
        parameter part: 2..5
        party ann
        party bob
        party studio
        deliverable page by studio {
          pays %s
          bond 40 EUR + price / 4 by payer
          due 10 days after start
          missed 20 days after due
        }
        """
            .formatted(pays);
    assertThat(
            Compiler.check(SourceText.of("shared", text)).diagnostics().stream()
                .map(d -> d.code().code())
                .filter(c -> !c.startsWith("O19"))
                .toList())
        .isEqualTo(code == null ? List.of() : List.of(code));
  }
}
