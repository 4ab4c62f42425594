package org.horkos.node.twin;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.execution.Receipt;
import org.horkos.node.fraud.ReceiptBytes;
import org.horkos.node.fraud.Witness;
import org.horkos.node.fraud.WitnessBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Execution.sol against Execution.java: random chunks on random states give the same root and the
 * same receipts, with the witness that Java makes. {@code -Dhorkos.twin.chunks=…} takes more.
 */
class ChunkTwinTest {
  private static final int CHUNKS = Integer.getInteger("horkos.twin.chunks", 2_000);

  private static TwinEvm evm;
  private static TwinContract execution;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    execution = deploy(evm);
  }

  /** Execution with all that it needs. */
  static TwinContract deploy(TwinEvm evm) {
    TwinContract panel = evm.deploy("Panel");
    TwinContract lifecycle = LifecycleTwinTest.deploy(evm);
    TwinContract panels = evm.deploy("PanelSteps", panel.address());
    TwinContract agreements =
        evm.deploy("AgreementSteps", RandomChunks.VAULT, lifecycle.address(), panels.address());
    TwinContract courts = evm.deploy("CourtSteps");
    TwinContract inbox = evm.deploy("InboxSteps", agreements.address());
    return evm.deploy(
        "Execution",
        RandomChunks.ROLLUP,
        RandomChunks.VAULT,
        agreements.address(),
        courts.address(),
        inbox.address());
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  /** A call, and what Java says that it returns. */
  private record Expected(int number, byte[] call, byte[] result, byte[] chunk, ChunkResult java) {}

  @Test
  void everyChunkComesToTheSameInSolidity() {
    Seeded seeded = new Seeded(Seeded.seed(20_261_120L));
    RandomChunks chunks = new RandomChunks(seeded);
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    int[] count = {0};
    while (count[0] < CHUNKS) {
      chunks.round(
          next -> {
            Expected expected = expected(count[0]++, next, next.chunk());
            expected.java().receipts().forEach(receipt -> note(outcomes, receipt));
            if (!same(expected)) {
              throw new AssertionError(shrunk(seeded, next, expected));
            }
          });
    }
    System.out.println("chunks: " + count[0] + ", steps by outcome: " + outcomes);
    System.out.println("calls a second: " + evm.callsPerSecond());
  }

  private static void note(TreeMap<String, Integer> outcomes, Receipt receipt) {
    outcomes.merge(
        switch (receipt.outcome()) {
          case Receipt.Outcome.Applied _ -> "applied " + receipt.step().getClass().getSimpleName();
          case Receipt.Outcome.Refused refused -> "refused " + refused.reason().code();
          case Receipt.Outcome.Ignored ignored -> "ignored " + ignored.reason().code();
        },
        1,
        Integer::sum);
  }

  private static Expected expected(int number, RandomChunks.Case next, byte[] chunk) {
    Hash root = next.state().root();
    Witness witness =
        new WitnessBuilder(next.execution()).build(next.state(), next.batch(), chunk, next.l1());
    ChunkResult result = witness.result();
    return new Expected(
        number,
        call(next.batch(), root, chunk, witness),
        execution.returning("execute", result.root(), ReceiptBytes.of(result)),
        chunk,
        result);
  }

  private static byte[] call(BatchContext batch, Hash root, byte[] chunk, Witness witness) {
    return execution.call(
        "execute",
        List.of(batch.endTime(), batch.endInboxCount()),
        root,
        chunk,
        witness.bytes().toArray(),
        witness.firstMessage(),
        witness.messageHashes());
  }

  private static boolean same(Expected expected) {
    return hex(expected.result()).equals(evm.call(execution, expected.call()).hex());
  }

  /** Leaves steps out while it still differs. */
  private static String shrunk(Seeded seeded, RandomChunks.Case next, Expected differing) {
    Expected smallest = differing;
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      List<byte[]> steps = RandomChunks.steps(smallest.chunk());
      for (int i = 0; i < steps.size() && !smaller; i++) {
        ByteArrayOutputStream less = new ByteArrayOutputStream();
        for (int j = 0; j < steps.size(); j++) {
          if (j != i) {
            less.writeBytes(steps.get(j));
          }
        }
        Expected candidate = expected(differing.number(), next, less.toByteArray());
        if (!same(candidate)) {
          smallest = candidate;
          smaller = true;
        }
      }
    }
    return "%s, chunk %d, shrunk to %s%nJava: %s %s%n%s%nSolidity: %s"
        .formatted(
            seeded,
            differing.number(),
            hex(smallest.chunk()),
            smallest.java().root(),
            smallest.java().receipts(),
            hex(smallest.result()),
            evm.call(execution, smallest.call()).hex());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
