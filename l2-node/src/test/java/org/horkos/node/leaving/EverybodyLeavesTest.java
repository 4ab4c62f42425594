package org.horkos.node.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.horkos.node.leaving.LeavingTown.CLIENT;
import static org.horkos.node.leaving.LeavingTown.HELPER;
import static org.horkos.node.leaving.LeavingTown.JUDGE;
import static org.horkos.node.leaving.LeavingTown.LEAVER;
import static org.horkos.node.leaving.LeavingTown.STUDIO;
import static org.horkos.node.leaving.LeavingTown.units;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.leaving.LeavingTown.Opened;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.step.Action;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.validation.Rebuild;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sequencer falls silent for good in the middle of everything, and everybody leaves: with a
 * database rebuilt from L1 alone, through a freeze, on a real L1.
 */
class EverybodyLeavesTest {
  private static final long PATIENCE = Deployment.FREEZE_AFTER + 60;

  @TempDir private Path folder;

  private final Anvil anvil = Anvil.start();
  private final L1Connection l1 = L1Connection.open(anvil.url());
  private final LeavingTown town = new LeavingTown(l1);
  private final Map<Integer, BigInteger> before = town.purses();
  private final Opened main;
  private final Opened settled;
  private final Opened unbegun;

  /** All that happens until the sequencer is switched off. */
  EverybodyLeavesTest() throws Exception {
    // Agreement 0: one deliverable in each state, and a seat that L2 never hears of.
    main = town.started(50);
    settled = town.started(0);
    town.deposit(JUDGE, units(500));
    town.deposit(CLIENT, units(70));
    town.consume();
    town.does(STUDIO, new Action.Deliver(0, 0, LeavingTown.pages(12)));
    town.does(STUDIO, new Action.Accept(0, 0));
    town.does(CLIENT, new Action.Accept(0, 0));
    town.does(STUDIO, new Action.Deliver(0, 1, LeavingTown.pages(9)));
    town.does(STUDIO, new Action.Deliver(0, 2, LeavingTown.pages(12)));
    town.does(CLIENT, new Action.Challenge(0, 2, LeavingTown.pages(9)));
    town.does(JUDGE, new Action.CreateCourt(town.token, town.token, units(10)));
    town.does(JUDGE, new Action.Stake(0, 0, units(400)));
    town.does(JUDGE, new Action.Unstake(0, 0, units(100)));
    town.does(JUDGE, new Action.Withdraw(units(20)));
    town.sequencer.post();

    // Nobody posts any more.
    town.join(main);
    unbegun = town.started(60);
    town.join(unbegun);
    town.deposit(HELPER, units(30));
    town.settle(settled, units(100));
  }

  @AfterEach
  void stop() {
    l1.close();
    anvil.close();
  }

  @Test
  void whatEverybodyHasIsProvedFromADatabaseThatIsRebuiltFromL1() {
    nobodyLeavesWhileTheRollupRuns();
    new DevelopmentL1(l1).advance(PATIENCE, 2);
    Freeze freeze = new Freeze(l1, town.on.contracts());
    assertThat(freeze.push(town.on.account(LEAVER))).isEqualTo(Freeze.Stage.EXIT_FIXED);
    assertThat(freeze.push(town.on.account(LEAVER))).isEqualTo(Freeze.Stage.EXIT_FIXED);
    aDatabaseThatIsBehindIsNoUse();
    try (Storage storage = town.on.storage(folder.resolve("rebuilt"))) {
      new Rebuild(
              l1,
              town.on.contracts(),
              town.on.newExecution(),
              storage,
              L1Follower.Settings.development())
          .run(progress -> {});
      theDatabaseGoesOn(storage);
      Leaving leaving = new Leaving(l1, town.on.contracts(), read(storage));
      everythingIsFound(leaving);
      oneOfThemLeavesAlone(leaving);
      thenAllOthersAndNothingIsLeft(leaving);
      for (String kind : List.of("balance", "deposit", "stake", "deliverable", "unbegun", "rest")) {
        System.out.println("gas of exit " + kind + ": " + l1.gas().of("exit " + kind));
      }
      whatHasLeftDoesNotLeaveAgain(leaving);
    }
  }

  private void nobodyLeavesWhileTheRollupRuns() {
    Freeze freeze = new Freeze(l1, town.on.contracts());
    assertThat(freeze.push(town.on.account(LEAVER))).isEqualTo(Freeze.Stage.RUNNING);
    try (Storage empty = town.on.storage(folder.resolve("empty"))) {
      assertThatThrownBy(() -> read(empty))
          .isInstanceOf(L1Failure.class)
          .hasMessageContaining("is not fixed");
    }
  }

