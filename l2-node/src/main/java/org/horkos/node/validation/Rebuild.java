package org.horkos.node.validation;

import java.math.BigInteger;
import java.time.Duration;
import java.util.function.Consumer;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;

/**
 * Fills an empty storage from L1 alone: reads all messages, terms and batches, executes every batch
 * and keeps it as a block. What a sequencer had not posted is on no L1 and does not come back.
 */
public final class Rebuild {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final L1Connection connection;
  private final Contracts contracts;
  private final Execution execution;
  private final Storage storage;
  private final L1Follower.Settings settings;

  /**
   * A rebuild that has not begun.
   *
   * @param execution by the rule program alone, as L1 executes
   * @throws StorageRefusal if the storage holds anything already
   */
  public Rebuild(
      L1Connection connection,
      Contracts contracts,
      Execution execution,
      Storage storage,
      L1Follower.Settings settings) {
    if (storage.lastBlock().isPresent() || storage.resumePoint().isPresent()) {
      throw new StorageRefusal(
          StorageRefusal.Kind.OTHER_DEPLOYMENT,
          "the database is not empty, and a rebuild overwrites nothing: name another database, or"
              + " move this one away");
    }
    this.connection = connection;
    this.contracts = contracts;
    this.execution = execution;
    this.storage = storage;
    this.settings = settings;
  }

  /**
   * How far it is.
   *
   * @param height batches executed
   * @param all batches on L1
   * @param steps executed
   */
  public record Progress(long height, long all, long steps) {}

  /**
   * What it came to.
   *
   * @param height batches executed
   * @param root the state root after the last
   * @param agrees whether that is the root asserted on L1; also true if none is asserted
   */
  public record Result(long height, Hash root, boolean agrees) {}

  /**
   * Runs until everything that was on L1 at its beginning is executed.
   *
   * @param told hears how far it is, after each piece
   * @throws L1Failure if L1 is gone or contradicts itself: the storage then is not empty any more,
   *     and another one must be taken
   */
  public Result run(Consumer<Progress> told) {
    Rollup rollup = Wrappers.reading(connection, contracts).rollup();
    long target = connection.head().number() - settings.confirmations();
    long all = Wrappers.ask(rollup.height()).longValueExact();
    try (Derivation derivation =
        new Derivation(connection, contracts, execution, storage, settings)) {
      derivation.poll();
      // A message that a batch consumed comes when the lag has passed.
      while (derivation.nextBlock() <= target) {
        if (!derivation.advance()) {
          pause();
          derivation.poll();
        }
        told.accept(new Progress(derivation.watched(RollupWatch::height), all, storage.steps()));
      }
      Hash root = derivation.read(machine -> machine.state().root());
      long height = derivation.watched(RollupWatch::height);
      return new Result(height, root, agrees(rollup, root));
    }
  }

  private boolean agrees(Rollup rollup, Hash root) {
    long height = storage.lastPosted().map(PostedBatch::height).orElse(0L);
    return Wrappers.ask(rollup.rootsHeight()).longValueExact() < height
        || Hash.of(Wrappers.ask(rollup.batchAt(BigInteger.valueOf(height))).lastRoot).equals(root);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new L1Failure(L1Failure.Kind.NOT_MINED, "The rebuild was interrupted.", stopped);
    }
  }
}
