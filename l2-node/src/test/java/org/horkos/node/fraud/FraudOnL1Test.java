package org.horkos.node.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.Seeded;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.batch.StoredBlocks;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lying roots on a real L1: proved wrong, deleted, paid for, asserted anew; honest ones stand. */
class FraudOnL1Test {
  private static final long WINDOW = 3_600;
  private static final long LAG = 1;
  private static final int SEQUENCER = 1;
  private static final int OTHER = 2;
  private static final int PROVER = 3;
  private static final int ALICE = 4;
  private static final int BOB = 5;
  private static final int ALTERATIONS = 40;
  private static final Hash SALT = Keccak.hash(new byte[] {9});
  private static final Address BURN = Address.parse("0x000000000000000000000000000000000000dead");
  private static final BigInteger DEPOSIT = BigInteger.valueOf(1_000_000);

  private static Anvil anvil;
  private static L1Connection l1;

  private final Seeded seeded = new Seeded(Seeded.seed(20_261_121L));
  private final StoredBlocks honest = new StoredBlocks(() -> l1);
  private final StoredBlocks lying = new StoredBlocks(() -> l1);
  private final Reader reader = new Reader();
  private final State state = State.genesis();
  private final List<Chunk> chunks = new ArrayList<>();
  private long number;
  private Contracts contracts;
  private Rollup rollup;
  private Execution execution;
  private L1Follower follower;

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

  /** Two deposits on L1, the first block with both of them, and the sequencer's bond. */
  @BeforeEach
  void deploy() {
    new DevelopmentL1(l1).mineOnDemand();
    contracts =
        new Deployment(address(SEQUENCER), State.genesis().root(), WINDOW, LAG)
            .deploy(l1, account(0));
    rollup = Wrappers.reading(l1, contracts).rollup();
    Eip712.Domain domain = TransactionDigest.domain(l1.chainId(), contracts.rollup());
    execution = new Execution(domain, contracts.vault(), RuleMachine::new, Recovery.fastest());
    new Bond(l1, contracts, account(SEQUENCER)).put();
    for (int key : new int[] {ALICE, BOB}) {
      Wrappers.ask(
          Wrappers.sending(l1, contracts, account(key), "deposit")
              .vault()
              .deposit(Address.ZERO.toString(), DEPOSIT, address(key).toString(), DEPOSIT));
    }
    follower =
        new L1Follower(
            l1,
            contracts,
            L1Follower.Settings.development(),
            ResumePoint.deployedIn(contracts.block()),
            reader);
    new DevelopmentL1(l1).advance(LAG + 3, 2);
    follower.poll();
    assertThat(reader.messages).hasSize(2);
    byte[] inbox = StepCodec.encode(new SystemStep.Inbox());
    chunk(inbox);
    chunk(inbox);
    lying.add(seal());
  }

  @Test
  void aLyingRootIsProvedWrongAndAssertedAnewByAnother() {
    post(lying, SEQUENCER);
    State before = State.load(state.leaves());
    SealedBlock block = transfers();
    lying.add(StoredBlocks.lying(block, 1, Keccak.hash(new byte[] {1})));
    post(lying, SEQUENCER);
    assertThat(rootsHeight()).isEqualTo(2);

    FraudProver prover = new FraudProver(l1, contracts, account(PROVER));
    FraudProver.Wrong wrong = shown(before, batch(lying), 1);
    assertThatThrownBy(() -> prover.prove(wrong, SALT)).hasMessageContaining("NotCommitted(");
    assertThat(prover.commit(wrong.batch(), 1, SALT)).isTrue();
    assertThat(prover.commit(wrong.batch(), 1, SALT)).isFalse();
    BigInteger burned = l1.balance(BURN);
    prover.prove(wrong, SALT);

    assertThat(rootsHeight()).isEqualTo(1);
    assertThat(Wrappers.ask(rollup.height())).isEqualTo(2);
    assertThat(new Bond(l1, contracts, account(SEQUENCER)).isPut()).isFalse();
    Bond provers = new Bond(l1, contracts, account(PROVER));
    BigInteger reward = provers.owed();
    assertThat(reward).isBetween(Deployment.BOND.divide(BigInteger.TEN), Deployment.BOND);
    assertThat(l1.balance(BURN).subtract(burned)).isEqualTo(Deployment.BOND.subtract(reward));
    assertThat(l1.balance(contracts.rollup())).isEqualTo(reward);
    provers.collect();
    assertThat(l1.balance(contracts.rollup())).isZero();
    assertThatThrownBy(() -> prover.prove(wrong, SALT)).hasMessageContaining("NothingToProve(2)");

    // The sequencer has no bond any more and is told so; somebody else asserts what is right.
    assertThatThrownBy(() -> post(lying, SEQUENCER)).hasMessageContaining("has no bond");
    new Bond(l1, contracts, account(OTHER)).put();
    post(honest, OTHER);
    assertThat(rootsHeight()).isEqualTo(2);
    Rollup.Batch asserted = Wrappers.ask(rollup.batchAt(BigInteger.TWO));
    assertThat(Hash.of(asserted.lastRoot)).isEqualTo(block.root());
    assertThat(asserted.poster).isEqualTo(2);

    follower.poll();
    assertThat(reader.rollup)
        .extracting(event -> event.getClass().getSimpleName() + " " + event.height())
        .containsExactly(
            "BatchSubmitted 1", "BatchSubmitted 2", "FraudProved 2", "RootsAsserted 2");
    assertThat(reader.rollup.get(1))
        .isInstanceOfSatisfying(
            RollupEvent.BatchSubmitted.class,
            event -> {
              assertThat(event.data().toArray()).isEqualTo(wrong.batch().data());
              assertThat(event.roots()).isEqualTo(wrong.batch().roots());
              assertThat(event.rootsHash()).isEqualTo(wrong.batch().rootsHash());
            });
    assertThat(reader.rollup.get(2))
        .isEqualTo(
            new RollupEvent.FraudProved(
                reader.rollup.get(2).block(),
                2,
                1,
                address(SEQUENCER),
                address(PROVER),
                Deployment.BOND,
                reward));

    new DevelopmentL1(l1).advance(WINDOW - 60, 1);
    assertThat(Wrappers.ask(rollup.isFinal(BigInteger.TWO))).isFalse();
    new DevelopmentL1(l1).advance(120, 1);
    assertThat(Wrappers.ask(rollup.finalHeight())).isEqualTo(2);
  }

