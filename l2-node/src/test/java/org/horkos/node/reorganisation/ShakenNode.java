package org.horkos.node.reorganisation;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.step.Action;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.storage.TransactionReceipt;

/** A sequencer with follower and poster, as a node wires them; polled by the test. */
final class ShakenNode implements AutoCloseable {
  private final ShakyL1 on;
  private final Storage storage;
  private final Sequencer sequencer;
  private L1Follower follower;

  ShakenNode(ShakyL1 on, Path folder) {
    this.on = on;
    this.storage =
        Storage.open(
            StorageConfig.file(folder), new RollupId(on.l1().chainId(), on.contracts().rollup()));
    this.sequencer =
        new Sequencer(
            storage,
            new StepMachine(on.execution(), StoredState.load(storage), new StoredL1(storage)),
            new SequencerSettings(Duration.ZERO, 1_000));
    sequencer.start();
    this.follower = newFollower();
  }

  private L1Follower newFollower() {
    return new L1Follower(
        on.l1(),
        on.contracts(),
        L1Follower.Settings.development(),
        storage.resumePoint().orElseGet(() -> ResumePoint.deployedIn(on.contracts().block())),
        new L1Listener() {
          @Override
          public void onL1Head(L1News news) {
            sequencer.onL1Head(news);
          }

          @Override
          public Optional<L1Point> l1Before(long number) {
            return storage.l1Before(number);
          }

          @Override
          public ResumePoint onL1Replaced(L1Point ancestor, long time) {
            return sequencer.onL1Replaced(ancestor, time);
          }

          @Override
          public void onL1Failure(L1Failure failure) {
            throw failure;
          }
        });
  }

  /** Reads L1 once; over a new connection, if the last one was closed. */
  void poll() {
    follower.poll();
  }

  /** The connection was closed: goes on over the new one. */
  void reconnect() {
    follower = newFollower();
  }

  /** Reads L1 until all its messages are consumed, letting L1 go on. */
  void catchUp() {
    until(
        () -> {
          on.mine(1);
          poll();
          return sequencer.health().inboxCount() == on.messages();
        });
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come about within a minute");
      }
    }
  }

  Sequencer sequencer() {
    return sequencer;
  }

  Storage storage() {
    return storage;
  }

  Hash root() {
    return sequencer.health().root();
  }

  /** The account of a key in ETH as L1 numbers it now; 0 if there is none. */
  long accountOf(int key) {
    return org.horkos.node.settlement.Wrappers.ask(
            org.horkos.node.settlement.Wrappers.reading(on.l1(), on.contracts())
                .inbox()
                .accountOf(on.account(key).address().toString(), Address.ZERO.toString()))
        .longValueExact();
  }

  /** Its balance on L2; empty if it has no account. */
  Optional<BigInteger> balance(int key) throws Exception {
    Address owner = on.account(key).address();
    return sequencer
        .read(
            machine -> {
              for (long id = 1; id <= machine.state().globals().accounts(); id++) {
                var account = machine.state().account(id).orElseThrow();
                if (account.owner().equals(owner)) {
                  return Optional.of(account.balance());
                }
              }
              return Optional.<BigInteger>empty();
            })
        .get(20, TimeUnit.SECONDS);
  }

  /** Signs on the state as it is. */
  byte[] signed(int key, long account, Action action) throws Exception {
    Execution execution = on.execution();
    return sequencer
        .read(
            machine ->
                switch (execution.toSign(machine.state(), account, 0, action, machine.l1())) {
                  case Execution.ToSign.Digest toSign ->
                      StepCodec.encode(
                          new Transaction(
                              account, 0, action, on.signer(key).sign(toSign.digest())));
                  case Execution.ToSign.Nothing nothing ->
                      throw new IllegalStateException(nothing.reason().sentence());
                })
        .get(20, TimeUnit.SECONDS);
  }

  TransactionReceipt submit(byte[] transaction) throws Exception {
    return sequencer.submit(transaction).get(20, TimeUnit.SECONDS);
  }

  BatchPoster poster() {
    return new BatchPoster(
        on.l1(),
        on.contracts(),
        on.signer(ShakyL1.SEQUENCER),
        on.account(ShakyL1.SEQUENCER),
        storage,
        new BatchPoster.Settings(Duration.ofMinutes(1), Long.MAX_VALUE, Duration.ofSeconds(20)));
  }

  /** Posts everything. */
  Optional<PostedBatch> post() {
    on.mine(1);
    return poster().flush();
  }

  Claims claims() {
    return new Claims(on.l1(), on.contracts(), storage);
  }

  @Override
  public void close() {
    sequencer.close();
    storage.close();
  }
}
