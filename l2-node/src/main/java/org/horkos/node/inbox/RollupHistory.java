package org.horkos.node.inbox;

import java.util.List;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;

/**
 * All that ever happened at the rollup, from the contracts' first block on, some blocks at a time.
 * Who keeps nothing of it reads it again after a restart. For one thread.
 */
public final class RollupHistory {
  private final L1Events events;
  private final int range;
  private long nextBlock;

  /**
   * A history of which nothing has been read.
   *
   * @param range how many blocks are read at once, at least 1
   */
  public RollupHistory(L1Connection connection, Contracts contracts, int range) {
    this.events = new L1Events(connection, contracts);
    this.range = range;
    this.nextBlock = contracts.block();
  }

  /** The first block that has not been read. */
  public long nextBlock() {
    return nextBlock;
  }

  /**
   * What happened in the next blocks, in order.
   *
   * @param target the last block that may be read; nothing is read if it has been already
   * @throws org.horkos.node.settlement.L1Failure if L1 fails: then nothing counts as read
   */
  public List<RollupEvent> next(long target) {
    long to = Math.min(target, nextBlock + range - 1);
    if (to < nextBlock) {
      return List.of();
    }
    List<RollupEvent> read =
        events.between(nextBlock, to).stream()
            .filter(log -> !events.isMessage(log) && !events.isTerms(log))
            .map(events::rollup)
            .toList();
    nextBlock = to + 1;
    return read;
  }
}
