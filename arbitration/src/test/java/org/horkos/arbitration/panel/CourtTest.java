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

  private final Court empty =
      Court.created(Chance.address(100), TOKEN, TOKEN, BigInteger.valueOf(100));
  private final Court court = applied(empty, new Input.Stake(ANNA, 0, BigInteger.valueOf(300)));

  private static Court applied(Court court, Input input) {
    return ((Result.Applied) court.apply(input)).court();
  }

  private static void refuses(Court court, Input input, CourtRefusal refusal) {
    assertThat(court.apply(input)).isEqualTo(new Result.Refused(refusal));
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
  void aStakeComesBackDownToTheMinimumOrWhole() {
    Result.Applied part = (Result.Applied) court.apply(new Input.Unstake(ANNA, 0, n(200)));
    assertThat(part.paid()).isEqualTo(n(200));
    Result.Applied whole = (Result.Applied) part.court().apply(new Input.Unstake(ANNA, 0, n(100)));
    assertThat(whole.paid()).isEqualTo(n(100));
    assertThat(whole.court().total()).isEqualTo(n(0));
    assertThat(whole.changes()).hasSize(1);
  }

  @Test
  void whatWasEarnedIsCollectedOnce() {
    Court seated = court.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    Court earned =
        seated.after(new PanelEffect.SeatSettled(0, 0, n(100), n(18), n(3), n(0))).court();
    Result.Applied collected = (Result.Applied) earned.apply(new Input.Collect(ANNA, 0));
    assertThat(collected.paid()).isEqualTo(n(18));
    assertThat(collected.court().total()).isEqualTo(n(303));
    refuses(collected.court(), new Input.Collect(ANNA, 0), CourtRefusal.NOTHING_EARNED);
  }

  @Test
  void everyRefusalIsGivenByName() {
    refuses(court, new Input.Stake(ANNA, 0, n(0)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Stake(ANNA, 0, n(-1)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Unstake(ANNA, 0, n(0)), CourtRefusal.NOTHING_STAKED);
    refuses(court, new Input.Stake(BERT, 2, n(100)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, -1, n(100)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Unstake(ANNA, 1, n(1)), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Collect(ANNA, 7), CourtRefusal.NO_SUCH_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Unstake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Collect(BERT, 0), CourtRefusal.NOT_THIS_ARBITRATOR);
    refuses(court, new Input.Stake(BERT, 1, n(99)), CourtRefusal.BELOW_MINIMUM);
    refuses(court, new Input.Unstake(ANNA, 0, n(201)), CourtRefusal.BELOW_MINIMUM);
    refuses(court, new Input.Unstake(ANNA, 0, n(301)), CourtRefusal.MORE_THAN_STAKED);
    refuses(
        court,
        new Input.Stake(BERT, 1, BigInteger.ONE.shiftLeft(128).subtract(n(300))),
        CourtRefusal.STAKE_TOO_LARGE);
    Court seated = court.after(new PanelEffect.Seated(0, 0, ANNA, n(100))).court();
    refuses(seated, new Input.Unstake(ANNA, 0, n(300)), CourtRefusal.STAKE_IS_LOCKED);
    assertThat(seated.apply(new Input.Unstake(ANNA, 0, n(200)))).isInstanceOf(Result.Applied.class);
  }

  @Test
  void thePlaceOfWhoHasLeftWithEverythingCanBeTaken() {
    Court earned =
        court
            .after(new PanelEffect.Seated(0, 0, ANNA, n(100)))
            .court()
            .after(new PanelEffect.SeatSettled(0, 0, n(100), n(18), n(0), n(0)))
            .court();
    Court unpaid =
        ((Result.Applied) earned.apply(new Input.Unstake(ANNA, 0, earned.total()))).court();
    refuses(unpaid, new Input.Stake(BERT, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
    Court empty = ((Result.Applied) unpaid.apply(new Input.Collect(ANNA, 0))).court();
    Result.Applied taken = (Result.Applied) empty.apply(new Input.Stake(BERT, 0, n(100)));
    assertThat(taken.court().tree().arbitrator(0))
        .isEqualTo(new Arbitrator(BERT, n(100), n(0), n(0)));
    assertThat(taken.court().arbitrators()).isEqualTo(1);
    refuses(taken.court(), new Input.Stake(ANNA, 0, n(100)), CourtRefusal.NOT_THIS_ARBITRATOR);
  }

  @Test
  void aFullCourtTakesNobodyMore() {
    SumTree full = SumTree.EMPTY;
    Arbitrator leaf = new Arbitrator(ANNA, n(100), n(0), n(0));
    for (int i = 0; i < SumTree.CAPACITY; i++) {
      full = full.with(i, leaf);
    }
    Court crowded = new Court(BERT, TOKEN, TOKEN, n(100), full, n(0), n(0));
    refuses(crowded, new Input.Stake(BERT, SumTree.CAPACITY, n(100)), CourtRefusal.COURT_IS_FULL);
  }
}
