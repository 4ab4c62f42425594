package org.horkos.dsl.syntax.slips;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Reading;
import org.junit.jupiter.api.Test;

class SlipsTest {
  private static List<Diagnostic> read(String statements) {
    Diagnostics diagnostics = new Diagnostics();
    String text = "agreement Slips version 1\ntoken USDC decimals 6\n" + statements + "\n";
    Reading.read(SourceText.of("slips", text), diagnostics);
    return diagnostics.toList();
  }

  private static List<DiagnosticCode> codes(String statements) {
    return read(statements).stream().map(Diagnostic::code).toList();
  }

  @Test
  void whatOnlyLooksLikeEnglishIsLeftAlone() {
    assertThat(
            read(
                """
                let rest = price
                  - 50 USDC
                  - price / 3
                  * 2
                let less = 2_027--5
                let sum = 2027-5-1+3
                let ratio = (4/2/1)
                let upper = greater of 0 USDC and (rest - 20 USDC)
                party host
                calendar berlin {
                  weekend saturday and sunday
                  until 2028-12-31
                }
                deliverable rent by guest 3 times every month {
                  owes 50 USDC - 1/2*rest to host
                  bond 20 USDC by
                    host bond 20 USDC by guest
                  due 2027-01-31
                  missed 10 days
                    after due
                  penalty "early" gives host 1 USDC per full day early
                }
                scenario "paid" {
                  guest pays rent#1 50
                  USDC 5 days after start
                }
                """))
        .isEmpty();
  }

  @Test
  void signsAndWordsThatOathHasTooAreStillSeenWhereEnglishIsMeant() {
    assertThat(
            codes(
                """
                /* a remark */
                party client -- pays
                deliverable page by studio {
                  - pays 5 USDC from client
                  due until 2027-05-01
                  missed 2027-6-1
                  challenge within 1 month, judged by quality
                  fact size "How many?": 0-900
                  fact fits "Does it fit?": yes/no by client within five business days, silence means yes
                  require "long enough" size is greater than 300
                }
                """))
        .containsExactly(
            DiagnosticCode.COMMENT_SIGN,
            DiagnosticCode.COMMENT_SIGN,
            DiagnosticCode.END_MARK,
            DiagnosticCode.FILLER_WORD,
            DiagnosticCode.DATE_FORM,
            DiagnosticCode.OTHER_UNIT,
            DiagnosticCode.RANGE_SIGN,
            DiagnosticCode.OPTION_SIGN,
            DiagnosticCode.NUMBER_IN_WORDS,
            DiagnosticCode.COMPARISON_WORDS);
  }
}
