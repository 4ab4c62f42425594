package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.fraud.ReceiptBytes;
import org.horkos.node.fraud.Witness;
import org.horkos.node.fraud.WitnessBuilder;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.ProjectRoot;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;
import org.junit.jupiter.api.Test;

/** The fraud proof of docs/protocol/fraud.md is what Java makes, and what Solidity comes to. */
class FraudPageTest {
  private static final Address ROLLUP = address("11");
  private static final Address PROVER = address("cc");
  private static final Signer OWNER = new Signer(BigInteger.ONE);

  private static Address address(String end) {
    return Address.parse("0x" + "0".repeat(40 - end.length()) + end);
  }

  private static Hash hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String line(String name, Object value) {
    return String.format("    %-13s = %s%n", name, value);
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static PackedWriter word(PackedWriter out, byte[] bytes) {
    return out.raw(new byte[Hash.SIZE - bytes.length]).raw(bytes);
  }

  /** The state of the example: who sends in steps.md has a balance. */
  private static State state() {
    State state = State.genesis();
    state.put(1, new Leaf.Account(OWNER.address(), Address.ZERO, 5, BigInteger.valueOf(5_000)));
    state.put(2, new Leaf.Account(address("bb"), Address.ZERO, 0, BigInteger.ONE));
    state.put(Leaf.Globals.GENESIS.withAccounts(2));
    state.flush();
    return state;
  }

  private static final L1View NOTHING =
      new L1View() {
        @Override
        public InboxMessage message(long index) {
          throw new IllegalStateException("nothing is looked at on L1");
        }

        @Override
        public java.util.Optional<OpenedTerms> terms(Hash termsHash) {
          return java.util.Optional.empty();
        }
      };

  @Test
  void theExampleIsExactAndSolidityComesToItsRoot() throws IOException {
    State state = state();
    Execution execution =
        new Execution(
            TransactionDigest.domain(31337, ROLLUP),
            RandomChunks.VAULT,
            RuleMachine::new,
            Recovery.fastest());
    Action action = new Action.Transfer(2, BigInteger.valueOf(1_000));
    Hash digest =
        ((Execution.ToSign.Digest) execution.toSign(state, 1, 7, action, NOTHING)).digest();
    byte[] chunk = StepCodec.encode(new Transaction(1, 7, action, OWNER.sign(digest)));
    BatchContext context = new BatchContext(1_800_000_000, 0);
    Witness witness = new WitnessBuilder(execution).build(state, context, chunk, NOTHING);
    Hash before = state.root();
    List<Chunk> chunks =
        List.of(new Chunk(new byte[] {(byte) 0xff}, before), new Chunk(chunk, hash("a lie")));
    Batch batch = new Batch(1, context.endTime(), context.endInboxCount(), chunks, before);
    List<Hash> hashes = chunks.stream().map(Chunk::hash).toList();
    PackedWriter commitment = word(new PackedWriter(), PROVER.bytes());
    word(commitment, new byte[] {1});
    word(commitment, new byte[] {1});
    commitment.hash(batch.rootsHash()).hash(hash("salt"));
    String example =
        line(
                "account 1",
                hex(state.bytes(org.horkos.node.state.Layout.Table.ACCOUNTS, 1).orElseThrow()))
            + line(
                "account 2",
                hex(state.bytes(org.horkos.node.state.Layout.Table.ACCOUNTS, 2).orElseThrow()))
            + line("previousRoot", before)
            + line("chunkBytes", hex(chunk))
            + line("witness", hex(witness.bytes().toArray()))
            + line("receipts", hex(ReceiptBytes.of(witness.result())))
            + line("right root", witness.result().root())
            + line("assertedRoot", hash("a lie"))
            + line("H(chunk 0)", hashes.getFirst())
            + line("H(chunk 1)", hashes.getLast())
            + line("data hash", batch.dataHash())
            + line("rootsHash", batch.rootsHash())
            + line("commitment", Keccak.hash(commitment.toBytes()));
    assertThat(Files.readString(ProjectRoot.find().resolve("docs/protocol/fraud.md")))
        .contains(example);
    assertThat(ListRoot.siblings(hashes, 1)).containsExactly(hashes.getFirst());
    try (TwinEvm evm = TwinEvm.start()) {
      TwinContract twin = ChunkDifferential.deploy(evm, ROLLUP);
      byte[] call = ChunkDifferential.call(twin, context, before, chunk, witness);
      assertThat(evm.call(twin, call).hex())
          .isEqualTo(
              HexFormat.of()
                  .formatHex(
                      twin.returning(
                          "execute", witness.result().root(), ReceiptBytes.of(witness.result()))));
    }
  }
}
