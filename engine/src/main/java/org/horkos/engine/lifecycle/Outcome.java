package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Reason;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.verdict.Verdict.Penalty;

/**
 * What the end of a deliverable moves: all that is in its pots, to the unit. Whatever is taken from
 * a pot is at most what is left in it. Terms that the compiler has proved never reach that limit; a
 * stranger's may, and then the order counts: penalties, then what failing or missing gives, then
 * forfeits.
 */
final class Outcome {
  private static final Comparator<Line> ORDER =
      Comparator.comparingInt(Line::token).thenComparingInt(Line::rank).thenComparing(Line::reason);

  /** The greater value first, then the earlier delivery, then the lower index. */
  private static final Comparator<Tally.Entry> BETTER =
      Comparator.comparing(Tally.Entry::value)
          .reversed()
          .thenComparingLong(Tally.Entry::deliveredAt)
          .thenComparingInt(Tally.Entry::deliverable);

  private static final BigInteger ALL_BPS = BigInteger.valueOf(10_000);

  private final DeliverableTerms part;
  private final List<Member> members;
  private final List<BigInteger> pays;
  private final List<BigInteger> lots;
  private final SortedMap<Line, BigInteger> lines = new TreeMap<>(ORDER);

  private Outcome(DeliverableTerms part, List<Member> members) {
    this.part = part;
    this.members = members;
    this.pays = part.pays().stream().map(Pot::amount).toList();
    this.lots = new ArrayList<>(part.lots().stream().map(Pot::amount).toList());
  }

  /** A verdict on what was delivered. */
  static List<Payout> delivered(
      DeliverableTerms part, List<Member> members, Verdict verdict, List<Forfeit> forfeits) {
    Outcome outcome = new Outcome(part, members);
    BigInteger award = outcome.pay(verdict);
    for (Penalty penalty : verdict.penalties()) {
      if (penalty.pot() != Verdict.FROM_AWARD) {
        outcome.take(
            penalty.pot() - 1, new Recipient.Party(penalty.to()), penalty.amount(), Reason.PENALTY);
      }
    }
    if (!isKept(part, verdict)) {
      outcome.give(part.failedGives());
    }
    for (Forfeit forfeit : forfeits) {
      Recipient to =
          switch (forfeit.to()) {
            case WINNER -> new Recipient.Party(forfeit.party());
            case COURT -> new Recipient.Court();
            case BURN -> new Recipient.Burn();
          };
      outcome.take(forfeit.lot(), to, forfeit.amount(), Reason.FORFEIT);
    }
    return outcome.payouts();
  }

  /** Nothing was delivered in time. */
  static List<Payout> missed(DeliverableTerms part, List<Member> members) {
    Outcome outcome = new Outcome(part, members);
    outcome.giveBack(outcome.whole());
    outcome.give(part.missedGives());
    return outcome.payouts();
  }

  /**
   * A contest's pay, shared out among its entries; the rest goes back to the payers. Entries of
   * value 0 win nothing.
   *
   * @param kept in any order
   */
  static List<Payout> shared(DeliverableTerms part, List<Member> members, List<Tally.Entry> kept) {
    Outcome outcome = new Outcome(part, members);
    Contest contest = part.clauses().contest().orElseThrow();
    List<Tally.Entry> ranked =
        kept.stream().filter(entry -> entry.value().signum() > 0).sorted(BETTER).toList();
    BigInteger values =
        ranked.stream().map(Tally.Entry::value).reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger whole = outcome.whole();
    BigInteger left = whole;
    for (int place = 0; place < ranked.size(); place++) {
      Tally.Entry entry = ranked.get(place);
      BigInteger won =
          switch (contest.mode()) {
            case PLACES ->
                place < contest.bps().size()
                    ? whole.multiply(BigInteger.valueOf(contest.bps().get(place))).divide(ALL_BPS)
                    : BigInteger.ZERO;
            case SHARES -> whole.multiply(entry.value()).divide(values);
          };
      if (outcome.exists(entry.performer())) {
        outcome.add(outcome.payToken(), new Recipient.Party(entry.performer()), won, Reason.AWARD);
        left = left.subtract(won);
      }
    }
    outcome.giveBack(left);
    return outcome.payouts();
  }

