package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import org.horkos.dsl.backend.program.Interval;
import org.horkos.dsl.backend.program.ProgramReach;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;

/**
 * The most that a party can lose in one token over the whole life of an agreement: what it has put
 * in less all that it gets back. Read off the terms alone, so that it can be said before anybody
 * signs. Deliverables touch only their own pots, so it is a sum over them; of one deliverable it is
 * the worst of its three ends:
 *
 * <ul>
 *   <li><b>missed</b>: what missing it gives others out of the party's lot; the pay goes back
 *       whole;
 *   <li><b>failed</b>, award 0: what penalties and failing give others out of its lot, and its
 *       forfeit; the pay goes back whole;
 *   <li><b>kept</b>: the part of its pay that the greatest award takes, what penalties give others
 *       out of its lot, and its forfeit.
 * </ul>
 *
 * <p>From a lot never more than all of it. The forfeit of a dispute is at most the court's share of
 * the lot, however many facts are contested; it takes two owners of lots to dispute. What penalties
 * and awards can come to is read off the program by {@link ProgramReach}; where that cannot be
 * proved, all of the pot counts. What all parties sign as a settlement on L1 is their own will and
 * not bounded by this.
 *
 * <p>What is put in is what is locked. Money that a party owes (the clause OWES) is a promise
 * beyond that: it is paid or not, and not paying costs what missing gives.
 *
 * @param party index
 * @param token index
 * @param most base units, at most the party's deposit
 * @param silent the most that it can lose if it never acts at all: who says nothing forfeits
 *     nothing, and a performer who never delivers can only miss, unless that counts as delivered by
 *     itself
 */
public record MostLost(int party, int token, BigInteger most, BigInteger silent) {
  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

  /**
   * What each party can lose.
   *
   * @param terms within the limits of {@link TermsCheck}
   * @return one for each party and token of which the party locks something, ascending
   */
  public static List<MostLost> of(Terms terms) {
    int tokens = terms.head().tokens().size();
    int parties = terms.head().parties().size();
    BigInteger[] most = zeros(parties * tokens);
    BigInteger[] silent = zeros(parties * tokens);
    boolean[] locks = new boolean[parties * tokens];
    for (DeliverableTerms part : terms.deliverables()) {
      InPart ends = new InPart(part, terms.head().courts().get(part.court()), parties);
      for (int at = 0; at < most.length; at++) {
        most[at] = most[at].add(ends.most(at / tokens, at % tokens));
        silent[at] = silent[at].add(ends.silent(at / tokens, at % tokens));
        locks[at] |= ends.locks(at / tokens, at % tokens);
      }
    }
    List<MostLost> all = new ArrayList<>();
    for (int at = 0; at < most.length; at++) {
      if (locks[at]) {
        all.add(new MostLost(at / tokens, at % tokens, most[at], silent[at]));
      }
    }
    return List.copyOf(all);
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  /** The ends of one deliverable. */
  private static final class InPart {
    private final DeliverableTerms part;
    private final CourtTerms court;
    private final int parties;
    private final Optional<ProgramReach> reach;

    InPart(DeliverableTerms part, CourtTerms court, int parties) {
      this.part = part;
      this.court = court;
      this.parties = parties;
      this.reach =
          ProgramReach.of(
              part.program().code(),
              part.facts().stream().map(fact -> new Interval(fact.least(), fact.most())).toList());
    }

    boolean locks(int party, int token) {
      BiPredicate<Pot, Integer> its = (pot, of) -> pot.owner() == party && pot.token() == of;
      return part.pays().stream().anyMatch(pot -> its.test(pot, token))
          || part.lots().stream().anyMatch(pot -> its.test(pot, token));
    }

    BigInteger most(int party, int token) {
      return missed(party, token).max(delivered(party, token, true));
    }

    BigInteger silent(int party, int token) {
      BigInteger missed = missed(party, token);
      boolean onlyMisses =
          part.performer() == party
              && !part.clauses().byItself()
              && part.clauses().contest().isEmpty();
      return onlyMisses ? missed : missed.max(delivered(party, token, false));
    }

    private BigInteger missed(int party, int token) {
      return fromLot(party, token, lot -> given(part.missedGives(), lot, party));
    }

    /** The worse of kept and failed. */
    private BigInteger delivered(int party, int token, boolean acts) {
      BigInteger failed =
          fromLot(
              party,
              token,
              lot ->
                  penalties(lot + 1, party)
                      .add(given(part.failedGives(), lot, party))
                      .add(acts ? forfeit(lot) : BigInteger.ZERO));
      BigInteger kept =
          fromLot(
              party,
              token,
              lot -> penalties(lot + 1, party).add(acts ? forfeit(lot) : BigInteger.ZERO));
      return failed.max(kept.add(fromPay(party, token)));
    }

    /** What an amount takes from the party's lot of this token, at most all of it. */
    private BigInteger fromLot(int party, int token, IntFunction<BigInteger> taken) {
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; i < part.lots().size(); i++) {
        Pot lot = part.lots().get(i);
        if (lot.owner() == party && lot.token() == token) {
          sum = sum.add(taken.apply(i).min(lot.amount()));
        }
      }
      return sum;
    }

    /**
     * What of the party's pay can go to others. What is not awarded comes back in proportion,
     * floored; to a payer who performs himself the award comes back too, but for its penalties.
     */
    private BigInteger fromPay(int party, int token) {
      BigInteger whole = part.pay();
      BigInteger award =
          part.clauses()
              .contest()
              .map(contest -> sharedOut(contest, whole))
              .orElseGet(() -> reach.map(most -> most.award().min(whole)).orElse(whole));
      for (Pot pay : part.pays()) {
        if (pay.owner() == party && pay.token() == token) {
          BigInteger back = whole.subtract(award).multiply(pay.amount()).divide(whole);
          BigInteger lost = pay.amount().subtract(back);
          boolean comesBack = part.performer() == party && part.clauses().contest().isEmpty();
          return comesBack ? lost.min(penalties(0, party)) : lost;
        }
      }
      return BigInteger.ZERO;
    }

    /** The most of its pay that a contest gives its entries. */
    private static BigInteger sharedOut(Clauses.Contest contest, BigInteger whole) {
      if (contest.mode() == Clauses.Contest.Mode.SHARES) {
        return whole;
      }
      int bps = contest.bps().stream().mapToInt(Integer::intValue).sum();
      return whole.multiply(BigInteger.valueOf(bps)).divide(TEN_THOUSAND);
    }

    /** What penalties can give others out of a pot: 0 the award, k + 1 the lot k. */
    private BigInteger penalties(int pot, int owner) {
      if (reach.isEmpty()) {
        return pot == 0 ? part.pay() : part.lots().get(pot - 1).amount();
      }
      return reach.get().penalties().stream()
          .filter(one -> one.pot() == pot && one.to() != owner && one.to() < parties)
          .map(ProgramReach.Penalty::most)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger given(List<Gives> gives, int lot, int owner) {
      return gives.stream()
          .filter(one -> one.lot() == lot && one.to() != owner)
          .map(Gives::amount)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger forfeit(int lot) {
      boolean disputable =
          part.lots().size() > 1
              && part.facts().stream()
                  .anyMatch(fact -> fact.contestable() && fact.kind() != Kind.DOCUMENT);
      return disputable
          ? part.lots()
              .get(lot)
              .amount()
              .multiply(BigInteger.valueOf(court.forfeitBps()))
              .divide(TEN_THOUSAND)
          : BigInteger.ZERO;
    }
  }
}
