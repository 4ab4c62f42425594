package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.StateTree;

/**
 * A block that has been executed and stored. Batches end where blocks end, so a block carries what
 * proofs against the root at its end need later, when the state has moved on.
 *
 * @param number blocks count from 1 without gaps
 * @param chunks at least one
 * @param globals as they are after it
 * @param tableRoots the roots of the state's tables after it, in the tables' order
 */
public record SealedBlock(
    long number, List<Chunk> chunks, Leaf.Globals globals, List<Hash> tableRoots) {
  /** Checks the shape. */
  public SealedBlock {
    chunks = List.copyOf(chunks);
    tableRoots = List.copyOf(tableRoots);
    if (number < 1 || chunks.isEmpty() || tableRoots.size() != Layout.Table.values().length) {
      throw new IllegalArgumentException("block " + number + " lacks chunks or roots of tables");
    }
  }

  /** The state root at its end. */
  public Hash root() {
    return chunks.getLast().root();
  }

  /** The state's time after it, Unix seconds. */
  public long endTime() {
    return globals.time();
  }

  /** How many inbox messages are consumed after it. */
  public long endInboxCount() {
    return globals.inboxCount();
  }

  /** How many messages the outbox holds after it. */
  public long outboxCount() {
    return globals.outbox();
  }

  /** The three nodes beside the outbox table's path to the root after it, from the table up. */
  public List<Hash> outboxSiblings() {
    return StateTree.siblingsOf(tableRoots, Layout.Table.OUTBOX);
  }

  /** The branch of the globals under the root after it, from the leaf up. */
  public List<Hash> globalsSiblings() {
    List<Hash> siblings = new ArrayList<>();
    for (int level = 0; level < Layout.Table.GLOBALS.depth(); level++) {
      siblings.add(StateTree.emptyRoot(level));
    }
    siblings.addAll(StateTree.siblingsOf(tableRoots, Layout.Table.GLOBALS));
    return siblings;
  }

  /** The calldata that it takes in a batch, in bytes: lengths, steps and roots. */
  public int postedBytes() {
    return chunks.stream().mapToInt(chunk -> 2 + chunk.size() + Hash.SIZE).sum();
  }
}
