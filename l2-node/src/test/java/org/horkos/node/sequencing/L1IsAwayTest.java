package org.horkos.node.sequencing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.BeaconRecorder;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Wire;
import org.horkos.node.settlement.RoughL1;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.TransactionReceipt;
import org.horkos.node.thief.LyingSequencer;
import org.horkos.node.thief.RollupOnL1;
import org.horkos.node.validation.Rebuild;
import org.horkos.node.validation.Validator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes behind a wire to L1 that is cut for an hour and then mended. */
class L1IsAwayTest {
  private static final int ALICE = 2;
  private static final int BOB = 3;
  private static final int VALIDATOR = 5;

  @TempDir Path folder;

  private final Anvil anvil = Anvil.start();
  private final L1Connection direct = L1Connection.open(anvil.url());
  private final List<L1Failure> told = new CopyOnWriteArrayList<>();
  private L1Wire wire;
  private L1Connection wired;
  private RollupOnL1 on;

  @BeforeEach
  void deploy() throws Exception {
    new RoughL1(direct).blocksAtOnce();
    on = new RollupOnL1(direct);
    on.deposit(ALICE, 1_000_000);
    on.deposit(BOB, 1_000_000);
    new RoughL1(direct).blocksEvery(1);
    on.pass();
    wire = new L1Wire(anvil.url());
    wired =
        L1Connection.open(
            L1Connection.Settings.to(wire.url())
                .tries(2)
                .waiting(Duration.ofSeconds(2), Duration.ofMillis(300)));
    Deployment.learnErrors(wired);
  }

  @AfterEach
  void stop() {
    wired.close();
    direct.close();
    wire.close();
    anvil.close();
  }

  @Test
  void aSequencerGoesOnAloneAndPostsEverythingOnceWhenL1IsBack() throws Exception {
    List<TransactionReceipt> acknowledged = new ArrayList<>();
    Hash root;
    try (Storage storage = on.storage(folder.resolve("node"));
        Sequencer sequencer =
            new Sequencer(
                storage,
                new StepMachine(
                    on.newExecution(), StoredState.load(storage), new StoredL1(storage)),
                new SequencerSettings(Duration.ofMillis(2), 10_000));
        BatchPoster poster =
            new BatchPoster(
                wired,
                on.contracts(),
                on.signer(RollupOnL1.SEQUENCER),
                wired.account(on.account(RollupOnL1.SEQUENCER).key()),
                storage,
                BatchPoster.Settings.every(Duration.ofMillis(200)));
        L1Follower follower =
            new L1Follower(
                wired,
                on.contracts(),
                L1Follower.Settings.development(),
                ResumePoint.deployedIn(on.contracts().block()),
                listener(sequencer))) {
      sequencer.onBlock(poster::sealed);
      sequencer.start();
      follower.start();
      List<L1Failure> posterTold = new CopyOnWriteArrayList<>();
      poster.start(posterTold::add);
      until(() -> sequencer.health().inboxCount() == 2);
      acknowledged.addAll(transfers(sequencer, 5));
      until(() -> height() > 0);

      wire.lose("eth_sendRawTransaction", 1_000); // also in the middle of a batch
      acknowledged.addAll(transfers(sequencer, 5));
      Thread.sleep(500);
      wire.cut();
      acknowledged.addAll(transfers(sequencer, 10));
      new DevelopmentL1(direct).advance(3_600, 300);
      on.deposit(BOB, 77);
      until(() -> !told.isEmpty() && !posterTold.isEmpty());
      acknowledged.addAll(transfers(sequencer, 10));
      Thread.sleep(2_000);
      assertThat(told).extracting(L1Failure::kind).containsExactly(L1Failure.Kind.GONE);
      assertThat(posterTold).extracting(L1Failure::kind).containsExactly(L1Failure.Kind.GONE);
      assertThat(poster.hindrance()).isEmpty();

      wire.lose("", 0);
      wire.mend();
      until(() -> sequencer.health().inboxCount() == 3);
      acknowledged.addAll(transfers(sequencer, 1));
      until(
          () ->
              storage.lastPosted().map(PostedBatch::lastBlock).orElse(0L)
                  == storage.lastBlock().orElseThrow().number());
      root = sequencer.health().root();
      assertThat(told).hasSize(1);
      assertThat(posterTold).hasSize(1);
      assertThat(follower.ended()).isNull();
    }
    assertThat(on.root(height())).isEqualTo(root);
    // One transaction for the bond and one for each batch: nothing was sent twice.
    assertThat(on.account(RollupOnL1.SEQUENCER).transactionCount()).isEqualTo(1 + height());
    assertThat(acknowledged).hasSize(31);
    try (Storage rebuilt = on.storage(folder.resolve("rebuilt"))) {
      Rebuild rebuild =
          new Rebuild(
              direct,
              on.contracts(),
              on.newExecution(),
              rebuilt,
              L1Follower.Settings.development());
      assertThat(rebuild.run(progress -> {}).root()).isEqualTo(root);
      for (TransactionReceipt receipt : acknowledged) {
        assertThat(receipt.applied()).isTrue();
        assertThat(rebuilt.receipt(receipt.transaction()).orElseThrow().applied()).isTrue();
      }
    }
  }

