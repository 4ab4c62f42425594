package org.horkos.node.batch;

import java.util.List;
import org.horkos.dsl.value.Hash;

/**
 * A block that has been executed and stored. Batches end where blocks end, so a block carries what
 * proofs against the root at its end need later, when the state has moved on.
 *
 * @param number blocks count from 1 without gaps
 * @param chunks at least one
 * @param endTime the state's time after it, Unix seconds
 * @param endInboxCount how many inbox messages are consumed after it
 * @param outboxCount how many messages the outbox holds after it
 * @param outboxSiblings the three nodes beside the outbox table's path to the root after it, from
 *     the table up ({@code OutboxAnchor.siblingsOf(state)})
 */
public record SealedBlock(
    long number,
    List<Chunk> chunks,
    long endTime,
    long endInboxCount,
    long outboxCount,
    List<Hash> outboxSiblings) {
  /** Checks the shape. */
  public SealedBlock {
    chunks = List.copyOf(chunks);
    outboxSiblings = List.copyOf(outboxSiblings);
    if (number < 1 || chunks.isEmpty() || outboxSiblings.size() != 3) {
      throw new IllegalArgumentException("block " + number + " lacks chunks or siblings");
    }
  }

  /** The state root at its end. */
  public Hash root() {
    return chunks.getLast().root();
  }

  /** The calldata that it takes in a batch, in bytes: lengths, steps and roots. */
  public int postedBytes() {
    return chunks.stream().mapToInt(chunk -> 2 + chunk.size() + Hash.SIZE).sum();
  }
}
