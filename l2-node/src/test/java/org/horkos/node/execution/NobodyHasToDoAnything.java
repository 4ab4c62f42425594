package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.verdict.DualEvaluator;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
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
import org.horkos.node.state.Leaf.AgreementHead.Status;
import org.horkos.node.state.Leaf.OutboxLeaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.storage.TransactionReceipt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sequencer lets agreements live: no test here sends Advance, Draw or SettleSeat. */
@SuppressWarnings("NullAway.Init") // every test begins with start()
class NobodyHasToDoAnything {
  private static final RollupId ID = new RollupId(31_337, World.ROLLUP);
  private static final Hash MOCKUPS = Keccak.hash(new byte[] {13});
  private static final Hash SALT = Keccak.hash(new byte[] {7});

  @TempDir Path folder;

  private Storage storage;
  private Sequencer sequencer;
  private World world;
  private long handedOver;
  private long l1Time = World.START;

  private void start(World people, Function<Terms, Evaluator> evaluators) {
    storage = Storage.open(StorageConfig.file(folder.resolve("node")), ID);
    State state = StoredState.load(storage);
    Execution execution = new Execution(World.DOMAIN, World.VAULT, evaluators, Recovery.fastest());
    sequencer =
        new Sequencer(
            storage,
            new StepMachine(execution, state, new StoredL1(storage)),
            new SequencerSettings(Duration.ZERO, 1_000));
    // The people sign for the state that the sequencer has: it rests while they do.
    world = new World(state, people.l1);
    sequencer.start();
  }

