package org.horkos.node.twin;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.fraud.ReceiptBytes;
import org.horkos.node.fraud.Witness;
import org.horkos.node.fraud.WitnessBuilder;

/**
 * Random chunks on random states, executed in Java and on an EVM, which work side by side. Roots
 * and receipts must be the same; the root covers the outbox.
 */
final class ChunkDifferential implements AutoCloseable {
  private static final int TOGETHER = 50;
  private static final int AHEAD = 6;

  private final TwinEvm evm = TwinEvm.start();
  private final ExecutorService calls = Executors.newFixedThreadPool(2);
  private final TwinContract execution = deploy(evm);
  private final RandomChunks chunks;
  private final long seed;
  private final StepsMet met = new StepsMet();
  private final Deque<Future<List<Place>>> running = new ArrayDeque<>();
  private final List<Place> differing = new ArrayList<>();
  private List<Expected> together = new ArrayList<>();

  ChunkDifferential(long seed) {
    this.seed = seed;
    this.chunks = new RandomChunks(seed);
  }

  /** Where a chunk stands: the life and its number in that life. */
  private record Place(long life, int chunk) {}

  private record Expected(Place place, byte[] call, byte[] result) {}

  /**
   * What comparing came to.
   *
   * @param chunks compared
   * @param differences among them
   * @param about the first that differ, shrunk; how to replay them
   * @param met what the steps came to in Java
   */
  record Result(int chunks, int differences, List<String> about, StepsMet met) {}

  /** Execution with all that it needs. */
  static TwinContract deploy(TwinEvm evm) {
    return deploy(evm, RandomChunks.ROLLUP);
  }

  /** Execution for the rollup at this address. */
  static TwinContract deploy(TwinEvm evm, Address rollup) {
    TwinContract panel = evm.deploy("Panel");
    TwinContract lifecycle = LifecycleTwinTest.deploy(evm);
    TwinContract panels = evm.deploy("PanelSteps", panel.address());
    TwinContract agreements =
        evm.deploy("AgreementSteps", RandomChunks.VAULT, lifecycle.address(), panels.address());
    TwinContract courts = evm.deploy("CourtSteps");
    TwinContract inbox = evm.deploy("InboxSteps", agreements.address());
    return evm.deploy(
        "Execution",
        rollup,
        RandomChunks.VAULT,
        agreements.address(),
        courts.address(),
        inbox.address());
  }

  /** Compares so many chunks: those of one life after another, from {@code firstLife} on. */
  Result run(int count, long firstLife) {
    int[] compared = {0};
    for (long life = firstLife; compared[0] < count; life++) {
      long number = life;
      int[] place = {0};
      chunks.life(
          number,
          next -> {
            add(expected(new Place(number, place[0]++), next, next.chunk()));
            return ++compared[0] < count;
          });
    }
    submit();
    while (!running.isEmpty()) {
      await();
    }
    return new Result(
        count, differing.size(), differing.stream().limit(3).map(this::shrunk).toList(), met);
  }

  /** Compares these chunks, which no seed brings about; those that differ. */
  List<String> compare(List<RandomChunks.Case> cases) {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Place place = new Place(-1, i);
      Expected expected = expected(place, cases.get(i), cases.get(i).chunk());
      if (!same(expected, evm.call(execution, expected.call()))) {
        others.add(shrunk(place, cases.get(i)));
      }
    }
    return others;
  }

  private void add(Expected expected) {
    together.add(expected);
    if (together.size() == TOGETHER) {
      submit();
    }
  }

  private void submit() {
    List<Expected> round = together;
    together = new ArrayList<>();
    while (running.size() >= AHEAD) {
      await();
    }
    running.add(calls.submit(() -> compared(round)));
  }

  private void await() {
    try {
      differing.addAll(running.remove().get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a comparison failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("comparing was interrupted", e);
    }
  }

  private List<Place> compared(List<Expected> round) {
    List<TwinEvm.Answer> answers = evm.call(execution, round.stream().map(Expected::call).toList());
    List<Place> others = new ArrayList<>();
    for (int i = 0; i < round.size(); i++) {
      if (!same(round.get(i), answers.get(i))) {
        others.add(round.get(i).place());
      }
    }
    return others;
  }

  private static boolean same(Expected expected, TwinEvm.Answer answer) {
    return answer instanceof TwinEvm.Answer.Returned(byte[] data)
        && Arrays.equals(data, expected.result());
  }

  private Expected expected(Place place, RandomChunks.Case next, byte[] chunk) {
    Witness witness;
    try {
      witness = witness(next, chunk);
    } catch (RuntimeException notTotal) {
      // Execution has a result for any chunk; what has none is as bad as a difference.
      throw new IllegalStateException(
          "Java fails at seed %d, life %d, chunk %d of it: %s"
              .formatted(seed, place.life(), place.chunk(), HexFormat.of().formatHex(chunk)),
          notTotal);
    }
    ChunkResult result = witness.result();
    met.note(result);
    return new Expected(
        place,
        call(execution, next.batch(), next.state().root(), chunk, witness),
        execution.returning("execute", result.root(), ReceiptBytes.of(result)));
  }

  static Witness witness(RandomChunks.Case next, byte[] chunk) {
    return new WitnessBuilder(next.execution()).build(next.state(), next.batch(), chunk, next.l1());
  }

  static byte[] call(
      TwinContract execution, BatchContext batch, Hash root, byte[] chunk, Witness witness) {
    return execution.call(
        "execute",
        List.of(batch.endTime(), batch.endInboxCount()),
        root,
        chunk,
        witness.bytes().toArray(),
        witness.firstMessage(),
        witness.messageHashes());
  }

  /** Finds a chunk that differs again, and leaves steps out of it while it still differs. */
  private String shrunk(Place place) {
    List<String> found = new ArrayList<>();
    int[] at = {0};
    chunks.life(
        place.life(),
        next -> {
          if (at[0]++ < place.chunk()) {
            return true;
          }
          found.add(shrunk(place, next));
          return false;
        });
    return found.getFirst();
  }

  private String shrunk(Place place, RandomChunks.Case next) {
    List<byte[]> steps = new ArrayList<>(RandomChunks.steps(next.chunk()));
    int i = 0;
    while (i < steps.size()) {
      List<byte[]> less = new ArrayList<>(steps);
      less.remove(i);
      Expected candidate = expected(place, next, joined(less));
      if (same(candidate, evm.call(execution, candidate.call()))) {
        i++;
      } else {
        steps = less;
        i = 0;
      }
    }
    byte[] smallest = joined(steps);
    Expected expected = expected(place, next, smallest);
    HexFormat hex = HexFormat.of();
    ChunkResult java = witness(next, smallest).result();
    return "seed %d, life %d, chunk %d of it; replay: bench/differential --seed %d --life %d --chunks %d%n"
            .formatted(seed, place.life(), place.chunk(), seed, place.life(), place.chunk() + 1)
        + "  shrunk to %s%n  Java: %s %s%n        %s%n  Solidity: %s"
            .formatted(
                hex.formatHex(smallest),
                java.root(),
                java.receipts(),
                hex.formatHex(expected.result()),
                evm.call(execution, expected.call()).hex());
  }

  private static byte[] joined(List<byte[]> steps) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    steps.forEach(chunk::writeBytes);
    return chunk.toByteArray();
  }

  @Override
  public void close() {
    calls.shutdownNow();
    evm.close();
  }
}
