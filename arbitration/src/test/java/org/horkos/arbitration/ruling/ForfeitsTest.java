package org.horkos.arbitration.ruling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Forfeit.To;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.junit.jupiter.api.Test;

/**
 * OATH rules 7 and 8 in figures. Party p owns lot p of 1,000 units; 30% are forfeited, 60/30/10.
 */
class ForfeitsTest {
  private static final int NUMBER = 0;
  private static final int CHOICE = 1;
  private static final CourtTerms COURT =
      new CourtTerms(0, 3, 1, 1, 1, 0, 0, 3_000, 6_000, 3_000, 1_000, BigInteger.ZERO);

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  /** Fact 0 is a number, fact 1 a choice, fact 2 a number again. */
  private static DeliverableTerms part(long... lots) {
    List<FactTerms> facts = new ArrayList<>();
    for (Kind kind : List.of(Kind.NUMBER, Kind.CHOICE, Kind.NUMBER)) {
      facts.add(
          new FactTerms(
              kind,
              true,
              Source.PERFORMER,
              0,
              0,
              Silence.NONE,
              BigInteger.ZERO,
              BigInteger.ZERO,
              big(100)));
    }
    List<Pot> pots = new ArrayList<>();
    for (int i = 0; i < lots.length; i++) {
      pots.add(new Pot(i, 0, big(lots[i])));
    }
    Moment moment = new Moment(Moment.Event.START, 0, 0);
    return new DeliverableTerms(
        0,
        DeliverableTerms.NONE,
        List.of(),
        pots,
        moment,
        0,
        moment,
        List.of(),
        List.of(),
        1,
        0,
        1,
        facts,
        Clauses.NONE,
        Program.of(new byte[] {1}));
  }

  /** Party 0 stated {@code asserted} of a fact; the others claim, in order, what follows. */
  private static ContestedFact contested(int fact, int statedBy, long asserted, long... claims) {
    DisputeState dispute = DisputeState.opened(1, 2);
    ContestedFact untouched = ContestedFact.untouched(fact, big(asserted), statedBy);
    for (int i = 0; i < claims.length; i++) {
      TreeMap<Integer, BigInteger> claim = new TreeMap<>();
      claim.put(fact, big(claims[i]));
      dispute = dispute.joined(i + 1, claim, List.of(untouched));
    }
    return dispute.contested().getFirst();
  }

  private static DisputeState dispute(ContestedFact... facts) {
    return new DisputeState(DisputeState.Phase.PANEL, 1, 2, List.of(facts));
  }

  private static Ruling found(long... factsAndWords) {
    TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
    for (int i = 0; i < factsAndWords.length; i += 2) {
      found.put((int) factsAndWords[i], Optional.of(big(factsAndWords[i + 1])));
    }
    return new Ruling(found);
  }

  private static List<Forfeit> forfeits(DisputeState dispute, Ruling ruling, long... lots) {
    return Forfeits.of(dispute, Findings.of(dispute, ruling), part(lots), COURT);
  }

  private static Forfeit forfeit(int fact, int lot, To to, int party, long amount) {
    return new Forfeit(fact, lot, to, party, big(amount));
  }