  private void aDatabaseThatIsBehindIsNoUse() {
    try (Storage empty = town.on.storage(folder.resolve("behind"))) {
      assertThatThrownBy(() -> read(empty))
          .isInstanceOf(StorageRefusal.class)
          .hasMessageContaining("does not hold batch 1");
    }
  }

  /** A block that is never posted: nobody leaves with what is in it. */
  private void theDatabaseGoesOn(Storage storage) {
    byte[] transfer =
        town.sequencer.signed(
            JUDGE, town.account(JUDGE), new Action.Transfer(town.account(CLIENT), units(7)));
    StepMachine machine =
        new StepMachine(town.on.newExecution(), StoredState.load(storage), new StoredL1(storage));
    try (Sequencer next = new Sequencer(storage, machine, SequencerSettings.USUAL)) {
      next.start();
      assertThat(next.submit(transfer).get(20, TimeUnit.SECONDS).applied()).isTrue();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
    assertThat(storage.lastBlock().orElseThrow().number()).isGreaterThan(1);
  }

  private ExitState read(Storage from) {
    return ExitState.read(l1, town.on.contracts(), from, town.on.newExecution(), told -> {});
  }

  private void everythingIsFound(Leaving leaving) {
    List<String> sentences = leaving.all().stream().map(Exit::sentence).toList();
    assertThat(sentences)
        .containsExactly(
            "payout 0 of escrow " + main.escrow(),
            "the deposits in escrow " + unbegun.escrow() + ", whose agreement never began",
            "the fee pot of escrow " + unbegun.escrow() + ", whose agreement never began",
            "the deposits of "
                + town.on.address(HELPER)
                + ", who joined in escrow "
                + main.escrow()
                + " too late",
            "the fee pot of agreement 0",
            "deliverable 1 of agreement 0",
            "deliverable 2 of agreement 0",
            "deliverable 3 of agreement 0",
            "deliverable 4 of agreement 0",
            "the rest of the settled escrow " + settled.escrow(),
            "withdrawal 1 from the vault",
            "the balance of account " + town.account(CLIENT),
            "the balance of account " + town.account(JUDGE),
            "the deposit of inbox message 7 that was never consumed",
            "the stake of arbitrator 0 in court 0");
  }

  private void oneOfThemLeavesAlone(Leaving leaving) {
    List<Exit> his = leaving.of(town.on.address(HELPER), leaving.all());
    assertThat(his).hasSize(3);
    BigInteger had = town.balance(town.on.address(HELPER));
    his.forEach(exit -> leaving.send(town.on.account(LEAVER), exit));
    // what he paid into both agreements, and his deposit
    assertThat(town.balance(town.on.address(HELPER)).subtract(had))
        .isEqualTo(units(200 + 200 + 30));
    assertThat(leaving.of(town.on.address(HELPER), leaving.all())).isEmpty();
  }

  private void thenAllOthersAndNothingIsLeft(Leaving leaving) {
    for (Exit exit : leaving.all()) {
      leaving.send(town.on.account(LEAVER), exit);
    }
    assertThat(leaving.all()).isEmpty();
    for (Opened agreement : List.of(main, settled, unbegun)) {
      assertThat(town.balance(agreement.escrow())).isZero();
    }
    assertThat(town.balance(town.on.contracts().vault())).isZero();
    // Of agreement 0: 1,000 for what was accepted, 500 for what nobody contested, 1,000 for what
    // the
    // client contested: the asserted pages stand, and nobody forfeits. All is back for what had not
    // been delivered. The settlement gave the client 100 of his 5,500.
    BigInteger earned = units(1_000 + 500 + 1_000 + 5_400);
    assertThat(gained(HELPER)).isZero();
    assertThat(gained(JUDGE)).isZero();
    assertThat(gained(STUDIO)).isEqualTo(earned);
    assertThat(gained(CLIENT)).isEqualTo(earned.negate());
  }

  private BigInteger gained(int key) {
    return town.balance(town.on.address(key)).subtract(before.getOrDefault(key, BigInteger.ZERO));
  }

  private void whatHasLeftDoesNotLeaveAgain(Leaving leaving) {
    Exit balance =
        new Exit.Balance(town.account(CLIENT), town.on.address(CLIENT), town.token, BigInteger.ONE);
    assertThatThrownBy(() -> leaving.send(town.on.account(LEAVER), balance))
        .isInstanceOf(L1Failure.class)
        .hasMessageContaining("AlreadyLeft");
    Exit deliverable =
        new Exit.Deliverable(main.escrow(), 0, 1, java.util.Set.of(town.on.address(STUDIO)));
    assertThatThrownBy(() -> leaving.send(town.on.account(LEAVER), deliverable))
        .isInstanceOf(L1Failure.class)
        .hasMessageContaining("AlreadyExited");
  }
}