  /** Everything goes back, pot by pot. An empty seat never paid in, so nothing goes back to it. */
  static List<Payout> cancelled(DeliverableTerms part, List<Member> members) {
    Outcome outcome = new Outcome(part, members);
    outcome.giveBack(outcome.whole());
    return outcome.payouts();
  }

  private BigInteger whole() {
    return pays.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * Whether a verdict keeps a deliverable: it awards something, or nothing is paid for it and every
   * requirement holds.
   */
  static boolean isKept(DeliverableTerms part, Verdict verdict) {
    return verdict.award().signum() > 0
        || (part.pays().isEmpty() && verdict.failedRequires().isEmpty());
  }

  /** Splits the pay; gives the award before penalties. */
  private BigInteger pay(Verdict verdict) {
    BigInteger whole = whole();
    BigInteger award = verdict.award().max(BigInteger.ZERO).min(whole);
    BigInteger left = award;
    for (Penalty penalty : verdict.penalties()) {
      if (penalty.pot() == Verdict.FROM_AWARD && exists(penalty.to())) {
        BigInteger taken = penalty.amount().max(BigInteger.ZERO).min(left);
        left = left.subtract(taken);
        add(payToken(), new Recipient.Party(penalty.to()), taken, Reason.PENALTY);
      }
    }
    add(payToken(), new Recipient.Party(part.performer()), left, Reason.AWARD);
    giveBack(whole.subtract(award));
    return award;
  }

  /** Back to the payers in proportion to their pays, floored; one unit more to the first ones. */
  private void giveBack(BigInteger amount) {
    BigInteger whole = whole();
    if (amount.signum() == 0) {
      return;
    }
    List<BigInteger> parts = new ArrayList<>();
    BigInteger odd = amount;
    for (BigInteger pay : pays) {
      BigInteger floored = amount.multiply(pay).divide(whole);
      parts.add(floored);
      odd = odd.subtract(floored);
    }
    for (int i = 0; i < parts.size(); i++) {
      boolean more = BigInteger.valueOf(i).compareTo(odd) < 0;
      add(
          payToken(),
          new Recipient.Party(part.pays().get(i).owner()),
          more ? parts.get(i).add(BigInteger.ONE) : parts.get(i),
          Reason.UNAWARDED);
    }
  }

  private void give(List<Gives> gives) {
    for (Gives one : gives) {
      take(one.lot(), new Recipient.Party(one.to()), one.amount(), Reason.PENALTY);
    }
  }

  private void take(int lot, Recipient to, BigInteger amount, Reason reason) {
    boolean nobody = to instanceof Recipient.Party party && !exists(party.index());
    if (nobody || lot < 0 || lot >= lots.size()) {
      return;
    }
    BigInteger taken = amount.max(BigInteger.ZERO).min(lots.get(lot));
    lots.set(lot, lots.get(lot).subtract(taken));
    add(part.lots().get(lot).token(), to, taken, reason);
  }

  /** All that has come together, once what is left of each lot has gone back. */
  private List<Payout> payouts() {
    for (int i = 0; i < lots.size(); i++) {
      Pot lot = part.lots().get(i);
      add(lot.token(), new Recipient.Party(lot.owner()), lots.get(i), Reason.BOND);
    }
    List<Payout> payouts = new ArrayList<>();
    for (Map.Entry<Line, BigInteger> line : lines.entrySet()) {
      Line to = line.getKey();
      payouts.add(new Payout(to.token(), to.recipient(), line.getValue(), to.reason()));
    }
    return payouts;
  }

  private void add(int token, Recipient to, BigInteger amount, Reason reason) {
    boolean nobody = to instanceof Recipient.Party party && !exists(party.index());
    if (amount.signum() > 0 && !nobody) {
      lines.merge(new Line(token, to, reason), amount, BigInteger::add);
    }
  }

  private boolean exists(int party) {
    return party < members.size() && members.get(party).account().isPresent();
  }

  private int payToken() {
    return part.pays().isEmpty() ? 0 : part.pays().getFirst().token();
  }

  private record Line(int token, Recipient recipient, Reason reason) {
    /** Parties by index, then the court, then what is burnt. */
    int rank() {
      return switch (recipient) {
        case Recipient.Party party -> party.index();
        case Recipient.Court _ -> Integer.MAX_VALUE - 1;
        case Recipient.Burn _ -> Integer.MAX_VALUE;
      };
    }
  }
}
