package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Recipient;

/** What each party has more or less than before, by what the steps of a life say. */
final class NetChanges implements RandomLife.Watch {
  private final RandomLife life;
  private final Map<String, BigInteger> changes = new TreeMap<>();
  private boolean forfeited;

  NetChanges(RandomLife life) {
    this.life = life;
  }

  BigInteger of(int party, int token) {
    return changes.getOrDefault(party + " " + token, BigInteger.ZERO);
  }

  /** Whether a dispute has cost anybody anything. */
  boolean forfeited() {
    return forfeited;
  }

  @Override
  public void see(RandomLife.Step step) {
    if (step.transition() instanceof Transition.Applied applied) {
      for (Effect effect : applied.effects()) {
        if (effect instanceof Effect.Paid paid) {
          int payer = life.terms.deliverables().get(paid.deliverable()).performer();
          add(payer, paid.token(), paid.amount().negate());
          paid.shares().forEach(share -> add(share.to(), paid.token(), share.amount()));
        } else if (effect instanceof Effect.Ended ended) {
          ended(step, ended);
        }
      }
    }
  }

  private void ended(RandomLife.Step step, Effect.Ended ended) {
    // What all have settled on L1, L1 has paid by their signatures.
    boolean settled =
        ended.end() == DeliverableState.End.CANCELLED
            && step.before().settledAt() != 0
            && ended.at() == step.before().settledAt()
            && ended.payouts().isEmpty();
    if (!settled) {
      DeliverableTerms part = life.terms.deliverables().get(ended.deliverable());
      part.pays().forEach(this::paidIn);
      part.lots().forEach(this::paidIn);
      ended.payouts().forEach(this::paidOut);
    }
  }

  private void paidIn(Pot pot) {
    if (life.state.members().get(pot.owner()).account().isPresent()) {
      add(pot.owner(), pot.token(), pot.amount().negate());
    }
  }

  private void paidOut(Payout payout) {
    forfeited |= payout.source() == Effect.Reason.FORFEIT;
    if (payout.to() instanceof Recipient.Party to) {
      add(to.index(), payout.token(), payout.amount());
    }
  }

  private void add(int party, int token, BigInteger amount) {
    changes.merge(party + " " + token, amount, BigInteger::add);
  }
}
