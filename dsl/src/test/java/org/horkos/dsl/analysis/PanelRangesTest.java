package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Fraction;
import org.junit.jupiter.api.Test;

/**
 * What a panel decides lies within the range of its decision, though a vote may also be none.
 * {@code -Dhorkos.seed=N} repeats a run.
 */
class PanelRangesTest {
  private static final long SEED = Long.getLong("horkos.seed", 41L);

  private static Compiler.Checked stall(int least, String quorum, String pay, String award) {
    String text =
        """
        agreement Stall version 1
        token EUR decimals 2
        parameter price: 100..1_000 EUR
        party village
        party baker
        panel jury seats 3 needs %s
        deliverable stall by baker {
          pays %s from village
          due 10 days after start
          missed 10 days after due
          decision taste: %s..10 by jury within 4 days, silence means 2
          award %s
        }
        """
            .formatted(quorum, pay, least, award);
    return Compiler.check(SourceText.of("stall", text));
  }

  @Test
  void anAwardThatGrowsWithAPanelsNumberIsNeitherBelowZeroNorAboveThePay() {
    for (Compiler.Checked checked :
        List.of(
            stall(0, "2", "price", "40% of pay + 1% of pay * taste"),
            stall(0, "1 needs 3 when late", "100 EUR", "10 EUR * taste"),
            stall(0, "2", "100 EUR", "5 EUR * taste"))) {
      assertThat(checked.diagnostics())
          .filteredOn(d -> d.severity() == Diagnostic.Severity.ERROR)
          .isEmpty();
    }
    assertThat(stall(0, "2", "price", "91% of pay + 1% of pay * taste").agreement()).isEmpty();
  }

  @Test
  void whateverIsVotedTheAwardLiesWithinTheRangeThatIsShown() {
    Random random = new Random(SEED);
    for (String quorum : List.of("1", "2", "3", "2 needs 3 when late")) {
      Agreement agreement = stall(2, quorum, "100 EUR", "5 EUR * taste").agreement().orElseThrow();
      Deliverable stall = agreement.deliverables().getFirst();
      Interval range =
          new Ranges(agreement.parameters(), stall).of(stall.awards().getFirst().amount());
      assertThat(range)
          .isEqualTo(Interval.of(BigInteger.valueOf(1_000), BigInteger.valueOf(5_000)));
      Amounts amounts = Amounts.of(stall, List.of(BigInteger.valueOf(10_000)));
      for (int run = 0; run < 500; run++) {
        List<BigInteger> votes = new ArrayList<>();
        for (int seat = 0; seat < 3; seat++) {
          votes.add(BigInteger.valueOf(random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(10)));
        }
        Situation voted = new Situation(stall, amounts, votes, random.nextInt(-9, 9) * 86_400L);
        Fraction award = voted.value(stall.awards().getFirst().amount());
        assertThat(award)
            .as("seed %s, votes %s", SEED, votes)
            .isBetween(range.least(), range.most());
      }
    }
  }
}
