package org.horkos.arbitration.ruling;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.Claim;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Forfeit.To;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;

/**
 * Who pays for having been wrong: OATH rules 7 and 8. Everything is computed exactly from the whole
 * lot; each amount that is paid is floored once, and what flooring leaves stays in the lot.
 *
 * <p>With {@code L} the party's lot, {@code n} the number of facts that it contested or defended in
 * this dispute, and shares in basis points, a party that is wrong about one fact pays
 *
 * <ul>
 *   <li>{@code floor(L · forfeit · winner / (n · 10^8))} to those who were right, split evenly, the
 *       odd units to the first party; nothing if nobody was;
 *   <li>{@code floor(L · forfeit · court / (n · 10^8))} to the court;
 *   <li>{@code floor(L · forfeit · burn / (n · 10^8))} to nobody.
 * </ul>
 */
public final class Forfeits {
  private static final BigInteger WHOLE = BigInteger.valueOf(10_000);
  private static final BigInteger TWO = BigInteger.TWO;

  private final DisputeState dispute;
  private final DeliverableTerms part;
  private final CourtTerms court;
  private final List<Forfeit> forfeits = new ArrayList<>();

  private Forfeits(DisputeState dispute, DeliverableTerms part, CourtTerms court) {
    this.dispute = dispute;
    this.part = part;
    this.court = court;
  }

  /**
   * The forfeits of a dispute, facts ascending, and for each fact first what conceding costs, then
   * the losers by party.
   *
   * @param dispute after its evidence period
   * @param findings one for each contested fact: {@link Findings#of}
   * @param part the deliverable's terms: lots, and which facts are choices
   * @param court whose shares the terms pin
   */
  public static List<Forfeit> of(
      DisputeState dispute, List<Finding> findings, DeliverableTerms part, CourtTerms court) {
    Forfeits all = new Forfeits(dispute, part, court);
    for (Finding finding : findings) {
      dispute.fact(finding.fact()).ifPresent(fact -> all.judge(fact, finding));
    }
    return List.copyOf(all.forfeits);
  }

  private void judge(ContestedFact fact, Finding finding) {
    concessions(fact);
    switch (finding.by()) {
      case UNDEFENDED -> {}
      case NO_BALLOTS -> courtFromBothSides(fact, statements(fact).keySet());
      case COURT -> rulingOn(fact, finding.word());
    }
  }

  /** Conceding costs half the forfeit, all of it to those who claim against the fact. */
  private void concessions(ContestedFact fact) {
    List<Integer> challengers = fact.claims().stream().map(Claim::party).sorted().toList();
    for (int party = 0; party < Integer.SIZE; party++) {
      if ((fact.conceded() >> party & 1) == 1) {
        split(fact, party, share(party, BigInteger.ONE, TWO), challengers);
      }
    }
  }

  private void rulingOn(ContestedFact fact, BigInteger found) {
    boolean choice = part.facts().get(fact.fact()).kind() == Kind.CHOICE;
    // What was asserted is a statement too, also when nobody stands by it any more.
    BigInteger nearest = distance(choice, fact.asserted(), found);
    SortedMap<Integer, BigInteger> statements = statements(fact);
    for (BigInteger word : statements.values()) {
      nearest = nearest.min(distance(choice, word, found));
    }
    List<Integer> winners = new ArrayList<>();
    List<Integer> losers = new ArrayList<>();
    for (var statement : statements.entrySet()) {
      BigInteger distance = distance(choice, statement.getValue(), found);
      boolean right = distance.equals(nearest) && (!choice || distance.signum() == 0);
      (right ? winners : losers).add(statement.getKey());
    }
    if (losers.isEmpty()) {
      courtFromBothSides(fact, winners);
      return;
    }
    for (int loser : losers) {
      if (!winners.isEmpty()) {
        split(fact, loser, share(loser, bps(court.winnerBps()), WHOLE), winners);
      }
      add(fact, loser, To.COURT, 0, share(loser, bps(court.courtBps()), WHOLE));
      add(fact, loser, To.BURN, 0, share(loser, bps(court.burnBps()), WHOLE));
    }
  }

  /** Nobody was wrong: each pays half of what the court would have got from it as a loser. */
  private void courtFromBothSides(ContestedFact fact, Iterable<Integer> parties) {
    for (int party : parties) {
      BigInteger half = share(party, bps(court.courtBps()), WHOLE.multiply(TWO));
      add(fact, party, To.COURT, 0, half);
    }
  }

  /** Who says what about a fact, by party: the claims, and the asserted word for its defenders. */
  private static SortedMap<Integer, BigInteger> statements(ContestedFact fact) {
    SortedMap<Integer, BigInteger> statements = new TreeMap<>();
    for (int party = 0; party < Integer.SIZE; party++) {
      if (fact.defendedBy(party)) {
        statements.put(party, fact.asserted());
      }
    }
    for (Claim claim : fact.claims()) {
      statements.put(claim.party(), claim.word());
    }
    return statements;
  }

  /** 0 or 1 between options: they have no order. */
  private static BigInteger distance(boolean choice, BigInteger word, BigInteger found) {
    BigInteger distance = word.subtract(found).abs();
    return choice ? distance.min(BigInteger.ONE) : distance;
  }

  /** {@code floor(lot · forfeit · numerator / (n · 10,000 · denominator))}; 0 without a lot. */
  private BigInteger share(int party, BigInteger numerator, BigInteger denominator) {
    int lot = lot(party);
    if (lot < 0) {
      return BigInteger.ZERO;
    }
    long facts =
        dispute.contested().stream()
            .filter(one -> one.claimedBy(party) || (one.defenders() >> party & 1) == 1)
            .count();
    return part.lots()
        .get(lot)
        .amount()
        .multiply(bps(court.forfeitBps()))
        .multiply(numerator)
        .divide(BigInteger.valueOf(facts).multiply(WHOLE).multiply(denominator));
  }

  private void split(ContestedFact fact, int from, BigInteger amount, List<Integer> winners) {
    BigInteger[] each = amount.divideAndRemainder(BigInteger.valueOf(winners.size()));
    for (int i = 0; i < winners.size(); i++) {
      add(fact, from, To.WINNER, winners.get(i), i == 0 ? each[0].add(each[1]) : each[0]);
    }
  }

  private void add(ContestedFact fact, int from, To to, int party, BigInteger amount) {
    if (amount.signum() > 0) {
      forfeits.add(new Forfeit(fact.fact(), lot(from), to, party, amount));
    }
  }

  private int lot(int party) {
    List<Pot> lots = part.lots();
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get(i).owner() == party) {
        return i;
      }
    }
    return -1;
  }

  private static BigInteger bps(int points) {
    return BigInteger.valueOf(points);
  }
}
