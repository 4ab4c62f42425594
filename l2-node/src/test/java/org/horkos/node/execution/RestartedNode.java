package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.Seeded;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.storage.TransactionReceipt;

/**
 * A node on an H2 file with many agreements that are lived at once, which is stopped and opened
 * again while transactions wait in it. After each restart everything that was sent in that round is
 * sent again, some of what was sent before, and L1's last messages are offered again.
 */
final class RestartedNode implements AutoCloseable {
  private static final RollupId ID = new RollupId(31_337, World.ROLLUP);
  private static final Execution EXECUTION =
      new Execution(World.DOMAIN, World.VAULT, RuleMachine::new, Recovery.fastest());

  private final Path file;
  private final Seeded seeded;
  private final L1Ledger l1 = new L1Ledger();
  private final List<CrowdedLife> lives = new ArrayList<>();
  private final List<OpenedTerms> newTerms = new ArrayList<>();

  /** The first answer to each transaction that is in a block. */
  private final Map<Hash, TransactionReceipt> answers = new LinkedHashMap<>();

  private final List<byte[]> included = new ArrayList<>();
  private final Map<String, Integer> ended = new TreeMap<>();
  private final Map<Long, Leaf.OutboxLeaf> sent = new TreeMap<>();
  private Storage storage;
  private Sequencer sequencer;
  private long handedOver;
  private long l1Time = World.START;
  private long beacons = 1;
  private long sentAgain;

  RestartedNode(Path file, Seeded seeded, int howMany) throws Exception {
    this.file = file;
    this.seeded = seeded;
    storage = Storage.open(StorageConfig.file(file), ID);
    sequencer = started();
    court();
    for (int i = 0; i < howMany; i++) {
      CrowdedLife life = new CrowdedLife(i, seeded);
      lives.add(life);
      l1.fund(World.START, life.terms, BigInteger.valueOf(seeded.below(3)));
      newTerms.add(l1.terms(life.terms.hash()).orElseThrow());
    }
    head();
  }

  private Sequencer started() {
    Sequencer next =
        new Sequencer(
            storage,
            new StepMachine(EXECUTION, StoredState.load(storage), new StoredL1(storage)),
            new SequencerSettings(Duration.ZERO, 20_000));
    next.onEffects(effects -> effects.forEach(this::note));
    next.start();
    return next;
  }

  /** Called after each block that is in the database, by the one sequencer there is. */
  private void note(StepEffect effect) {
    if (effect instanceof StepEffect.InAgreement in) {
      switch (in.effect()) {
        case Effect.Ended one ->
            ended.merge(in.agreement() + "/" + one.deliverable(), 1, Integer::sum);
        case Effect.Closed _ -> ended.merge(in.agreement() + " closed", 1, Integer::sum);
        default -> {
          // moves no money
        }
      }
    } else if (effect instanceof StepEffect.Sent message) {
      assertThat(sent.put(message.number(), message.message())).isNull();
    }
  }

  private void force(org.horkos.node.step.Signer signer, Action action) {
    force(signer.address(), action);
  }

  private void force(Address sender, Action action) {
    long account = l1.account(sender, World.USDC);
    l1.force(
        l1Time,
        sender,
        account,
        StepCodec.encodeUnsigned(new Transaction(account, 0, action, Signature.NONE)));
  }

  private void court() {
    World.ARBITRATORS.forEach(
        one -> l1.deposit(World.START, one.address(), World.USDC, World.units(1_000)));
    force(
        World.ARBITRATORS.getFirst(),
        new Action.CreateCourt(World.USDC, World.USDC, World.units(10)));
    for (int i = 0; i < World.ARBITRATORS.size(); i++) {
      force(World.ARBITRATORS.get(i), new Action.Stake(0, i, World.units(20 + 10L * i)));
    }
  }

  /** L1 brings what was sent to it, up to now. */
  private void head() {
    List<InboxMessage> messages = new ArrayList<>();
    for (; handedOver < l1.length(); handedOver++) {
      messages.add(l1.message(handedOver));
    }
    sequencer.onL1Head(
        new L1News(
            new L1Point(1, Hash.ZERO, l1Time),
            l1Time,
            messages,
            newTerms,
            new ResumePoint(handedOver, 1)));
    newTerms.clear();
  }

  /**
   * Time passes, and in every agreement somebody may act: through L1's inbox, or by a signed
   * transaction.
   *
   * @param restart whether the node is stopped while these wait in it
   */
  void live(boolean restart) throws Exception {
    l1Time += seeded.below(World.DAY * 3 / 2);
    if (seeded.oneIn(3)) {
      l1.beacon(l1Time, 300 * beacons++, seeded.hash());
    }
    // What is planned is planned on one state, between two blocks.
    List<byte[]> signed = new ArrayList<>();
    sequencer.read(machine -> plan(machine.state(), signed)).get(60, TimeUnit.SECONDS);
    List<CompletableFuture<TransactionReceipt>> waiting = new ArrayList<>();
    head();
    signed.forEach(bytes -> waiting.add(sequencer.submit(bytes)));
    if (restart) {
      sequencer.close();
      storage.close();
      storage = Storage.open(StorageConfig.file(file), ID);
      sequencer = started();
    }
    for (int i = 0; i < signed.size(); i++) {
      answered(signed.get(i), waiting.get(i).get(60, TimeUnit.SECONDS));
    }
    if (restart) {
      again(signed);
    }
  }

