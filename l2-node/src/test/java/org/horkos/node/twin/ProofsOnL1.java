package org.horkos.node.twin;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.batch.StoredBlocks;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.fraud.FraudProver;
import org.horkos.node.fraud.Witness;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Signer;
import org.web3j.crypto.Credentials;

/**
 * Whole fraud proofs on a real L1: chunks out of tests, each after a lie, in one batch that has as
 * many chunks as a batch may have; so the branches are as long as they can be.
 */
final class ProofsOnL1 implements AutoCloseable {
  private static final int SEQUENCER = 1;
  private static final long WINDOW = 7 * 86_400;
  private static final long LAG = 1;
  private static final Hash SALT = Keccak.hash(new byte[] {9});
  private static final Hash LIE = Keccak.hash(new byte[] {1});

  private final TwinEvm evm;
  private final L1Connection l1;
  private final Contracts contracts;
  private final Address inbox;
  private final long hashes;
  private final List<RandomChunks.Case> cases;
  private final StoredBlocks log;
  private final BatchPoster poster;
  private final Batch batch;
  private final Map<Integer, FraudProver> provers = new HashMap<>();

  /** Puts down the bond and posts these chunks; everybody commits to his proof. */
  ProofsOnL1(TwinEvm evm, TwinContract execution, List<RandomChunks.Case> cases) {
    this.evm = evm;
    this.l1 = L1Connection.open(evm.url());
    this.log = new StoredBlocks(() -> l1);
    Deployment.learnErrors(l1);
    evm.ask("evm_setAutomine", "true");
    TwinContract made = evm.deploy("Inbox", RandomChunks.VAULT, Address.ZERO);
    this.inbox = made.address();
    this.hashes = evm.slot("Inbox", "_hashes");
    TwinContract exits =
        evm.deploy(
            "Exits",
            RandomChunks.ROLLUP,
            evm.deploy("RuleVm").address(),
            evm.deploy("Outcome").address());
    Address sequencer = Address.parse(DevelopmentKeys.key(SEQUENCER).getAddress());
    evm.place(
        RandomChunks.ROLLUP,
        "Rollup",
        List.of(
            inbox,
            execution.address(),
            exits.address(),
            sequencer,
            State.genesis().root(),
            WINDOW,
            LAG,
            Deployment.BOND,
            Deployment.FREEZE_AFTER));
    this.contracts =
        new Contracts(
            l1.chainId(),
            RandomChunks.ROLLUP,
            inbox,
            RandomChunks.VAULT,
            Address.ZERO,
            Address.ZERO,
            0);
    new Bond(l1, contracts, l1.account(DevelopmentKeys.key(SEQUENCER))).put();
    long endTime = 0;
    long messages = 0;
    for (RandomChunks.Case next : cases) {
      endTime = Math.max(endTime, next.state().globals().time());
      messages = Math.max(messages, next.batch().endInboxCount());
    }
    BatchContext context = new BatchContext(endTime, messages);
    this.cases =
        cases.stream()
            .map(
                next ->
                    new RandomChunks.Case(
                        next.state(), context, next.chunk(), next.l1(), next.execution()))
            .toList();
    new DevelopmentL1(l1).advance(Math.max(1, endTime + 2 * LAG - l1.head().time()), 1);
    store(BigInteger.valueOf(hashes), Hash.of(word(messages)));
    this.poster =
        new BatchPoster(
            l1,
            contracts,
            new Signer(DevelopmentKeys.key(SEQUENCER).getEcKeyPair()),
            l1.account(DevelopmentKeys.key(SEQUENCER)),
            log,
            new BatchPoster.Settings(Duration.ofMinutes(1), 60_000, Duration.ofSeconds(10)));
    SealedBlock block = block(endTime, messages);
    log.add(block);
    poster.flush();
    this.batch = new Batch(1, endTime, messages, block.chunks(), State.genesis().root());
    for (int i = 0; i < cases.size(); i++) {
      prover(i).commit(batch, place(i), SALT);
    }
  }

  /**
   * What stands before each chunk is the state before it; after it a lie; then nothing, filled up.
   */
  private SealedBlock block(long endTime, long messages) {
    List<Chunk> chunks = new ArrayList<>();
    int bytes = 0;
    for (RandomChunks.Case next : cases) {
      chunks.add(new Chunk(new byte[] {(byte) 0xff}, next.state().root()));
      chunks.add(new Chunk(next.chunk(), LIE));
      bytes += 1 + next.chunk().length;
    }
    int each =
        (Batch.MAX_POSTED_BYTES - bytes - 34 * Batch.MAX_CHUNKS)
            / (Batch.MAX_CHUNKS - chunks.size());
    byte[] filling = new byte[each];
    java.util.Arrays.fill(filling, (byte) 0xff);
    while (chunks.size() < Batch.MAX_CHUNKS) {
      chunks.add(new Chunk(filling, LIE));
    }
    Leaf.Globals globals = new Leaf.Globals(endTime, messages, 0, 0, 0, 0, 0, 0, 0, 0);
    return StoredBlocks.sealed(1, chunks, globals, new StateTree());
  }

  private static int place(int number) {
    return 2 * number + 1;
  }

  /** Everybody proves with a key of his own, so that what he sends can be undone. */
  private FraudProver prover(int number) {
    Credentials key = Credentials.create(Keccak.hash(new byte[] {4, (byte) number}).toString());
    evm.ask("anvil_setBalance", "\"%s\",\"0x56bc75e2d63100000\"".formatted(key.getAddress()));
    return provers.computeIfAbsent(number, any -> new FraudProver(l1, contracts, l1.account(key)));
  }

  /** The gas of the transaction that proves the lie after this chunk; it is undone again. */
  long gas(int number) {
    String snapshot = evm.ask("evm_snapshot", "").toString();
    long before = l1.gas().of("proveFraud").total();
    prove(number, prover(number));
    evm.ask("evm_revert", snapshot);
    return l1.gas().of("proveFraud").total() - before;
  }

  private void prove(int number, FraudProver prover) {
    RandomChunks.Case next = cases.get(number);
    Witness witness = ChunkDifferential.witness(next, next.chunk());
    for (int i = 0; i < witness.messageHashes().size(); i++) {
      BigInteger first = new BigInteger(1, Keccak.hash(word(hashes)).bytes());
      store(
          first.add(BigInteger.valueOf(witness.firstMessage() + i)),
          witness.messageHashes().get(i));
    }
    prover.prove(
        new FraudProver.Wrong(batch, place(number), State.genesis().root(), witness), SALT);
  }

  /** Proves the lie after this chunk and asserts the same roots again; the gas of that. */
  long assertedAnew(int number) {
    FraudProver somebody = prover(cases.size());
    somebody.commit(batch, place(number), SALT);
    prove(number, somebody);
    new Bond(l1, contracts, l1.account(DevelopmentKeys.key(SEQUENCER))).put();
    poster.flush();
    return l1.gas().of("assertRoots").most();
  }

  /** The gas of posting the batch, and of the commitments. */
  long most(String kind) {
    return l1.gas().of(kind).most();
  }

  private void store(BigInteger slot, Hash value) {
    evm.ask("anvil_setStorageAt", "\"%s\",\"0x%064x\",\"%s\"".formatted(inbox, slot, value));
  }

  private static byte[] word(long value) {
    byte[] word = new byte[Hash.SIZE];
    for (int i = 0; i < 8; i++) {
      word[Hash.SIZE - 1 - i] = (byte) (value >>> 8 * i);
    }
    return word;
  }

  @Override
  public void close() {
    l1.close();
  }
}
