package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.panel.PanelState.Phase;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PanelTest {
  private static final Set<PanelRefusal> SEEN = EnumSet.noneOf(PanelRefusal.class);
  private static final SortedMap<Integer, BigInteger> BALLOT = Trial.ballot(0, 78, 4, 1);

  private static void refuses(Trial trial, PanelInput input, PanelRefusal refusal) {
    assertThat(trial.refusal(input)).contains(refusal);
    assertThat(refusal.sentence()).isNotBlank();
    SEEN.add(refusal);
  }

  @AfterAll
  static void everyRefusalOfAPanelHasATest() {
    assertThat(SEEN).containsExactlyInAnyOrder(PanelRefusal.values());
  }

  @Test
  void aPanelOfThreeFindsTheMedianAndThePlurality() {
    Trial trial = Trial.usual().drawAll();
    trial.vote(
        List.of(Trial.ballot(0, 70, 4, 1), Trial.ballot(0, 78, 4, 1), Trial.ballot(0, 92, 4, 0)));
    assertThat(trial.state.phase()).isEqualTo(Phase.RULED);
    assertThat(trial.found().get(0)).contains(BigInteger.valueOf(78));
    assertThat(trial.found().get(4)).contains(BigInteger.ONE);
  }

  @Test
  void anEvenNumberOfBallotsFindsTheLowerMedian() {
    Trial trial = Trial.usual().drawAll();
    trial.with(trial.commitment(0, Trial.ballot(0, 90, 4, 1)));
    trial.with(trial.commitment(2, Trial.ballot(0, 60, 4, 1)));
    trial.now += Trial.COMMIT;
    trial.with(trial.reveal(0, Trial.ballot(0, 90, 4, 1)));
    trial.with(trial.reveal(2, Trial.ballot(0, 60, 4, 1)));
    assertThat(trial.found().get(0)).contains(BigInteger.valueOf(60));
  }

  @Test
  void aTieFindsNothingAndSpeaksAgainstNobody() {
    Trial trial = Trial.usual().drawAll();
    trial.vote(
        List.of(Trial.ballot(0, 78, 4, 0), Trial.ballot(0, 78, 4, 1), Trial.ballot(0, 78, 4, 2)));
    assertThat(trial.found().get(4)).isEmpty();
    assertThat(trial.state.coherent()).isEqualTo(0b111);
  }

  @Test
  void aNumberIsCoherentWithinATwentiethOfItsRange() {
    Trial trial = Trial.usual().drawAll();
    trial.vote(
        List.of(Trial.ballot(0, 83, 4, 1), Trial.ballot(0, 78, 4, 1), Trial.ballot(0, 72, 4, 1)));
    assertThat(trial.state.coherent()).isEqualTo(0b011);
    assertThat(trial.state.silent()).isEqualTo(0);
  }

  @Test
  void coherentSeatsShareTheCourtsPartAndWhatTheOthersLose() {
    Trial trial = Trial.usual().drawAll();
    trial.with(trial.commitment(0, BALLOT));
    trial.with(trial.commitment(1, BALLOT));
    trial.now += Trial.COMMIT;
    trial.with(trial.reveal(0, BALLOT)).with(trial.reveal(1, BALLOT));
    trial.with(new PanelInput.Pay(BigInteger.valueOf(55))).settleAll();
    assertThat(trial.state.phase()).isEqualTo(Phase.DONE);
    assertThat(arbitratorOf(trial, 0).earned()).isEqualTo(BigInteger.valueOf(27));
    assertThat(arbitratorOf(trial, 1).stake()).isEqualTo(BigInteger.valueOf(310));
    assertThat(arbitratorOf(trial, 2).stake()).isEqualTo(BigInteger.valueOf(280));
    assertThat(trial.court.feeTreasury()).isEqualTo(BigInteger.ONE);
    assertThat(trial.locked()).isEqualTo(BigInteger.ZERO);
  }

  @Test
  void ifNobodyIsCoherentAllGoesToTheTreasury() {
    Trial trial = Trial.usual().drawAll();
    trial.now += Trial.COMMIT;
    trial.with(new PanelInput.Advance());
    assertThat(trial.found().values()).allMatch(Optional::isEmpty);
    trial.with(new PanelInput.Pay(BigInteger.valueOf(54))).settleAll();
    assertThat(trial.court.feeTreasury()).isEqualTo(BigInteger.valueOf(54));
    assertThat(trial.court.stakeTreasury()).isEqualTo(BigInteger.valueOf(60));
    assertThat(trial.court.total()).isEqualTo(BigInteger.valueOf(1_440));
  }

  @Test
  void whoRevealsOtherThanHeCommittedIsSilent() {
    Trial trial = Trial.usual().drawAll();
    for (int s = 0; s < 3; s++) {
      trial.with(trial.commitment(s, BALLOT));
    }
    trial.with(trial.reveal(0, BALLOT)).with(trial.reveal(2, BALLOT));
    refuses(trial, trial.reveal(1, Trial.ballot(0, 79, 4, 1)), PanelRefusal.COMMITMENT_DIFFERS);
    trial.now += Trial.REVEAL;
    trial.with(new PanelInput.Advance());
    assertThat(trial.state.silent()).isEqualTo(0b010);
  }

  @Test
  void aCopiedCommitmentCannotBeRevealed() {
    Trial trial = Trial.usual().drawAll();
    PanelInput.Commit honest = trial.commitment(0, BALLOT);
    trial.with(honest);
    Address copier = trial.state.seats().get(1).voter();
    trial.with(new PanelInput.Commit(copier, 1, honest.commitment()));
    trial.with(trial.commitment(2, BALLOT));
    trial.with(trial.reveal(0, BALLOT));
    refuses(
        trial,
        new PanelInput.Reveal(copier, 1, Trial.salt(0), BALLOT),
        PanelRefusal.COMMITMENT_DIFFERS);
  }

  @Test
  void aCommitmentNamesItsVoterSeatBallotAndSalt() {
    PanelTerms terms = Trial.usual().terms;
    Hash ballot = Ballot.hash(BALLOT);
    Hash salt = Trial.salt(0);
    assertThat(
            Set.of(
                Ballot.commitment(Chance.address(0), terms, 0, ballot, salt),
                Ballot.commitment(Chance.address(1), terms, 0, ballot, salt),
                Ballot.commitment(Chance.address(0), terms, 1, ballot, salt),
                Ballot.commitment(Chance.address(0), terms, 0, salt, salt),
                Ballot.commitment(Chance.address(0), terms, 0, ballot, ballot)))
        .hasSize(5);
    assertThat(Ballot.hash(Trial.ballot(0, -1))).isNotEqualTo(Ballot.hash(Trial.ballot(0, 255)));
  }

  @Test
  void aSettledDisputeReleasesItsSeatsUnharmed() {
    Trial trial = Trial.usual().drawAll();
    assertThat(trial.locked()).isEqualTo(BigInteger.valueOf(300));
    trial.with(new PanelInput.Dissolve());
    refuses(trial, new PanelInput.Dissolve(), PanelRefusal.OVER);
    trial.settleAll();
    assertThat(trial.state.phase()).isEqualTo(Phase.DONE);
    assertThat(trial.locked()).isEqualTo(BigInteger.ZERO);
    assertThat(trial.court.total()).isEqualTo(BigInteger.valueOf(1_500));
    Trial early = Trial.usual().with(new PanelInput.Dissolve());
    assertThat(early.state.phase()).isEqualTo(Phase.DONE);
  }

  @Test
  void whoSitsWhenTheDrawIsOverVotes() {
    Trial trial = Trial.usual();
    while (trial.state.seats().isEmpty()) {
      trial.with(trial.draw());
    }
    trial.now = trial.state.drawUntil();
    trial.with(new PanelInput.Advance());
    assertThat(trial.state.phase()).isEqualTo(Phase.COMMIT);
    assertThat(trial.state.commitUntil()).isEqualTo(trial.state.drawUntil() + Trial.COMMIT);
  }

  @Test
  void nobodyIsDrawnByStakeThatHeHasCollected() {
    long seats = 0;
    for (int seed = 0; seed < 40; seed++) {
      Trial trial = leaving(seed);
      long later = trial.now + PanelTerms.UNBONDING;
      trial.court = done(trial, new Court.Input.Collect(Chance.address(0), 0, Trial.TOKEN), later);
      trial.drawAll();
      seats += seatsOfTheFirst(trial);
      assertThat(trial.effects)
          .anyMatch(
              effect ->
                  effect instanceof PanelEffect.Passed passed
                      && passed.cause() == PanelEffect.Cause.STAKE_TAKEN_OUT);
    }
    assertThat(seats).isLessThan(20);
  }

  @Test
  void whoHasTakenAPlaceIsNotDrawnForHimWhoLeftIt() {
    for (int seed = 0; seed < 40; seed++) {
      Trial trial = leaving(seed);
      long later = trial.now + PanelTerms.UNBONDING;
      trial.court = done(trial, new Court.Input.Collect(Chance.address(0), 0, Trial.TOKEN), later);
      Court.Input next = new Court.Input.Stake(Chance.address(77), 0, BigInteger.valueOf(9_000));
      trial.court = done(trial, next, later);
      trial.drawAll();
      assertThat(seatsOfTheFirst(trial)).isZero();
      assertThat(trial.court.tree().arbitrator(0).locked()).isZero();
    }
  }

  @Test
  void whoLeavesWhileADisputeIsOpenIsDrawnAndSlashedAsIfHeHadStayed() {
    for (int seed = 0; seed < 40; seed++) {
      Trial trial = leaving(seed).drawAll();
      Trial stayed = leaver(seed).drawAll();
      assertThat(trial.state.seats()).isEqualTo(stayed.state.seats());
      assertThat(seatsOfTheFirst(trial)).isEqualTo(1);
      trial.now = trial.state.commitUntil();
      trial.with(new PanelInput.Advance());
      trial.with(new PanelInput.Pay(BigInteger.ZERO)).settleAll();
      Arbitrator left = trial.court.tree().arbitrator(0);
      assertThat(left.stake()).as("he was silent, and has no weight left").isZero();
      assertThat(left.leaving()).isEqualTo(BigInteger.valueOf(9_000 - 20));
      assertThat(left.locked()).isZero();
    }
  }

  /** The first holds 9,000 of 10,500 while the dispute opens. */
  private static Trial leaver(int seed) {
    Trial trial =
        new Trial(
            Trial.courtOf(100, 9_000, 300, 300, 300, 300, 300), 3, Trial.usualFacts(), Set.of());
    trial.beacon = new PanelInput.Beacon(Trial.EVIDENCE_UNTIL, new Chance(seed).hash());
    return trial;
  }

  /** He takes all of it out before anybody is drawn. */
  private static Trial leaving(int seed) {
    Trial trial = leaver(seed);
    trial.court =
        done(
            trial,
            new Court.Input.Unstake(Chance.address(0), 0, BigInteger.valueOf(9_000)),
            trial.now);
    return trial;
  }

  private static Court done(Trial trial, Court.Input input, long at) {
    return ((Court.Result.Applied) trial.court.apply(input, at)).court();
  }

  private static long seatsOfTheFirst(Trial trial) {
    return trial.state.seats().stream()
        .filter(seat -> !seat.empty() && seat.voter().equals(Chance.address(0)))
        .count();
  }

  @Test
  void timeAloneEndsEveryPanelAtItsExactInstants() {
    Trial trial = Trial.usual().drawAll();
    trial.with(trial.commitment(0, BALLOT));
    trial.now += 30 * 86_400L;
    trial.with(new PanelInput.Advance());
    long revealUntil = Trial.EVIDENCE_UNTIL + Trial.COMMIT + Trial.REVEAL;
    assertThat(trial.effects)
        .contains(new PanelEffect.Moved(Phase.REVEAL, Phase.RULED, revealUntil));
    Trial undrawn = Trial.usual();
    undrawn.now = undrawn.state.drawUntil();
    undrawn.with(new PanelInput.Advance());
    assertThat(undrawn.state.phase()).isEqualTo(Phase.RULED);
    undrawn.with(new PanelInput.Pay(BigInteger.TEN));
    assertThat(undrawn.state.phase()).isEqualTo(Phase.DONE);
    assertThat(undrawn.court.feeTreasury()).isEqualTo(BigInteger.TEN);
  }

  @Test
  void theDrawRefusesByName() {
    Trial trial = Trial.usual();
    trial.now = Trial.EVIDENCE_UNTIL - 1;
    refuses(trial, trial.draw(), PanelRefusal.EVIDENCE_PERIOD_RUNS);
    trial.now = Trial.EVIDENCE_UNTIL;
    PanelInput.Beacon right = trial.beacon;
    trial.beacon = new PanelInput.Beacon(Trial.EVIDENCE_UNTIL - 1, right.seed());
    refuses(trial, trial.draw(), PanelRefusal.BEACON_TOO_EARLY);
    trial.beacon = right;
    refuses(
        trial,
        new PanelInput.Draw(
            trial.frozen, trial.court, Set.of(), right, Optional.of(Trial.EVIDENCE_UNTIL)),
        PanelRefusal.NOT_THE_FIRST_BEACON);
    trial.with(trial.draw());
    trial.beacon = new PanelInput.Beacon(Trial.EVIDENCE_UNTIL, Hash.ZERO);
    refuses(trial, trial.draw(), PanelRefusal.ANOTHER_BEACON);
    trial.beacon = right;
    trial.drawAll();
    refuses(trial, trial.draw(), PanelRefusal.NOT_DRAWING);
    Trial nothing = new Trial(Trial.courtOf(100, 300), 1, new TreeMap<>(), Set.of());
    refuses(nothing, nothing.draw(), PanelRefusal.NOTHING_TO_FIND);
    Trial nobody = new Trial(Trial.courtOf(100), 1, Trial.usualFacts(), Set.of());
    refuses(nobody, nobody.draw(), PanelRefusal.NOBODY_STAKED);
    Trial wrongTree = Trial.usual();
    assertThatThrownBy(
            () ->
                wrongTree.with(
                    new PanelInput.Draw(
                        SumTree.EMPTY, trial.court, Set.of(), right, Optional.empty())))
        .hasMessageContaining("froze");
  }

  @Test
  void votingRefusesByName() {
    Trial trial = Trial.usual();
    PanelInput.Commit early = new PanelInput.Commit(Chance.address(0), 0, Hash.ZERO);
    refuses(trial, early, PanelRefusal.NOT_COMMITTING);
    trial.drawAll();
    PanelInput.Commit honest = trial.commitment(0, BALLOT);
    refuses(
        trial,
        new PanelInput.Commit(honest.voter(), 3, honest.commitment()),
        PanelRefusal.NO_SUCH_SEAT);
    refuses(
        trial,
        new PanelInput.Commit(honest.voter(), -1, honest.commitment()),
        PanelRefusal.NO_SUCH_SEAT);
    refuses(
        trial,
        new PanelInput.Commit(honest.voter(), 1, honest.commitment()),
        PanelRefusal.NOT_YOUR_SEAT);
    refuses(
        trial, new PanelInput.Commit(honest.voter(), 0, Hash.ZERO), PanelRefusal.EMPTY_COMMITMENT);
    refuses(trial, trial.reveal(0, BALLOT), PanelRefusal.NOT_REVEALING);
    trial.with(honest);
    refuses(trial, honest, PanelRefusal.ALREADY_COMMITTED);
    SortedMap<Integer, BigInteger> beyond = Trial.ballot(0, 101, 4, 1);
    SortedMap<Integer, BigInteger> lacking = Trial.ballot(0, 78);
    trial.with(trial.commitment(1, beyond));
    trial.now += Trial.COMMIT;
    refuses(trial, trial.reveal(2, BALLOT), PanelRefusal.NOT_COMMITTED);
    refuses(trial, trial.reveal(1, beyond), PanelRefusal.BALLOT_OUT_OF_RANGE);
    refuses(trial, trial.reveal(0, lacking), PanelRefusal.BALLOT_INCOMPLETE);
    refuses(
        trial,
        new PanelInput.Reveal(Chance.address(77), 0, Trial.salt(0), BALLOT),
        PanelRefusal.NOT_YOUR_SEAT);
    trial.with(trial.reveal(0, BALLOT));
    refuses(trial, trial.reveal(0, BALLOT), PanelRefusal.ALREADY_REVEALED);
    refuses(trial, trial.commitment(2, BALLOT), PanelRefusal.NOT_COMMITTING);
  }

  @Test
  void settlingRefusesByName() {
    Trial trial = Trial.usual().drawAll();
    refuses(trial, new PanelInput.Pay(BigInteger.ONE), PanelRefusal.NOT_RULED);
    refuses(trial, new PanelInput.SettleSeat(0), PanelRefusal.NOT_SETTLING);
    trial.with(trial.commitment(0, BALLOT));
    trial.now += Trial.COMMIT;
    trial.with(trial.reveal(0, BALLOT)).with(new PanelInput.Pay(BigInteger.ONE));
    refuses(trial, new PanelInput.SettleSeat(0), PanelRefusal.NOT_ITS_TURN);
    refuses(trial, new PanelInput.SettleSeat(3), PanelRefusal.NO_SUCH_SEAT);
    refuses(trial, new PanelInput.SettleSeat(-1), PanelRefusal.NO_SUCH_SEAT);
    trial.settleAll();
    refuses(trial, new PanelInput.SettleSeat(0), PanelRefusal.NOT_SETTLING);
  }

  private static Arbitrator arbitratorOf(Trial trial, int seat) {
    return trial.court.tree().arbitrator(trial.state.seats().get(seat).arbitrator());
  }
}
