package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;

/** What a contest can bring a party, or cost it. */
final class Contests {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);

  private final Agreement agreement;
  private final Deliverable deliverable;
  private final Clauses.Contest contest;
  private final Amounts amounts;

  Contests(Agreement agreement, Deliverable deliverable, Amounts amounts) {
    this.agreement = agreement;
    this.deliverable = deliverable;
    this.contest = deliverable.clauses().contest().orElseThrow();
    this.amounts = amounts;
  }

  BigInteger net(int party, boolean most) {
    List<Deliverable> entries =
        agreement.deliverables().subList(contest.first(), contest.first() + contest.count());
    int own = (int) entries.stream().filter(entry -> entry.performer() == party).count();
    // What the others win too costs who pays; so most is when his entries alone are kept.
    return most
        ? given(own).subtract(paid(party, given(own)))
        : paid(party, given(entries.size() - own)).negate();
  }

  /** What a payer has paid when so much was given away. */
  private BigInteger paid(int party, BigInteger given) {
    BigInteger lost = BigInteger.ZERO;
    BigInteger whole = amounts.pay();
    BigInteger back = whole.subtract(given);
    for (int i = 0; i < deliverable.pays().size(); i++) {
      BigInteger pay = amounts.pays().get(i);
      if (deliverable.pays().get(i).payer() == party && whole.signum() > 0) {
        lost = lost.add(pay.subtract(back.multiply(pay).divide(whole)));
      }
    }
    return lost;
  }

  /** The most that so many entries can win together. */
  private BigInteger given(int entries) {
    if (contest.shares()) {
      return entries == 0 ? BigInteger.ZERO : amounts.pay();
    }
    return contest.placesBps().stream()
        .sorted((left, right) -> right - left)
        .limit(entries)
        .map(bps -> amounts.pay().multiply(BigInteger.valueOf(bps)).divide(WHOLE))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