  @Test
  void theNearestStatementWinsANumber() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80));
    assertThat(forfeits(dispute, found(NUMBER, 78), 600, 300))
        .containsExactly(
            forfeit(NUMBER, 0, To.WINNER, 1, 108),
            forfeit(NUMBER, 0, To.COURT, 0, 54),
            forfeit(NUMBER, 0, To.BURN, 0, 18));
  }

  @Test
  void atEqualDistanceNobodyLosesAndTheCourtIsPaidByBoth() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80));
    assertThat(forfeits(dispute, found(NUMBER, 86), 600, 301))
        .containsExactly(forfeit(NUMBER, 0, To.COURT, 0, 27), forfeit(NUMBER, 1, To.COURT, 0, 13));
  }

  @Test
  void oneUnitBesideEqualDistanceDecides() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80));
    assertThat(forfeits(dispute, found(NUMBER, 85), 600, 300))
        .extracting(Forfeit::lot)
        .containsOnly(0);
    assertThat(forfeits(dispute, found(NUMBER, 87), 600, 300))
        .extracting(Forfeit::lot)
        .containsOnly(1);
  }

  @Test
  void withoutBallotsNobodyLosesAndTheCourtIsPaidByBoth() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80));
    assertThat(Findings.of(dispute, found()))
        .containsExactly(new Finding(NUMBER, big(92), Finding.By.NO_BALLOTS));
    assertThat(forfeits(dispute, found(), 600, 300))
        .containsExactly(forfeit(NUMBER, 0, To.COURT, 0, 27), forfeit(NUMBER, 1, To.COURT, 0, 13));
  }

  @Test
  void aChoiceIsWonByTheExactOptionAlone() {
    DisputeState dispute = dispute(contested(CHOICE, 0, 2, 0));
    assertThat(forfeits(dispute, found(CHOICE, 0), 1_000, 1_000))
        .containsExactly(
            forfeit(CHOICE, 0, To.WINNER, 1, 180),
            forfeit(CHOICE, 0, To.COURT, 0, 90),
            forfeit(CHOICE, 0, To.BURN, 0, 30));
    // Option 1 lies between the two, but options have no order: both lose, nobody wins.
    assertThat(forfeits(dispute, found(CHOICE, 1), 1_000, 1_000))
        .containsExactly(
            forfeit(CHOICE, 0, To.COURT, 0, 90),
            forfeit(CHOICE, 0, To.BURN, 0, 30),
            forfeit(CHOICE, 1, To.COURT, 0, 90),
            forfeit(CHOICE, 1, To.BURN, 0, 30));
  }

  @Test
  void winnersSplitAndTheOddUnitsGoToTheFirst() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80, 80));
    assertThat(forfeits(dispute, found(NUMBER, 80), 995, 100, 100))
        .startsWith(forfeit(NUMBER, 0, To.WINNER, 1, 90), forfeit(NUMBER, 0, To.WINNER, 2, 89));
  }

  @Test
  void whoIsWrongAboutOneOfTwoFactsForfeitsHalf() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80), contested(2, 0, 10, 20));
    assertThat(forfeits(dispute, found(NUMBER, 80, 2, 10), 1_000, 1_000))
        .containsExactly(
            forfeit(NUMBER, 0, To.WINNER, 1, 90),
            forfeit(NUMBER, 0, To.COURT, 0, 45),
            forfeit(NUMBER, 0, To.BURN, 0, 15),
            forfeit(2, 1, To.WINNER, 0, 90),
            forfeit(2, 1, To.COURT, 0, 45),
            forfeit(2, 1, To.BURN, 0, 15));
  }

  @Test
  void concedingCostsHalfAndAllOfItGoesToTheChallenger() {
    ContestedFact conceded = contested(NUMBER, 0, 92, 80).concededBy(0);
    DisputeState dispute = dispute(conceded);
    assertThat(conceded.needsCourt()).isFalse();
    assertThat(Findings.of(dispute, found()))
        .containsExactly(new Finding(NUMBER, big(80), Finding.By.UNDEFENDED));
    assertThat(forfeits(dispute, found(), 1_000, 1_000))
        .containsExactly(forfeit(NUMBER, 0, To.WINNER, 1, 150));
  }

  @Test
  void whatNobodyDefendsIsAsClaimedAndCostsNothing() {
    DisputeState dispute = dispute(contested(NUMBER, ContestedFact.NOBODY, 92, 80, 80));
    assertThat(dispute.forCourt()).isEmpty();
    assertThat(Findings.of(dispute, found()))
        .containsExactly(new Finding(NUMBER, big(80), Finding.By.UNDEFENDED));
    assertThat(forfeits(dispute, found(), 1_000, 1_000, 1_000)).isEmpty();
  }

  @Test
  void claimsThatDifferNeedTheCourtAlsoWhenNobodyDefends() {
    DisputeState dispute = dispute(contested(NUMBER, ContestedFact.NOBODY, 92, 80, 70));
    assertThat(dispute.forCourt()).hasSize(1);
    assertThat(forfeits(dispute, found(NUMBER, 71), 1_000, 1_000, 1_000))
        .containsExactly(
            forfeit(NUMBER, 1, To.WINNER, 2, 180),
            forfeit(NUMBER, 1, To.COURT, 0, 90),
            forfeit(NUMBER, 1, To.BURN, 0, 30));
    // What was asserted is nearest: both claims were wrong, and nobody is there to win.
    assertThat(forfeits(dispute, found(NUMBER, 90), 1_000, 1_000, 1_000))
        .extracting(Forfeit::to)
        .containsExactly(To.COURT, To.BURN, To.COURT, To.BURN);
  }

  @Test
  void whoStandsByWhatAnAttestorSaidWinsOrLosesByIt() {
    ContestedFact fact = contested(NUMBER, ContestedFact.NOBODY, 92, 80).stoodBy(2);
    assertThat(forfeits(dispute(fact), found(NUMBER, 92), 1_000, 1_000, 1_000))
        .startsWith(forfeit(NUMBER, 1, To.WINNER, 2, 180));
    assertThat(forfeits(dispute(fact), found(NUMBER, 80), 1_000, 1_000, 1_000))
        .startsWith(forfeit(NUMBER, 2, To.WINNER, 1, 180));
  }

  @Test
  void everyAmountIsFlooredOnce() {
    DisputeState dispute = dispute(contested(NUMBER, 0, 92, 80));
    // 30% of 37 is 11.1: 6.66, 3.33 and 1.11 of it are paid as 6, 3 and 1; the rest stays in the
    // lot.
    assertThat(forfeits(dispute, found(NUMBER, 80), 37, 37))
        .extracting(Forfeit::amount)
        .containsExactly(big(6), big(3), big(1));
  }

  @Test
  void sharesOfAllFactsNeverExceedTheForfeit() {
    for (long lot = 0; lot < 200; lot++) {
      for (int facts = 1; facts <= 3; facts++) {
        List<ContestedFact> all =
            new ArrayList<>(
                List.of(
                    contested(NUMBER, 0, 92, 80),
                    contested(CHOICE, 0, 2, 0).concededBy(0),
                    contested(2, 0, 10, 20)));
        DisputeState dispute =
            new DisputeState(DisputeState.Phase.PANEL, 1, 2, all.subList(0, facts));
        BigInteger sum =
            forfeits(dispute, found(NUMBER, 80, 2, 20), lot, lot).stream()
                .filter(forfeit -> forfeit.lot() == 0)
                .map(Forfeit::amount)
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(sum.multiply(big(10))).isLessThanOrEqualTo(big(3 * lot));
      }
    }
  }
}