  @Test
  void anHonestRootCannotBeProvedWrong() {
    post(honest, SEQUENCER);
    State before = State.load(state.leaves());
    transfers();
    post(honest, SEQUENCER);
    FraudProver prover = new FraudProver(l1, contracts, account(PROVER));
    Batch batch = batch(honest);
    int chunks = batch.chunks().size();
    for (int chunk = 0; chunk < chunks; chunk++) {
      prover.commit(batch, chunk, SALT);
    }
    for (int chunk = 0; chunk < chunks; chunk++) {
      FraudProver.Wrong right = shown(before, batch, chunk);
      Hash root = batch.chunks().get(chunk).root();
      assertThatThrownBy(() -> prover.prove(right, SALT)).hasMessageContaining("NoFraud(" + root);
      for (int i = 0; i < ALTERATIONS / chunks; i++) {
        FraudProver.Wrong altered = altered(right);
        assertThatThrownBy(() -> prover.prove(altered, SALT))
            .as("%s, altered to %s", seeded, altered.witness().bytes())
            .isInstanceOf(L1Failure.class)
            .hasMessageNotContaining("NotCommitted");
      }
    }
    assertThat(rootsHeight()).isEqualTo(2);
    assertThat(new Bond(l1, contracts, account(SEQUENCER)).isPut()).isTrue();
  }

