package org.horkos.node.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.fraud.FraudProver.Wrong;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.storage.Storage;

/**
 * Takes in what happens at the rollup: executes each posted batch once, and knows which roots stand
 * on L1 that do not come out. For one thread.
 */
final class RollupWatch {
  private final Storage storage;
  private final BatchCheck check;
  private final Map<Long, List<Hash>> asserted = new TreeMap<>();
  private final TreeMap<Long, SubmittedBatch> waiting = new TreeMap<>();
  private final TreeMap<Long, List<Hash>> suspects = new TreeMap<>();
  private final Map<Long, Wrong> found = new TreeMap<>();
  private long chunks;
  private long batches;
  private long frauds;
  private long nanoseconds;

  /**
   * A watch that has seen nothing of the rollup yet.
   *
   * @param before what was done by another one, before L1 replaced blocks
   */
  RollupWatch(Storage storage, BatchCheck check, Work before) {
    this.storage = storage;
    this.check = check;
    this.batches = before.batches();
    this.chunks = before.chunks();
    this.nanoseconds = before.nanoseconds();
    this.frauds = before.frauds();
  }

  /** What has been done since the start. */
  record Work(long batches, long chunks, long nanoseconds, long frauds) {
    /** Nothing yet. */
    static final Work NONE = new Work(0, 0, 0, 0);
  }

  /** Roots that are asserted and wrong. */
  record Suspect(long height, List<Hash> roots) {}

  Work work() {
    return new Work(batches, chunks, nanoseconds, frauds);
  }

  /** Height of the last batch that was executed. */
  long height() {
    return check.height();
  }

  /** The first block of L1 whose batch waits to be executed, if one does. */
  OptionalLong waitingSince() {
    return waiting.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(waiting.firstEntry().getValue().l1Block());
  }

  /** Takes in what happened next, in order, and executes what can be executed. */
  void take(List<RollupEvent> events) {
    execute();
    events.forEach(this::take);
    execute();
  }

  /** The lowest wrong roots that stand on L1, as far as it was read. */
  Optional<Suspect> suspect() {
    return Optional.ofNullable(suspects.firstEntry())
        .map(entry -> new Suspect(entry.getKey(), entry.getValue()));
  }

  /** What proves them wrong. */
  Wrong wrong(Suspect suspect) {
    Wrong ready = found.get(suspect.height());
    if (ready == null || !ready.batch().roots().equals(suspect.roots())) {
      ready = check.again(suspect.height(), suspect.roots()).orElseThrow();
      found.put(suspect.height(), ready);
    }
    return ready;
  }

  private void take(RollupEvent event) {
    switch (event) {
      case RollupEvent.BatchSubmitted submitted -> {
        if (submitted.height() > height()) {
          waiting.put(submitted.height(), SubmittedBatch.of(submitted));
        } else {
          refuseAnother(submitted);
        }
        judge(submitted.height(), submitted.roots());
      }
      case RollupEvent.RootsAsserted anew -> judge(anew.height(), anew.roots());
      case RollupEvent.FraudProved proved -> {
        suspects.tailMap(proved.height()).clear();
        found.keySet().removeIf(height -> height >= proved.height());
        asserted.keySet().removeIf(height -> height >= proved.height());
      }
    }
  }

  private void refuseAnother(RollupEvent.BatchSubmitted submitted) {
    PostedBatch own = storage.posted(submitted.height()).orElseThrow();
    if (!own.dataHash().equals(submitted.dataHash())) {
      throw new L1Failure(
          L1Failure.Kind.REORGANISED,
          "L1 has another batch "
              + submitted.height()
              + " than the one that was executed: it has taken blocks back. Ask for more"
              + " confirmations, and rebuild the database from L1.");
    }
  }

  private void judge(long height, List<Hash> roots) {
    if (height > height()) {
      asserted.put(height, roots);
      return;
    }
    PostedBatch own = storage.posted(height).orElseThrow();
    if (own.rootsHash().equals(ListRoot.of(roots))) {
      suspects.remove(height);
    } else {
      suspect(height, roots);
    }
  }

  private void suspect(long height, List<Hash> roots) {
    suspects.put(height, roots);
    frauds++;
  }

  /** Executes what waits, as far as L1's messages and terms have been read. */
  private void execute() {
    while (!waiting.isEmpty()) {
      SubmittedBatch next = waiting.firstEntry().getValue();
      long start = System.nanoTime();
      Optional<Wrong> wrong;
      try {
        wrong = check.next(next, Optional.ofNullable(asserted.get(next.height())));
      } catch (MissingL1Data later) {
        return; // an honest batch may need what has not been read yet
      }
      nanoseconds += System.nanoTime() - start;
      batches++;
      chunks += next.chunks().size();
      waiting.remove(next.height());
      asserted.remove(next.height());
      wrong.ifPresent(
          difference -> {
            found.put(next.height(), difference);
            suspect(next.height(), difference.batch().roots());
          });
    }
  }
}
