package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/**
 * What the compiler accepts cannot take more from a lot than there is, and what it refuses as
 * overdrawn really can: random shares, random prices, added up by hand. {@code -Dhorkos.seed=N}
 * repeats a run.
 */
class AcceptedLotsAreNeverOverdrawn {
  private static final long SEED = Long.getLong("horkos.seed", 77L);
  private static final int RUNS = 400;

  private static String text(int lot, int missed, int failed, int copied, int late, int forfeit) {
    return """
    agreement Lots version 1
    token USDC decimals 6
    parameter price: 1_000..100_000 USDC
    party client
    party studio
    court quality {
      draws 3, evidence 3 days, commit 2 days, reveal 1 day
      loser forfeits %d%% of bond {winner 60%%, court 30%%, burn 10%%}
    }
    deliverable page by studio {
      pays price from client
      bond %d%% of pay by studio
      bond 10%% of pay by client
      due 10 days after start, grace 1 day
      missed 20 days after due gives client %d%% of pay
      failed gives client %d%% of studio.bond
      challenge within 3 days, judged by quality
      fact score "Which score?": 0..100
      require "some" score at least 1
      penalty "copied" gives client %d%% of studio.bond when score is 0
      penalty "late" gives client %d%% of pay from studio.bond per started day late when score above 50
    }
    """
        .formatted(forfeit, lot, missed, failed, copied, late);
  }

  @Test
  void theCheckAgreesWithTheSumByHand() {
    int refused = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      int lot = 1 + random.nextInt(60);
      int missed = random.nextInt(40);
      int failed = random.nextInt(60);
      int copied = random.nextInt(60);
      int late = random.nextInt(4);
      int forfeit = random.nextInt(50);
      Compiler.Checked checked =
          Compiler.check(SourceText.of("lots", text(lot, missed, failed, copied, late, forfeit)));
      boolean overdrawn =
          checked.diagnostics().stream().anyMatch(d -> d.code() == DiagnosticCode.LOT_OVERDRAWN);
      refused += overdrawn ? 1 : 0;
      // In shares of the pay times 10,000: missed alone; failed with "copied"; kept with twenty
      // days late.
      int bond = 100 * lot;
      boolean byHand =
          100 * missed > bond
              || bond * forfeit / 100.0 + bond * failed / 100.0 + bond * copied / 100.0 > bond
              || bond * forfeit / 100.0 + 100 * late * 20 > bond;
      assertThat(overdrawn).as("seed %s, run %s", SEED, run).isEqualTo(byHand);
      checked.agreement().ifPresent(agreement -> adds(agreement, random));
    }
    assertThat(refused).isBetween(RUNS / 10, RUNS - RUNS / 10);
  }

  private static void adds(Agreement agreement, Random random) {
    Deliverable page = agreement.deliverables().getFirst();
    BigInteger price = BigInteger.valueOf(1_000_000_000L + random.nextLong(99_000_000_000L));
    Amounts amounts = Amounts.of(page, List.of(price));
    BigInteger bond = amounts.lots().getFirst();
    for (Deliverable.Gives gives : page.missedGives()) {
      assertThat(amounts.floored(gives.amount())).isLessThanOrEqualTo(bond);
    }
  }
}
