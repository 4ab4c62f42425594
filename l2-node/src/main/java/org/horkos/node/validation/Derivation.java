package org.horkos.node.validation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.inbox.RollupHistory;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the state from L1 alone: reads it, executes each posted batch, keeps the blocks. When L1
 * replaces blocks, it undoes the batches that were in them and derives anew from there. One thread
 * polls and executes; any thread may read the state.
 */
final class Derivation implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Derivation.class);

  private final L1Connection connection;
  private final Contracts contracts;
  private final Execution execution;
  private final Storage storage;
  private final L1Follower.Settings settings;
  private final L1Follower follower;
  private RollupHistory history;
  private StepMachine machine;
  private RollupWatch watch;
  private long walks;

  /**
   * Goes on after what the storage holds.
   *
   * @param execution by the rule program alone, as L1 executes
   * @throws org.horkos.node.storage.StorageRefusal if the storage is a sequencer's or damaged
   */
  Derivation(
      L1Connection connection,
      Contracts contracts,
      Execution execution,
      Storage storage,
      L1Follower.Settings settings) {
    this.connection = connection;
    this.contracts = contracts;
    this.execution = execution;
    this.storage = storage;
    this.settings = settings;
    ResumePoint resume =
        storage.resumePoint().orElseGet(() -> ResumePoint.deployedIn(contracts.block()));
    this.follower = new L1Follower(connection, contracts, settings, resume, new Keeping());
    this.history = history();
    this.machine = machine();
    this.watch = new RollupWatch(storage, check(), RollupWatch.Work.NONE);
  }

  private RollupHistory history() {
    return new RollupHistory(connection, contracts, settings.range());
  }

  private StepMachine machine() {
    return new StepMachine(execution, StoredState.load(storage), new StoredL1(storage));
  }

  private BatchCheck check() {
    return new BatchCheck(storage, execution, machine.state(), machine.l1());
  }

  /** Reads what is new on L1; goes back first, if L1 has replaced blocks. */
  void poll() {
    follower.poll();
  }

  /**
   * Takes in the next piece of what has happened at the rollup, and executes what can be.
   *
   * @return false if everything was taken in already
   */
  boolean advance() {
    long read = storage.l1Before(Long.MAX_VALUE).map(L1Point::number).orElse(0L);
    // Not further than the follower has read, who notices when a block is replaced.
    boolean more = history.nextBlock() <= read;
    take(more ? history.next(read) : List.of());
    return more;
  }

  private synchronized void take(List<RollupEvent> events) {
    watch.take(events);
  }

  /** What stands on L1, and what of it is wrong. */
  synchronized <T> T watched(Function<RollupWatch, T> question) {
    return question.apply(watch);
  }

  /** Reads the state between two batches; the reading must be quick and change nothing. */
  synchronized <T> T read(Function<StepMachine, T> reading) {
    return reading.apply(machine);
  }

  /** The first block of L1 of which something is not executed yet. */
  long nextBlock() {
    long next = history.nextBlock();
    return watched(RollupWatch::waitingSince).orElse(next);
  }

  /** How often it has gone back. */
  synchronized long walks() {
    return walks;
  }

  @Override
  public void close() {
    follower.close();
  }

  private synchronized ResumePoint walkBack(L1Point ancestor, long time) {
    long last = storage.lastBlockFromL1(ancestor.number());
    ResumePoint resume = storage.walkBack(ancestor, time, last, List.of());
    history = history();
    machine = machine();
    watch = new RollupWatch(storage, check(), watch.work());
    walks++;
    LOG.warn(
        "L1 has replaced its blocks after {}: back to batch {}", ancestor.number(), watch.height());
    return resume;
  }

  /** What the follower reads goes into the storage. */
  private final class Keeping implements L1Listener {
    @Override
    public void onL1Head(L1News news) {
      storage.keep(news);
    }

    @Override
    public Optional<L1Point> l1Before(long number) {
      return storage.l1Before(number);
    }

    @Override
    public ResumePoint onL1Replaced(L1Point ancestor, long time) {
      return walkBack(ancestor, time);
    }

    @Override
    public void onL1Failure(L1Failure failed) {
      throw failed; // only a follower with a thread of its own tells this way
    }
  }
}