  @Test
  void nothingIsPostedOnTopOfRootsThatANodeDoesNotComeTo() {
    SealedBlock first = honest.blocksAfter(0, 1).getFirst();
    StoredBlocks other = new StoredBlocks(() -> l1);
    other.add(StoredBlocks.sealed(1, first.chunks(), first.globals(), new StateTree()));
    post(other, SEQUENCER);
    transfers();
    assertThatThrownBy(() -> post(honest, SEQUENCER))
        .isInstanceOfSatisfying(
            L1Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.HINDERED))
        .hasMessageContaining("one of the two is wrong");
    assertThat(Wrappers.ask(rollup.height())).isEqualTo(1);
  }

  @Test
  void aBondStaysAsLongAsRootsMayBeWrong() {
    post(honest, SEQUENCER);
    Bond bond = new Bond(l1, contracts, account(SEQUENCER));
    assertThat(bond.put()).isFalse();
    assertThatThrownBy(bond::take).hasMessageContaining("BondLocked(");
    new DevelopmentL1(l1).advance(WINDOW + 1, 1);
    BigInteger had = l1.balance(address(SEQUENCER));
    bond.take();
    assertThat(l1.balance(address(SEQUENCER)).subtract(had))
        .isGreaterThan(Deployment.BOND.subtract(BigInteger.TEN.pow(16)));
    L1Account poor = l1.account(org.web3j.crypto.Credentials.create("0x1234"));
    assertThatThrownBy(new Bond(l1, contracts, poor)::put)
        .hasMessageContaining("The bond is 20 ETH, but " + poor.address() + " has 0 ETH");
  }

  // ---- a small rollup ----

  private void chunk(byte[]... steps) {
    byte[] bytes = joined(steps);
    ChunkResult result =
        execution.execute(state, BatchContext.open(reader.messages.size()), bytes, reader);
    chunks.add(new Chunk(bytes, result.root()));
  }

  private static byte[] joined(byte[][] steps) {
    PackedWriter out = new PackedWriter();
    for (byte[] step : steps) {
      out.raw(step);
    }
    return out.toBytes();
  }

  private SealedBlock seal() {
    SealedBlock block = new SealedBlock(++number, chunks, state.globals(), state.tableRoots());
    state.flush();
    chunks.clear();
    honest.add(block);
    return block;
  }

  /** A block of three chunks: payments, one of them refused, one with garbage, a withdrawal. */
  private SealedBlock transfers() {
    chunk(signed(ALICE, 1, new Action.Transfer(2, BigInteger.TEN)));
    byte[] tooMuch = signed(BOB, 2, new Action.Transfer(1, DEPOSIT.multiply(BigInteger.TEN)));
    chunk(tooMuch, new byte[] {(byte) 0xff, 1, 2});
    chunk(signed(BOB, 2, new Action.Withdraw(BigInteger.ONE)));
    return seal();
  }

  private byte[] signed(int key, long account, Action action) {
    Execution.ToSign toSign = execution.toSign(state, account, 0, action, reader);
    Hash digest = ((Execution.ToSign.Digest) toSign).digest();
    Signature signature = new Signer(DevelopmentKeys.key(key).getEcKeyPair()).sign(digest);
    return StepCodec.encode(new Transaction(account, 0, action, signature));
  }

  private void post(StoredBlocks log, int key) {
    new BatchPoster(
            l1,
            contracts,
            new Signer(DevelopmentKeys.key(key).getEcKeyPair()),
            account(key),
            log,
            new BatchPoster.Settings(Duration.ofMinutes(1), 60_000, Duration.ofSeconds(10)))
        .flush();
  }

  /** The second batch, of the log's second block. */
  private Batch batch(StoredBlocks log) {
    SealedBlock block = log.blocksAfter(1, 1).getFirst();
    Hash previous = Hash.of(Wrappers.ask(rollup.batchAt(BigInteger.ONE)).dataHash);
    return new Batch(2, block.endTime(), block.endInboxCount(), block.chunks(), previous);
  }

  /** A chunk of the second batch with its witness. */
  private FraudProver.Wrong shown(State before, Batch batch, int chunk) {
    State at = State.load(before.leaves());
    Hash previous = at.root();
    BatchContext context = new BatchContext(batch.endTime(), batch.endInboxCount());
    for (Chunk earlier : batch.chunks().subList(0, chunk)) {
      execution.execute(at, context, earlier.bytes(), reader);
      at.flush();
    }
    Witness witness =
        new WitnessBuilder(execution).build(at, context, batch.chunks().get(chunk).bytes(), reader);
    return new FraudProver.Wrong(batch, chunk, previous, witness);
  }

  /** The same with one bit of the witness changed. */
  private FraudProver.Wrong altered(FraudProver.Wrong right) {
    byte[] bytes = right.witness().bytes().toArray();
    bytes[seeded.below(bytes.length)] ^= (byte) (1 << seeded.below(8));
    Witness witness = right.witness();
    return new FraudProver.Wrong(
        right.batch(),
        right.chunk(),
        right.previousRoot(),
        new Witness(
            new PackedBytes(bytes),
            witness.firstMessage(),
            witness.messageHashes(),
            witness.result()));
  }

  private long rootsHeight() {
    return Wrappers.ask(rollup.rootsHeight()).longValueExact();
  }

  private static L1Account account(int key) {
    return l1.account(DevelopmentKeys.key(key));
  }

  private static Address address(int key) {
    return account(key).address();
  }

  /** What L1 has brought. */
  private static final class Reader implements L1Listener, L1View {
    private final List<InboxMessage> messages = new ArrayList<>();
    private final List<RollupEvent> rollup = new ArrayList<>();

    @Override
    public void onL1Head(L1News news) {
      messages.addAll(news.messages());
      rollup.addAll(news.rollup());
    }

    @Override
    public void onL1Failure(L1Failure failure) {
      throw failure;
    }

    @Override
    public InboxMessage message(long index) {
      if (index >= messages.size()) {
        throw new MissingL1Data("message " + index);
      }
      return messages.get((int) index);
    }

    @Override
    public Optional<OpenedTerms> terms(Hash termsHash) {
      return Optional.empty();
    }
  }
}
