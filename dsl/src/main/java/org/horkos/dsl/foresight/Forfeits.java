package org.horkos.dsl.foresight;

import java.math.BigInteger;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;

/**
 * What disputes over one deliverable can cost a party, or bring it, beside the verdict (OATH rules
 * 7 and 8). It takes two owners of lots to dispute.
 */
final class Forfeits {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  /** Conceding costs half of the forfeit, all of it to whoever claims against the fact. */
  private static final int CONCEDED = 5_000;

  private Forfeits() {}

  /**
   * What is added to what a party ends with, at least or at most; 0 if nothing can be contested.
   */
  static BigInteger of(
      Agreement agreement, Deliverable deliverable, Amounts amounts, int party, boolean most) {
    boolean disputed =
        deliverable.lots().size() > 1
            && deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
    if (!disputed) {
      return BigInteger.ZERO;
    }
    Agreement.Court court = agreement.courts().get(deliverable.court());
    BigInteger lost = BigInteger.ZERO;
    BigInteger won = BigInteger.ZERO;
    boolean owns = false;
    for (int i = 0; i < deliverable.lots().size(); i++) {
      BigInteger forfeit = amounts.lots().get(i).multiply(BigInteger.valueOf(court.forfeitBps()));
      if (deliverable.lots().get(i).owner() == party) {
        owns = true;
        lost = lost.add(forfeit.divide(WHOLE));
      } else {
        BigInteger part = BigInteger.valueOf(Math.max(court.winnerBps(), CONCEDED));
        won = won.add(forfeit.multiply(part).divide(WHOLE.multiply(WHOLE)));
      }
    }
    if (!owns) {
      return BigInteger.ZERO;
    }
    return most ? won : lost.negate();
  }
}
