package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;
import org.horkos.arbitration.panel.Court.Input;
import org.horkos.arbitration.panel.Court.Result;
import org.horkos.dsl.value.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CourtTest {
  private static final Set<CourtRefusal> SEEN = EnumSet.noneOf(CourtRefusal.class);
  private static final Address ANNA = Chance.address(1);
  private static final Address BERT = Chance.address(2);
  private static final Address TOKEN = Chance.address(99);
  private static final Address FEES = Chance.address(98);
  private static final long NOW = 1_000_000;
  private static final long LATER = NOW + PanelTerms.UNBONDING;

  private final Court empty =
      Court.created(Chance.address(100), TOKEN, FEES, BigInteger.valueOf(100));
  private final Court court = applied(empty, new Input.Stake(ANNA, 0, BigInteger.valueOf(300)));

  private static Court applied(Court court, Input input) {
    return done(court, input, NOW).court();
  }

  private static Result.Applied done(Court court, Input input, long now) {
    return (Result.Applied) court.apply(input, now);
  }

  private static void refuses(Court court, Input input, CourtRefusal refusal) {
    refuses(court, input, NOW, refusal);
  }

  private static void refuses(Court court, Input input, long now, CourtRefusal refusal) {
    assertThat(court.apply(input, now)).isEqualTo(new Result.Refused(refusal));
    assertThat(refusal.sentence()).isNotBlank();
    SEEN.add(refusal);
  }

  private static BigInteger n(long amount) {
    return BigInteger.valueOf(amount);
  }

  @AfterAll
  static void everyRefusalOfACourtHasATest() {
    assertThat(SEEN).containsExactlyInAnyOrder(CourtRefusal.values());
  }

  @Test
  void whoStakesJoinsAndToppingUpAdds() {
    Court topped = applied(court, new Input.Stake(ANNA, 0, n(50)));
    assertThat(topped.arbitrators()).isEqualTo(1);
    assertThat(topped.total()).isEqualTo(n(350));
    assertThat(topped.tree().indexOf(ANNA)).contains(0);
    assertThat(topped.tree().indexOf(BERT)).isEmpty();
  }

  @Test
  void whatIsUnstakedLosesItsWeightAtOnceAndCanBeCollectedAfterThirtyDays() {
    Result.Applied part = done(court, new Input.Unstake(ANNA, 0, n(200)), NOW);
    assertThat(part.paid()).isZero();
    assertThat(part.court().total()).isEqualTo(n(100));
    Result.Applied whole = done(part.court(), new Input.Unstake(ANNA, 0, n(100)), NOW + 5);
    assertThat(whole.court().total()).isZero();
    assertThat(whole.changes()).hasSize(1);
    assertThat(whole.court().tree().arbitrator(0))
        .as("the second one moves the day for both")
        .isEqualTo(new Arbitrator(ANNA, n(0), n(0), n(0), n(300), LATER + 5));
    Input.Collect collect = new Input.Collect(ANNA, 0, TOKEN);
    refuses(whole.court(), collect, LATER + 4, CourtRefusal.STILL_LEAVING);
    Result.Applied gone = done(whole.court(), collect, LATER + 5);
    assertThat(gone.paid()).isEqualTo(n(300));
    assertThat(gone.court().tree().arbitrator(0)).isEqualTo(Arbitrator.joined(ANNA));
    refuses(gone.court(), collect, LATER + 5, CourtRefusal.NOTHING_TO_COLLECT);
  }

  @Test
  void whatASeatHoldsIsCollectedWhenItIsSettled() {
    Court seated = court.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    Court leaving = applied(seated, new Input.Unstake(ANNA, 0, n(300)));
    Input.Collect collect = new Input.Collect(ANNA, 0, TOKEN);
    Result.Applied free = done(leaving, collect, LATER);
    assertThat(free.paid()).isEqualTo(n(200));
    refuses(free.court(), collect, LATER, CourtRefusal.STAKE_IS_LOCKED);
    Court slashed =
        free.court().after(new PanelEffect.SeatSettled(0, 0, n(100), n(0), n(0), n(20))).court();
    assertThat(done(slashed, collect, LATER).paid()).isEqualTo(n(80));
  }

  @Test
  void aLossComesOutOfTheStakeFirstAndAGainGivesNobodyWhoHasLeftAWeight() {
    Court seated = court.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    Court partly = applied(seated, new Input.Unstake(ANNA, 0, n(200)));
    Court lost =
        partly.after(new PanelEffect.SeatSettled(0, 0, n(100), n(0), n(0), n(120))).court();
    assertThat(lost.tree().arbitrator(0))
        .isEqualTo(new Arbitrator(ANNA, n(0), n(0), n(0), n(180), LATER));
    Court gained =
        partly.after(new PanelEffect.SeatSettled(0, 0, n(100), n(0), n(7), n(0))).court();
    assertThat(gained.tree().arbitrator(0))
        .isEqualTo(new Arbitrator(ANNA, n(107), n(0), n(0), n(200), LATER));
    Court left = applied(seated, new Input.Unstake(ANNA, 0, n(300)));
    Court paid = left.after(new PanelEffect.SeatSettled(0, 0, n(100), n(0), n(7), n(0))).court();
    assertThat(paid.tree().arbitrator(0))
        .isEqualTo(new Arbitrator(ANNA, n(0), n(0), n(0), n(307), LATER));
  }

  @Test
  void whoStakesAgainHasBothAndNothingTwice() {
    Court leaving = applied(court, new Input.Unstake(ANNA, 0, n(300)));
    refuses(leaving, new Input.Stake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    Court again = applied(leaving, new Input.Stake(ANNA, 0, n(150)));
    assertThat(again.total()).isEqualTo(n(150));
    assertThat(again.tree().arbitrator(0))
        .isEqualTo(new Arbitrator(ANNA, n(150), n(0), n(0), n(300), LATER));
  }

  @Test
  void whatWasEarnedIsCollectedOnce() {
    Court seated = court.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    Court earned =
        seated.after(new PanelEffect.SeatSettled(0, 0, n(100), n(18), n(3), n(0))).court();
    Result.Applied collected = done(earned, new Input.Collect(ANNA, 0, FEES), NOW);
    assertThat(collected.paid()).isEqualTo(n(18));
    assertThat(collected.court().total()).isEqualTo(n(303));
    refuses(collected.court(), new Input.Collect(ANNA, 0, FEES), CourtRefusal.NOTHING_TO_COLLECT);
    refuses(earned, new Input.Collect(ANNA, 0, TOKEN), CourtRefusal.NOTHING_TO_COLLECT);
  }

  @Test
  void aCourtThatPaysInWhatItTakesAsStakePaysBothAtOnce() {
    Court one =
        applied(Court.created(BERT, TOKEN, TOKEN, n(100)), new Input.Stake(ANNA, 0, n(300)));
    Court seated = one.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    Court earned =
        seated.after(new PanelEffect.SeatSettled(0, 0, n(100), n(18), n(0), n(0))).court();
    Court leaving = applied(earned, new Input.Unstake(ANNA, 0, n(300)));
    Input.Collect collect = new Input.Collect(ANNA, 0, TOKEN);
    assertThat(done(leaving, collect, LATER).paid()).isEqualTo(n(318));
    Result.Applied early = done(leaving, collect, LATER - 1);
    assertThat(early.paid()).isEqualTo(n(18));
    refuses(early.court(), collect, LATER - 1, CourtRefusal.STILL_LEAVING);
  }

  @Test
  void everyRefusalIsGivenByName() {
    refuses(court, new Input.Stake(ANNA, 0, n(0)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Stake(ANNA, 0, n(-1)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Unstake(ANNA, 0, n(0)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Stake(BERT, 2, n(100)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, -1, n(100)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Unstake(ANNA, 1, n(1)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Collect(ANNA, 7, TOKEN), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Unstake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Collect(BERT, 0, TOKEN), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, 1, n(99)), CourtRefusal.BELOW_MINIMUM);
    refuses(court, new Input.Unstake(ANNA, 0, n(201)), CourtRefusal.BELOW_MINIMUM);
    refuses(court, new Input.Unstake(ANNA, 0, n(301)), CourtRefusal.MORE_THAN_STAKED);
    refuses(
        court,
        new Input.Stake(BERT, 1, BigInteger.ONE.shiftLeft(128).subtract(n(300))),
        CourtRefusal.STAKE_TOO_LARGE);
    Court leaving = applied(court, new Input.Unstake(ANNA, 0, n(300)));
    refuses(
        leaving,
        new Input.Stake(ANNA, 0, BigInteger.ONE.shiftLeft(128).subtract(n(300))),
        CourtRefusal.STAKE_TOO_LARGE);
  }

  @Test
  void thePlaceOfWhoHasLeftWithEverythingCanBeTaken() {
    Court earned =
        court
            .after(new PanelEffect.Seated(0, 0, ANNA, n(100)))
            .court()
            .after(new PanelEffect.SeatSettled(0, 0, n(100), n(18), n(0), n(0)))
            .court();
    Court leaving = applied(earned, new Input.Unstake(ANNA, 0, n(300)));
    Court unpaid = done(leaving, new Input.Collect(ANNA, 0, TOKEN), LATER).court();
    refuses(unpaid, new Input.Stake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    Court empty = applied(unpaid, new Input.Collect(ANNA, 0, FEES));
    Court taken = applied(empty, new Input.Stake(BERT, 0, n(100)));
    assertThat(taken.tree().arbitrator(0))
        .isEqualTo(new Arbitrator(BERT, n(100), n(0), n(0), n(0), 0));
    assertThat(taken.arbitrators()).isEqualTo(1);
    refuses(taken, new Input.Stake(ANNA, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
  }

  @Test
  void aFullCourtTakesNobodyMore() {
    SumTree full = SumTree.EMPTY;
    Arbitrator leaf = new Arbitrator(ANNA, n(100), n(0), n(0), n(0), 0);
    for (int i = 0; i < SumTree.CAPACITY; i++) {
      full = full.with(i, leaf);
    }
    Court crowded = new Court(BERT, TOKEN, TOKEN, n(100), full, n(0), n(0));
    refuses(crowded, new Input.Stake(BERT, SumTree.CAPACITY, n(100)), CourtRefusal.COURT_IS_FULL);
  }
}
