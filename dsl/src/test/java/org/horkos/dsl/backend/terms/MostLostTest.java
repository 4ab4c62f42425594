package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.agreement.WrittenByHand;
import org.junit.jupiter.api.Test;

class MostLostTest {
  @Test
  void theClientRisksItsPayAndItsForfeitsTheStudioWhatMissingGives() {
    // at 5,000 USDC: design 2,000 with lots 400 and 200, launch 3,000 with lots 600 and 300
    assertThat(MostLost.of(Examples.websiteBuild()))
        .containsExactly(
            // the pay, and 30% of 200 and of 300; a client that says nothing forfeits nothing
            new MostLost(0, 0, usdc(5_150), usdc(5_000)),
            // 50% of 400 and of 600 for missing; 30% for a lost dispute is less
            new MostLost(1, 0, usdc(500), usdc(500)));
  }

  @Test
  void ofAnEndOnlyTheWorstCounts() {
    assertThat(MostLost.of(Examples.parserBounty()))
        .containsExactly(
            // the prize of 3,000 and 30% of the lot of 150
            new MostLost(0, 0, WrittenByHand.dai(3_045), WrittenByHand.dai(3_000)),
            // missing gives 50% of the lot of 300, a lost dispute takes 30%
            new MostLost(1, 0, WrittenByHand.dai(150), WrittenByHand.dai(150)));
  }

  @Test
  void withoutASecondBondNobodyForfeits() {
    Terms terms = Examples.parserBounty();
    DeliverableTerms part = terms.deliverables().getFirst();
    Terms alone = with(terms, part.lots().subList(0, 1), List.of());
    assertThat(MostLost.of(alone))
        .containsExactly(
            new MostLost(0, 0, WrittenByHand.dai(3_000), WrittenByHand.dai(3_000)),
            new MostLost(1, 0, BigInteger.ZERO, BigInteger.ZERO));
  }

  private static Terms with(
      Terms terms, List<DeliverableTerms.Pot> lots, List<DeliverableTerms.Gives> missed) {
    DeliverableTerms part = terms.deliverables().getFirst();
    return new Terms(
        terms.head(),
        List.of(
            new DeliverableTerms(
                part.performer(),
                part.after(),
                part.pays(),
                lots,
                part.due(),
                part.grace(),
                part.missed(),
                missed,
                part.failedGives(),
                part.challenge(),
                part.court(),
                part.attempts(),
                part.facts(),
                part.clauses(),
                part.program())));
  }

  private static BigInteger usdc(long amount) {
    return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(1_000_000));
  }
}
