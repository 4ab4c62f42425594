package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lie by which somebody is not asked never pays. */
class UnaskedCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "by studio | client | no   | ",
        "by studio | client | yes  | O1334",
        "by studio | lab    | yes  | O1334",
        "by client | lab    | no   | O1334",
        "by client | lab    | yes  | ",
        "by client | client | no   | ",
      })
  void whoeverStatesWhatDecidesWhoIsAsked(String gate, String asked, String silence, String code) {
    boolean performer = gate.equals("by studio");
    String text =
        """
        agreement Tried version 1
        token USDC decimals 6
        party client
        party studio
        attestor lab
        court quality {
          draws 3, evidence 3 days, commit 2 days, reveal 1 day
          loser forfeits 30%% of bond {winner 60%%, court 30%%, burn 10%%}
        }
        deliverable page by studio {
          pays 100 USDC from client
          bond 20 USDC by studio
          bond 20 USDC by client
          due 10 days after start
          missed 20 days after due
          challenge within 3 days, judged by quality
          fact passed "How many pass?": 0..100%s
          decision ok: yes|no by %s within 4 days, silence means %s, asked when passed %s 50
          require "good" %s
        }
        """
            .formatted(
                performer ? "" : " by client within 2 days, silence means 100",
                asked,
                silence,
                performer ? "below" : "at least",
                performer ? "passed at least 50 or ok is yes" : "passed at least 50 and ok is yes");
    assertThat(
            Compiler.check(SourceText.of("tried", text)).diagnostics().stream()
                .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                .map(d -> d.code().code())
                .toList())
        .isEqualTo(code == null ? List.of() : List.of(code));
  }
}