  private boolean plan(State state, List<byte[]> signed) {
    for (CrowdedLife life : lives) {
      if (life.joins(state)) {
        l1.join(l1Time, life.terms, 1, life.studio.address());
      } else {
        life.act(state).ifPresent(act -> send(state, act, signed));
      }
    }
    return true;
  }

  private void send(State state, CrowdedLife.Act act, List<byte[]> signed) {
    long account = l1.account(act.actor(), World.USDC);
    if (act.signer().isEmpty() || seeded.oneIn(2)) {
      force(act.actor(), act.action());
    } else if (EXECUTION.toSign(state, account, 0, act.action(), l1)
        instanceof Execution.ToSign.Digest digest) {
      Signature signature = act.signer().get().sign(digest.digest());
      signed.add(StepCodec.encode(new Transaction(account, 0, act.action(), signature)));
    }
  }

  private void answered(byte[] bytes, TransactionReceipt receipt) {
    if (!receipt.included()) {
      return; // it changed nothing, and may be taken when it is sent again
    }
    TransactionReceipt first = answers.putIfAbsent(receipt.transaction(), receipt);
    if (first == null) {
      included.add(bytes);
    } else {
      assertThat(receipt).isEqualTo(first);
    }
  }

  private void again(List<byte[]> signed) throws Exception {
    List<byte[]> all = new ArrayList<>(signed);
    for (int i = 0; i < 500 && !included.isEmpty(); i++) {
      all.add(seeded.oneOf(included));
    }
    List<CompletableFuture<TransactionReceipt>> waiting = new ArrayList<>();
    all.forEach(bytes -> waiting.add(sequencer.submit(bytes)));
    for (int i = 0; i < all.size(); i++) {
      TransactionReceipt receipt = waiting.get(i).get(60, TimeUnit.SECONDS);
      if (answers.containsKey(Keccak.hash(all.get(i)))) {
        assertThat(receipt).isEqualTo(answers.get(receipt.transaction()));
      }
      answered(all.get(i), receipt);
    }
    sentAgain += all.size();
    long from = handedOver - 1 - seeded.below(Math.min(handedOver, 50));
    List<InboxMessage> old = new ArrayList<>();
    for (long i = from; i < handedOver; i++) {
      old.add(l1.message(i));
    }
    L1News news =
        new L1News(
            new L1Point(1, Hash.ZERO, l1Time),
            l1Time,
            old,
            List.of(),
            new ResumePoint(from + 1, 1));
    assertThatThrownBy(() -> sequencer.onL1Head(news))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was offered where " + handedOver + " comes next");
    assertThat(storage.resumePoint()).contains(new ResumePoint(handedOver, 1));
  }

  long sentAgain() {
    return sentAgain;
  }

  /** Time alone, until all is over. */
  void timeCloses() throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!sequencer.read(machine -> closed(machine.state())).get(60, TimeUnit.SECONDS)) {
      assertThat(System.nanoTime()).as("waited for a minute").isLessThan(end);
      assertThat(sequencer.health().failure()).isEmpty();
      l1Time += 20 * World.DAY;
      l1.beacon(l1Time, 300 * beacons++, seeded.hash());
      head();
    }
  }

  private boolean closed(State state) {
    return state.globals().inboxCount() == handedOver
        && state.globals().agreements() == lives.size()
        && lives.stream()
            .allMatch(
                life ->
                    state.agreement(life.id).orElseThrow().status()
                        == Leaf.AgreementHead.Status.CLOSED);
  }

  /** In what the blocks said while they were made, and in what the database holds at the end. */
  void everyOutcomeOccurredOnce() {
    sequencer.close();
    State state = StoredState.load(storage);
    assertThat(sent).hasSize((int) state.globals().outbox());
    sent.forEach((number, message) -> assertThat(state.outbox(number)).contains(message));
    Map<Address, List<Leaf.OutboxLeaf>> byEscrow = new LinkedHashMap<>();
    sent.values()
        .forEach(one -> byEscrow.computeIfAbsent(one.target(), any -> new ArrayList<>()).add(one));
    int deliverables = 0;
    for (CrowdedLife life : lives) {
      Leaf.AgreementHead head = state.agreement(life.id).orElseThrow();
      life.paidOutOnce(state, byEscrow.getOrDefault(head.escrow(), List.of()));
      deliverables += life.terms.deliverables().size();
    }
    assertThat(ended).hasSize(deliverables + lives.size());
    assertThat(ended.values()).containsOnly(1);
  }

  @Override
  public void close() {
    sequencer.close();
    storage.close();
  }
}
