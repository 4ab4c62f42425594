package org.horkos.engine.lifecycle;

import java.util.List;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.verdict.Verdict;

/** What ends move, for tests outside this package that compare it with its Solidity twin. */
public final class Outcomes {
  private Outcomes() {}

  /** A verdict on what was delivered, and what each forfeits. */
  public static List<Payout> delivered(
      DeliverableTerms part, List<Member> members, Verdict verdict, List<Forfeit> forfeits) {
    return Outcome.delivered(part, members, verdict, forfeits);
  }

  /** Nothing was delivered in time. */
  public static List<Payout> missed(DeliverableTerms part, List<Member> members) {
    return Outcome.missed(part, members);
  }

  /** Everything goes back. */
  public static List<Payout> cancelled(DeliverableTerms part, List<Member> members) {
    return Outcome.cancelled(part, members);
  }
}