  @Test
  void aFraudIsProvedOnceThoughL1IsAwayInTheMiddleOfIt() throws Exception {
    LyingSequencer thief = new LyingSequencer(on, RollupOnL1.SEQUENCER).consume();
    thief.lies(L1IsAwayTest::enrich);
    thief.chunk(thief.signed(ALICE, 1, new Action.Transfer(2, BigInteger.valueOf(5))));
    thief.post();
    wire.lose("eth_sendRawTransaction", 1_000);
    try (Storage storage = on.storage(folder.resolve("validator"));
        Validator validator =
            new Validator(
                wired,
                on.contracts(),
                wired.account(on.account(VALIDATOR).key()),
                on.newExecution(),
                storage,
                new Validator.Settings(L1Follower.Settings.development(), false))) {
      validator.start(told::add);
      until(() -> sent(VALIDATOR) == 1); // the commitment; its answer was lost
      wire.cut();
      new DevelopmentL1(direct).advance(RollupOnL1.WINDOW - 600, 250);
      until(() -> !told.isEmpty());
      Thread.sleep(1_000);
      assertThat(told).extracting(L1Failure::kind).containsExactly(L1Failure.Kind.GONE);
      wire.lose("", 0);
      wire.mend();
      until(() -> on.rootsHeight() == 0);
      until(() -> on.bond(VALIDATOR).owed().signum() == 0 && sent(VALIDATOR) == 3);
      until(() -> validator.hindrance().isEmpty());
      assertThat(validator.progress().proofs()).isEqualTo(1);
    }
    // committed, proved, collected
    assertThat(sent(VALIDATOR)).isEqualTo(3);
    assertThat(on.bond(RollupOnL1.SEQUENCER).isPut()).isFalse();
    assertThat(told).hasSize(1);
  }

  @Test
  void aBeaconIsBroughtOnceThoughTheAnswerWasLost() {
    L1Account account = wired.account(on.account(VALIDATOR).key());
    BeaconRecorder recorder = new BeaconRecorder(wired, on.contracts(), account);
    TreeSet<Long> ends = new TreeSet<>(List.of(direct.head().time()));
    wire.cut();
    assertThatThrownBy(() -> recorder.record(ends)).hasMessageContaining(" is gone (");
    new DevelopmentL1(direct).advance(3_600, 350);
    wire.mend();
    wire.lose("eth_sendRawTransaction", 100);
    assertThatThrownBy(() -> recorder.record(ends)).hasMessageContaining(" is gone (");
    wire.lose("", 0);
    recorder.record(ends);
    assertThat(recorder.record(ends)).isEmpty();
    assertThat(Wrappers.ask(Wrappers.reading(direct, on.contracts()).inbox().lastBeacon()))
        .isEqualTo(300);
    assertThat(sent(VALIDATOR)).isEqualTo(1);
  }

  /** Gives Bob ten more than he has, after the step. */
  private static void enrich(long number, Object step, State state, Runnable honestly) {
    honestly.run();
    Leaf.Account bob = state.account(2).orElseThrow();
    state.put(
        2,
        new Leaf.Account(bob.owner(), bob.token(), bob.nonce(), bob.balance().add(BigInteger.TEN)));
  }

  /** Alice pays Bob so many times; what the sequencer answers. */
  private List<TransactionReceipt> transfers(Sequencer sequencer, int count) throws Exception {
    List<TransactionReceipt> receipts = new ArrayList<>();
    Action pay = new Action.Transfer(2, BigInteger.valueOf(5));
    Execution execution = on.newExecution();
    for (int i = 0; i < count; i++) {
      byte[] transaction =
          sequencer
              .read(
                  machine ->
                      switch (execution.toSign(machine.state(), 1, 0, pay, machine.l1())) {
                        case Execution.ToSign.Digest toSign ->
                            StepCodec.encode(
                                new Transaction(1, 0, pay, on.signer(ALICE).sign(toSign.digest())));
                        case Execution.ToSign.Nothing nothing ->
                            throw new IllegalArgumentException(nothing.reason().sentence());
                      })
              .get(20, TimeUnit.SECONDS);
      receipts.add(sequencer.submit(transaction).get(20, TimeUnit.SECONDS));
    }
    return receipts;
  }

  private L1Listener listener(Sequencer sequencer) {
    return new L1Listener() {
      @Override
      public void onL1Head(L1News news) {
        sequencer.onL1Head(news);
      }

      @Override
      public void onL1Failure(L1Failure failure) {
        told.add(failure);
      }
    };
  }

  private long height() {
    return Wrappers.ask(on.rollup().height()).longValueExact();
  }

  private long sent(int key) {
    return on.account(key).transactionCount().longValueExact();
  }

  private static void until(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + 40_000_000_000L;
    while (!holds.call()) {
      assertThat(System.nanoTime()).as("within 40 s").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
