package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.junit.jupiter.api.Test;

/** A pot is never below 0, and a lot never forfeits more than the court's share of it. */
class BondsNeverGoNegative {
  @Test
  void potsAreNeverOverdrawn() {
    RandomLife.forAll(
        life -> {
          RandomLife.Watch watch =
              step -> {
                if (step.transition() instanceof Applied applied) {
                  applied.effects().stream()
                      .filter(Effect.Ended.class::isInstance)
                      .forEach(effect -> payoutsFit(life, (Effect.Ended) effect));
                  applied.effects().stream()
                      .filter(Effect.Ruled.class::isInstance)
                      .forEach(effect -> forfeitsFit(life, (Effect.Ruled) effect));
                }
              };
          life.run(watch);
          life.onlyTime(watch);
        });
  }

  private static void payoutsFit(RandomLife life, Effect.Ended ended) {
    var part = life.terms.deliverables().get(ended.deliverable());
    Map<Integer, BigInteger> sums = new TreeMap<>();
    for (Effect.Payout payout : ended.payouts()) {
      assertThat(payout.amount()).isPositive();
      sums.merge(payout.token(), payout.amount(), BigInteger::add);
    }
    Map<Integer, BigInteger> pots = new TreeMap<>();
    part.pays().forEach(pot -> pots.merge(pot.token(), pot.amount(), BigInteger::add));
    part.lots().forEach(pot -> pots.merge(pot.token(), pot.amount(), BigInteger::add));
    sums.forEach((token, sum) -> assertThat(sum).isLessThanOrEqualTo(pots.get(token)));
  }

  private static void forfeitsFit(RandomLife life, Effect.Ruled ruled) {
    var part = life.terms.deliverables().get(ruled.deliverable());
    CourtTerms court = life.terms.head().courts().get(part.court());
    Map<Integer, BigInteger> sums = new TreeMap<>();
    for (Forfeit forfeit : ruled.forfeits()) {
      assertThat(forfeit.amount()).isPositive();
      sums.merge(forfeit.lot(), forfeit.amount(), BigInteger::add);
    }
    sums.forEach(
        (lot, sum) -> {
          Pot pot = part.lots().get(lot);
          BigInteger most = pot.amount().multiply(BigInteger.valueOf(court.forfeitBps()));
          assertThat(sum.multiply(BigInteger.valueOf(10_000))).isLessThanOrEqualTo(most);
        });
  }
}
