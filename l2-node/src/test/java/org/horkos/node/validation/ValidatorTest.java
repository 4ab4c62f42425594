package org.horkos.node.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.fraud.FraudProver.Wrong;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.RollupHistory;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.thief.LyingSequencer;
import org.horkos.node.thief.RollupOnL1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Validators on a real L1, against an honest sequencer and a lying one. */
class ValidatorTest {
  private static final int ALICE = 2;
  private static final int BOB = 3;
  private static final int FIRST = 4;
  private static final int SECOND = 5;

  private static Anvil anvil;
  private static L1Connection l1;

  @TempDir Path folder;

  private RollupOnL1 on;
  private LyingSequencer sequencer;

  @BeforeAll
  static void start() {
    anvil = Anvil.start();
    l1 = L1Connection.open(anvil.url());
  }

  @AfterAll
  static void stop() {
    l1.close();
    anvil.close();
  }

  /** Two deposits, consumed in the first batch, and a transfer in the second. */
  @BeforeEach
  void deploy() {
    on = new RollupOnL1(l1);
    on.deposit(ALICE, 1_000_000);
    on.deposit(BOB, 1_000_000);
    on.pass();
    sequencer = new LyingSequencer(on, RollupOnL1.SEQUENCER).consume();
    sequencer.post();
    transfers(1);
    sequencer.post();
  }

  private void transfers(int count) {
    for (int i = 0; i < count; i++) {
      sequencer.chunk(
          sequencer.signed(ALICE, 1, new Action.Transfer(2, BigInteger.valueOf(5 + i))));
    }
  }

  /** Gives Bob ten more than he has, after the step. */
  private static void enrich(long number, Object step, State state, Runnable honestly) {
    honestly.run();
    Leaf.Account bob = state.account(2).orElseThrow();
    state.put(
        2,
        new Leaf.Account(bob.owner(), bob.token(), bob.nonce(), bob.balance().add(BigInteger.TEN)));
  }

  /** A batch of three chunks, of which the second one's root is wrong, and so all after it. */
  private void lie() {
    sequencer.lies(LyingSequencer.Lie.NONE);
    transfers(1);
    sequencer.lies(ValidatorTest::enrich);
    transfers(1);
    sequencer.lies(LyingSequencer.Lie.NONE);
    transfers(1);
    sequencer.post();
  }

