package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.engine.lifecycle.DeliverableState.Phase;

/**
 * Money that is the thing delivered. What is paid goes on at once to those for whom it is: first
 * what was carried here, for the first of them; then what is owed in any case, in the text's order;
 * then what is owed because it is late.
 */
final class Owing {
  private Owing() {}

  /** Whether money is owed here. */
  static boolean isOwed(DeliverableTerms part) {
    return !part.clauses().owes().isEmpty();
  }

  /**
   * All that is owed at an instant, paid or not.
   *
   * @param late whether due and grace have passed
   */
  static BigInteger owed(DeliverableTerms part, BigInteger carried, boolean late) {
    BigInteger sum = carried;
    for (Owes one : part.clauses().owes()) {
      if (late || !one.late()) {
        sum = sum.add(one.amount());
      }
    }
    return sum;
  }

  /** The performer pays. */
  static Optional<Refusal> pay(Draft draft, Input.Pay input, long now) {
    if (draft.phase == Phase.WAITING) {
      return Optional.of(Refusal.STILL_WAITING);
    }
    if (draft.hasEnded()) {
      return Optional.of(Refusal.DELIVERABLE_ENDED);
    }
    if (Standing.party(draft.before.members(), input.actor()) != draft.part.performer()) {
      return Optional.of(Refusal.NOT_THE_PERFORMER);
    }
    if (!isOwed(draft.part)) {
      return Optional.of(Refusal.NOTHING_OWED);
    }
    Tally.Owed owed = draft.tally.owed();
    BigInteger left = draft.owedAt(now).subtract(owed.paid());
    // What was paid too much would have to come back, and there is nobody from whom.
    if (input.amount().signum() <= 0 || input.amount().compareTo(left) > 0) {
      return Optional.of(Refusal.WRONG_AMOUNT);
    }

    // After this point the input must succeed.
    draft.tally = new Tally.Owed(owed.carried(), owed.paid().add(input.amount()), BigInteger.ZERO);
    List<Effect.Paid.Share> shares = shares(draft.part, owed, input.amount());
    int token = draft.part.clauses().owes().getFirst().token();
    draft.effects.add(new Effect.Paid(draft.index, token, input.amount(), shares, now));
    if (input.amount().equals(left)) {
      draft.attempt++;
      draft.deliveredAt = now;
      draft.execute(List.of(), List.of(), now);
    }
    return Optional.empty();
  }

  /** For whom a payment is, behind what was paid before. */
  private static List<Effect.Paid.Share> shares(
      DeliverableTerms part, Tally.Owed before, BigInteger amount) {
    Split split = new Split(before.paid(), amount);
    List<Owes> owes = part.clauses().owes();
    split.next(owes.getFirst().to(), before.carried());
    for (boolean late : new boolean[] {false, true}) {
      for (Owes one : owes) {
        if (one.late() == late) {
          split.next(one.to(), one.amount());
        }
      }
    }
    return split.shares;
  }

  /** Goes along what is owed: past what was paid before, then over what is paid now. */
  private static final class Split {
    private BigInteger past;
    private BigInteger left;
    private final List<Effect.Paid.Share> shares = new ArrayList<>();

    Split(BigInteger past, BigInteger left) {
      this.past = past;
      this.left = left;
    }

    void next(int to, BigInteger amount) {
      BigInteger before = amount.min(past);
      past = past.subtract(before);
      BigInteger share = amount.subtract(before).min(left);
      left = left.subtract(share);
      if (share.signum() > 0) {
        shares.add(new Effect.Paid.Share(to, share));
      }
    }
  }
}
