package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.execution.Receipt;
import org.horkos.node.fraud.AlteredWitnesses;
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

  private static final int ALTERED = 25;

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
    long seed = Seeded.seed(20_261_120L);
    RandomChunks chunks = new RandomChunks(new Seeded(seed));
    TreeMap<String, Integer> outcomes = new TreeMap<>();
    int count = 0;
    long dearest = 0;
    while (count < CHUNKS) {
      List<Expected> round = new ArrayList<>();
      int first = count;
      chunks.round(next -> round.add(expected(first + round.size(), next, next.chunk())));
      count += round.size();
      List<TwinEvm.Answer> answers =
          evm.call(execution, round.stream().map(Expected::call).toList());
      for (int i = 0; i < round.size(); i++) {
        round.get(i).java().receipts().forEach(receipt -> note(outcomes, receipt));
        if (!hex(round.get(i).result()).equals(answers.get(i).hex())) {
          throw new AssertionError(shrunk(seed, round.get(i).number()));
        }
      }
      dearest = Math.max(dearest, evm.gas(execution, round.getLast().call()));
    }
    System.out.printf(
        "%d chunks, 0 differences, seed %d; steps by outcome: %s%n", count, seed, outcomes);
    System.out.printf(
        "%d calls a second; dearest of some: %d gas%n", evm.callsPerSecond(), dearest);
  }

  @Test
  void aWitnessThatIsNotTheOneReverts() {
    Seeded seeded = new Seeded(Seeded.seed(20_261_121L));
    RandomChunks chunks = new RandomChunks(seeded);
    for (int round = 0; round < ALTERED; round++) {
      int[] place = {0};
      int chosen = seeded.below(6);
      chunks.round(
          next -> {
            if (place[0]++ == chosen) {
              everyAlteredReverts(seeded, next);
            }
          });
    }
  }

  private static void everyAlteredReverts(Seeded seeded, RandomChunks.Case next) {
    Hash root = next.state().root();
    Witness witness =
        new WitnessBuilder(next.execution())
            .build(next.state(), next.batch(), next.chunk(), next.l1());
    List<AlteredWitnesses.Altered> all = AlteredWitnesses.of(seeded, next);
    List<byte[]> calls = new ArrayList<>();
    for (AlteredWitnesses.Altered altered : all) {
      Witness other =
          new Witness(
              altered.bytes(), witness.firstMessage(), witness.messageHashes(), witness.result());
      calls.add(call(next.batch(), root, next.chunk(), other));
    }
    List<TwinEvm.Answer> answers = evm.call(execution, calls);
    for (int i = 0; i < all.size(); i++) {
      assertThat(answers.get(i))
          .as("%s, chunk %s, %s", seeded, hex(next.chunk()), all.get(i).how())
          .isInstanceOf(TwinEvm.Answer.Reverted.class);
    }
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

  /** Finds a chunk that differs again, and leaves steps out of it while it still differs. */
  private static String shrunk(long seed, int number) {
    RandomChunks chunks = new RandomChunks(new Seeded(seed));
    List<String> found = new ArrayList<>();
    int[] count = {0};
    while (found.isEmpty()) {
      chunks.round(
          next -> {
            if (count[0]++ == number) {
              found.add(shrunk(seed, next, expected(number, next, next.chunk())));
            }
          });
    }
    return found.getFirst();
  }

  private static String shrunk(long seed, RandomChunks.Case next, Expected differing) {
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
    return "replay with -Dhorkos.seed=%d, chunk %d, shrunk to %s%nJava: %s %s%n%s%nSolidity: %s"
        .formatted(
            seed,
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