  private Storage storage(String name) {
    return on.storage(folder.resolve(name));
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      Thread.sleep(50);
    }
  }

  @Test
  void honestBatchesAreNeverChallenged() {
    BigInteger sent = on.account(FIRST).transactionCount();
    try (Storage storage = storage("first");
        Validator validator = on.validator(FIRST, storage, false)) {
      validator.round();
      transfers(3);
      sequencer.post();
      validator.round();
      validator.round();
      ValidatorProgress progress = validator.progress();
      assertThat(progress.frauds()).isZero();
      assertThat(progress.proofs()).isZero();
      assertThat(progress.batches()).isEqualTo(3);
      assertThat(progress.chunks()).isEqualTo(6);
      assertThat(progress.lag()).isLessThan(3);
      assertThat(validator.health().root()).isEqualTo(on.root(3)).isEqualTo(sequencer.root());
      assertThat(on.account(FIRST).transactionCount()).isEqualTo(sent);
      assertThat(on.rootsHeight()).isEqualTo(3);
    }
  }

  @Test
  void aLyingRootIsCaughtByTheRunningValidatorByItself() throws Exception {
    try (Storage storage = storage("first");
        Validator validator = on.validator(FIRST, storage, false)) {
      List<String> troubles = new ArrayList<>();
      validator.start(trouble -> troubles.add(trouble.getMessage()));
      lie();
      until(() -> on.rootsHeight() == 2 && validator.progress().proofs() == 1);
      until(() -> on.bond(FIRST).owed().signum() == 0);
      assertThat(on.bond(RollupOnL1.SEQUENCER).isPut()).isFalse();
      assertThat(l1.balance(on.contracts().rollup())).isZero();
      assertThat(storage.lastPosted().orElseThrow().height()).isEqualTo(3);
      assertThat(validator.health().root()).isNotEqualTo(sequencer.root());
      assertThat(troubles).isEmpty();
      assertThat(validator.health().running()).isTrue();
    }
  }

  @Test
  void whoHasOnlyCommittedProvesAfterARestart() {
    lie();
    try (Storage storage = storage("first")) {
      Wrong wrong = found(storage);
      new Prosecutor(l1, on.contracts(), on.account(FIRST)).commit(wrong);
    }
    assertThat(on.rootsHeight()).isEqualTo(3);
    long commitments = l1.gas().of("commitFraud").calls();
    try (Storage storage = storage("first");
        Validator validator = on.validator(FIRST, storage, false)) {
      validator.round();
      assertThat(validator.hindrance()).isEmpty();
      assertThat(validator.progress().batches()).isZero(); // all were executed before the restart
      assertThat(validator.progress().proofs()).isEqualTo(1);
    }
    assertThat(l1.gas().of("commitFraud").calls()).isEqualTo(commitments); // the first one served
    assertThat(on.rootsHeight()).isEqualTo(2);
  }

  /** Executes everything into the storage; what is wrong, found on the way. */
  private Wrong found(Storage storage) {
    new Rebuild(l1, on.contracts(), on.newExecution(), storage, L1Follower.Settings.development())
        .run(progress -> {});
    State state = StoredState.load(storage);
    RollupWatch watch =
        new RollupWatch(
            storage,
            new BatchCheck(storage, on.newExecution(), state, new StoredL1(storage)),
            RollupWatch.Work.NONE);
    watch.take(new RollupHistory(l1, on.contracts(), 10_000).next(l1.head().number()));
    RollupWatch.Suspect suspect = watch.suspect().orElseThrow();
    assertThat(suspect.height()).isEqualTo(3);
    Wrong wrong = watch.wrong(suspect);
    assertThat(wrong.chunk()).isEqualTo(1);
    return wrong;
  }

  @Test
  void twoValidatorsAtOnceProveItOnce() throws Exception {
    try (Storage one = storage("first");
        Storage two = storage("second");
        Validator first = on.validator(FIRST, one, false);
        Validator second = on.validator(SECOND, two, false)) {
      first.start(trouble -> {});
      second.start(trouble -> {});
      lie();
      until(
          () ->
              on.rootsHeight() == 2
                  && first.progress().proofs() + second.progress().proofs() == 1
                  && first.progress().height() == 3
                  && second.progress().height() == 3);
      Thread.sleep(1_500);
      assertThat(first.progress().proofs() + second.progress().proofs()).isEqualTo(1);
      assertThat(first.hindrance()).isEmpty();
      assertThat(second.hindrance()).isEmpty();
      assertThat(first.health().root()).isEqualTo(second.health().root());
    }
  }

  @Test
  void aBondedValidatorAssertsDeletedRootsAnewAndProvesTheNextLieAboutThem() {
    lie();
    on.bond(SECOND).put();
    try (Storage one = storage("first");
        Storage two = storage("second");
        Validator first = on.validator(FIRST, one, false);
        Validator second = on.validator(SECOND, two, true)) {
      first.round();
      assertThat(on.rootsHeight()).isEqualTo(2);
      second.round();
      assertThat(second.hindrance()).isEmpty();
      assertThat(on.rootsHeight()).isEqualTo(3);
      assertThat(on.root(3)).isEqualTo(second.health().root());
      first.round();
      assertThat(first.progress().proofs()).isEqualTo(1);
      assertThat(on.rootsHeight()).isEqualTo(3);
    }
  }

  @Test
  void aRebuildFromL1AloneReachesTheRootOnL1() {
    transfers(4);
    sequencer.post();
    List<Rebuild.Progress> told = new ArrayList<>();
    try (Storage storage = storage("rebuilt")) {
      Rebuild.Result result =
          new Rebuild(
                  l1, on.contracts(), on.newExecution(), storage, L1Follower.Settings.development())
              .run(told::add);
      assertThat(result).isEqualTo(new Rebuild.Result(3, on.root(3), true));
      assertThat(told.getLast()).isEqualTo(new Rebuild.Progress(3, 3, 2 + 1 + 4));
      assertThat(StoredState.load(storage).root()).isEqualTo(sequencer.root());
      assertThat(storage.lastPosted().orElseThrow().dataHash())
          .isEqualTo(
              Hash.of(
                  org.horkos.node.settlement.Wrappers.ask(
                          on.rollup().batchAt(BigInteger.valueOf(3)))
                      .dataHash));
      assertThatThrownBy(
              () ->
                  new Rebuild(
                      l1,
                      on.contracts(),
                      on.newExecution(),
                      storage,
                      L1Follower.Settings.development()))
          .isInstanceOf(StorageRefusal.class)
          .hasMessageContaining("the database is not empty");
    }
  }

  @Test
  void aSequencerGoesOnFromARebuiltDatabase() throws Exception {
    byte[] transfer = sequencer.signed(ALICE, 1, new Action.Transfer(2, BigInteger.TEN));
    try (Storage storage = storage("rebuilt")) {
      new Rebuild(l1, on.contracts(), on.newExecution(), storage, L1Follower.Settings.development())
          .run(progress -> {});
      try (Sequencer next =
          new Sequencer(
              storage,
              new StepMachine(on.newExecution(), StoredState.load(storage), new StoredL1(storage)),
              SequencerSettings.USUAL)) {
        next.start();
        assertThat(next.submit(transfer).get(20, TimeUnit.SECONDS).applied()).isTrue();
        BatchPoster poster =
            new BatchPoster(
                l1,
                on.contracts(),
                on.signer(RollupOnL1.SEQUENCER),
                on.account(RollupOnL1.SEQUENCER),
                storage,
                BatchPoster.Settings.every(Duration.ofMinutes(1)));
        assertThat(poster.flush().orElseThrow().height()).isEqualTo(3);
        assertThat(on.root(3)).isEqualTo(next.health().root()).isNotEqualTo(on.root(2));
      }
    }
  }
}