  @AfterEach
  void stop() {
    sequencer.close();
    storage.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(end);
      Thread.sleep(2);
    }
  }

  /** L1 goes on by so much, and brings what was sent to it. */
  private void pass(long seconds) throws InterruptedException {
    l1Time += seconds;
    List<InboxMessage> messages = new ArrayList<>();
    for (long i = handedOver; i < world.l1.length(); i++) {
      messages.add(world.l1.message(i));
    }
    handedOver = world.l1.length();
    List<OpenedTerms> terms = world.l1.terms(World.WEBSITE.hash()).stream().toList();
    sequencer.onL1Head(
        new L1News(
            new L1Point(1, Hash.ZERO, l1Time),
            l1Time,
            messages,
            terms,
            new ResumePoint(handedOver, 1)));
    await(() -> sequencer.health().inboxCount() == handedOver && rests());
  }

  private boolean rests() {
    assertThat(sequencer.health().failure()).isEmpty();
    long block = sequencer.health().block();
    try {
      Thread.sleep(100);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return sequencer.health().block() == block;
  }

  private TransactionReceipt sends(Signer signer, Action action) throws Exception {
    byte[] bytes = StepCodec.encode(world.sign(signer, world.account(signer), 0, action));
    return sequencer.submit(bytes).get(30, TimeUnit.SECONDS);
  }

  private void does(Signer signer, Action action) throws Exception {
    TransactionReceipt receipt = sends(signer, action);
    assertThat(receipt.applied()).as(receipt.toString()).isTrue();
    await(this::rests);
  }

  /** The court must exist when the agreement begins. */
  private void begin() throws Exception {
    for (Signer arbitrator : World.ARBITRATORS) {
      world.l1.deposit(World.START, arbitrator.address(), World.USDC, World.units(1_000));
    }
    pass(0);
    does(
        World.ARBITRATORS.getFirst(),
        new Action.CreateCourt(World.USDC, World.USDC, World.units(10)));
    for (int i = 0; i < World.ARBITRATORS.size(); i++) {
      does(World.ARBITRATORS.get(i), new Action.Stake(0, i, World.units(20 + 10L * i)));
    }
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    pass(0);
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.ACTIVE);
  }

  private void designIsKept() throws Exception {
    begin();
    pass(10 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 0, World.facts(0, MOCKUPS, 1, 12)));
    pass(World.DAY);
    does(World.CLIENT, new Action.Answer(0, 0, 2, BigInteger.ZERO));
    pass(3 * World.DAY);
    assertThat(world.state.deliverable(0, 0).orElseThrow().end())
        .isEqualTo(org.horkos.engine.lifecycle.DeliverableState.End.KEPT);
  }

  private BigInteger paidTo(Address to) {
    BigInteger sum = BigInteger.ZERO;
    for (long i = 0; i < world.state.globals().outbox(); i++) {
      OutboxLeaf message = world.state.outbox(i).orElseThrow();
      for (OutboxLeaf.Payment payment : message.payments()) {
        sum = payment.to().equals(to) ? sum.add(payment.amount()) : sum;
      }
    }
    return sum;
  }

  @Test
  void silenceReleasesEverything() throws Exception {
    start(new World(), RuleMachine::new);
    designIsKept();
    pass(10 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 1, World.facts(0, 92)));
    pass(60 * World.DAY);
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.CLOSED);
    assertThat(paidTo(World.STUDIO.address())).isEqualTo(World.units(6_000));
    assertThat(paidTo(World.CLIENT.address())).isEqualTo(World.units(500));
    assertThat(storage.timeline(0, 0, 1_000))
        .extracting(event -> event.json())
        .anyMatch(json -> json.contains("\"type\":\"Ended\"") && json.contains("\"2000000000\""));
    replays();
  }

  @Test
  void aDisputeIsDrawnVotedOnAndSettledOverARestart() throws Exception {
    start(new World(), RuleMachine::new);
    designIsKept();
    pass(20 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 1, World.facts(0, 92)));
    pass(4 * World.DAY);
    does(World.CLIENT, new Action.Answer(0, 1, 1, BigInteger.ZERO));
    pass(World.DAY);
    does(World.CLIENT, new Action.Challenge(0, 1, World.facts(0, 80)));
    long evidenceUntil = world.state.panel(0).orElseThrow().state().evidenceUntil();
    pass(evidenceUntil - l1Time);
    await(() -> phase() == PanelState.Phase.DRAWING);
    Hash root = sequencer.health().root();
    stop();
    start(world, RuleMachine::new);
    assertThat(sequencer.health().root()).isEqualTo(root);
    world.l1.beacon(l1Time, 300, Keccak.hash(new byte[] {1}));
    pass(12);
    await(() -> phase() == PanelState.Phase.COMMIT);
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    ballot.put(0, BigInteger.valueOf(78));
    int seats = world.state.panel(0).orElseThrow().seats();
    Set<Address> sitting = new HashSet<>();
    for (int s = 0; s < seats; s++) {
      sitting.add(voter(s).address());
      does(voter(s), new Action.Commit(0, s, commitment(s, ballot)));
    }
    assertThat(sitting).hasSize(3);
    for (int s = 0; s < seats; s++) {
      does(voter(s), new Action.Reveal(0, s, SALT, new Facts(ballot)));
    }
    await(() -> phase() == PanelState.Phase.DONE);
    assertThat(paidTo(World.STUDIO.address())).isEqualTo(World.units(4_550 + 820));
    assertThat(paidTo(World.CLIENT.address())).isEqualTo(World.units(558 + 500));
    assertThat(paidTo(World.VAULT)).isEqualTo(World.units(54));
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.CLOSED);
    replays();
  }

  @Test
  void aDisputeThatNobodyIsDrawnForEndsByTimeAlone() throws Exception {
    start(new World(), RuleMachine::new);
    designIsKept();
    pass(20 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 1, World.facts(0, 92)));
    pass(World.DAY);
    does(World.CLIENT, new Action.Answer(0, 1, 1, BigInteger.ZERO));
    pass(World.DAY);
    does(World.CLIENT, new Action.Challenge(0, 1, World.facts(0, 80)));
    pass(30 * World.DAY);
    await(() -> phase() == PanelState.Phase.DONE);
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.CLOSED);
    assertThat(storage.timeline(0, 0, 1_000))
        .extracting(event -> event.json())
        .anyMatch(json -> json.contains("\"found\":{\"0\":null}"));
    replays();
  }

  @Test
  void whereTheEvaluatorsDifferNothingIsAssertedAndHealthSaysSo() throws Exception {
    Verdict other = new Verdict(BigInteger.ONE, List.of(), List.of());
    start(
        new World(),
        terms -> new DualEvaluator((deliverable, sheet) -> other, new RuleMachine(terms)));
    begin();
    pass(10 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 0, World.facts(0, MOCKUPS, 1, 12)));
    Hash root = sequencer.health().root();
    TransactionReceipt receipt = sends(World.CLIENT, new Action.Answer(0, 0, 2, BigInteger.ZERO));
    assertThat(receipt.included()).isFalse();
    assertThat(receipt.refusal()).isEqualTo("VERDICTS_DIFFER");
    assertThat(sequencer.health().refused()).hasSize(1);
    assertThat(sequencer.health().refused().getFirst()).contains("refuses to assert");
    assertThat(sequencer.health().running()).isTrue();
    assertThat(sequencer.health().root()).isEqualTo(root);
    pass(30 * World.DAY);
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.ACTIVE);
    assertThat(sequencer.health().running()).isTrue();
  }

  @Test
  void whatAMessageOfL1BringsAboutIsJudgedByTheRuleProgramAndHealthSaysSo() throws Exception {
    Verdict other = new Verdict(BigInteger.ONE, List.of(), List.of());
    start(
        new World(),
        terms -> new DualEvaluator((deliverable, sheet) -> other, new RuleMachine(terms)));
    begin();
    pass(10 * World.DAY);
    does(World.STUDIO, new Action.Deliver(0, 0, World.facts(0, MOCKUPS, 1, 12)));
    long client = world.account(World.CLIENT);
    Action answer = new Action.Answer(0, 0, 2, BigInteger.ZERO);
    byte[] forced = StepCodec.encodeUnsigned(new Transaction(client, 0, answer, Signature.NONE));
    world.l1.force(l1Time, World.CLIENT.address(), client, forced);
    pass(World.DAY);
    assertThat(world.state.deliverable(0, 0).orElseThrow().phase()).isEqualTo(Phase.ASSERTED);
    assertThat(world.state.account(client).orElseThrow().nonce()).isEqualTo(1);
    assertThat(sequencer.health().refused()).hasSize(1);
    assertThat(sequencer.health().refused().getFirst())
        .contains("the rule program's verdict stands");
    TransactionReceipt own = sends(World.CLIENT, new Action.Accept(0, 0));
    assertThat(own.applied()).as("an acceptance of one needs no verdict").isTrue();
    pass(30 * World.DAY);
    await(() -> sequencer.health().refused().size() == 2);
    assertThat(sequencer.health().refused().getLast()).contains("refuses to assert");
    world.l1.force(
        l1Time, World.CLIENT.address(), client, StepCodec.encode(new SystemStep.Advance(0, 0)));
    pass(World.DAY);
    assertThat(world.state.deliverable(0, 0).orElseThrow().phase()).isEqualTo(Phase.EXECUTED);
    assertThat(sequencer.health().running()).isTrue();
    replays();
  }

  private PanelState.Phase phase() {
    return rests() ? world.state.panel(0).orElseThrow().state().phase() : PanelState.Phase.RULED;
  }

  private Signer voter(int seat) {
    Address voter = world.state.seat(0, seat).orElseThrow().seat().voter();
    return World.ARBITRATORS.stream()
        .filter(signer -> signer.address().equals(voter))
        .findFirst()
        .orElseThrow();
  }

  private Hash commitment(int seat, TreeMap<Integer, BigInteger> ballot) {
    return Keccak.hash(
        voter(seat).address().bytes(),
        World.WEBSITE.hash().bytes(),
        new byte[] {1, 0, (byte) seat},
        Ballot.hash(ballot).bytes(),
        SALT.bytes());
  }

  /** All stored blocks from the genesis on lead to the same roots. */
  private void replays() {
    State state = State.genesis();
    Execution execution =
        new Execution(World.DOMAIN, World.VAULT, RuleMachine::new, Recovery.fastest());
    StoredL1 l1 = new StoredL1(storage);
    for (SealedBlock block : storage.blocksAfter(0, 100_000)) {
      BatchContext context = new BatchContext(block.endTime(), block.endInboxCount());
      for (Chunk chunk : block.chunks()) {
        assertThat(execution.execute(state, context, chunk.bytes(), l1).root())
            .as("block " + block.number())
            .isEqualTo(chunk.root());
      }
      state.flush();
    }
    assertThat(state.root()).isEqualTo(sequencer.health().root());
  }
}
