package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.Test;

class DrawsAreProportionalToStake {
  private static final int DRAWS = 20_000;

  /** Upper 0.1% point of the chi-square distribution with 5 degrees of freedom. */
  private static final double CHI_SQUARE_5_AT_ONE_IN_A_THOUSAND = 20.515;

  @Test
  void overManySeedsEachIsDrawnAsOftenAsItsStakeSays() {
    long[] stakes = {100, 150, 200, 250, 400, 900};
    Trial trial = new Trial(Trial.courtOf(100, stakes), 3, Trial.usualFacts(), java.util.Set.of());
    Chance chance = new Chance(2026);
    long[] drawn = new long[stakes.length];
    for (int i = 0; i < DRAWS; i++) {
      Hash seed = chance.hash();
      drawn[
          trial
              .frozen
              .find(Panel.ticket(seed, trial.terms, i % 3, i % 5, trial.frozen.total()))
              .index()]++;
    }
    double chiSquare = 0;
    for (int i = 0; i < stakes.length; i++) {
      double expected = DRAWS * stakes[i] / 2_000.0;
      chiSquare += (drawn[i] - expected) * (drawn[i] - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(CHI_SQUARE_5_AT_ONE_IN_A_THOUSAND);
  }
}
