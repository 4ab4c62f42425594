package org.horkos.node.validation;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.settlement.L1Failure;

/**
 * A batch as its event on L1 shows it.
 *
 * @param height its number, from 1
 * @param endTime what the header says, Unix seconds
 * @param endInboxCount what the header says
 * @param dataHash as L1 keeps it
 * @param chunks with the roots that were asserted when it was posted
 * @param l1Block the block of L1 that it is in
 */
record SubmittedBatch(
    long height,
    long endTime,
    long endInboxCount,
    Hash dataHash,
    List<Chunk> chunks,
    long l1Block) {
  SubmittedBatch {
    chunks = List.copyOf(chunks);
  }

  /**
   * The batch of an event.
   *
   * @throws L1Failure if it is nothing that the contract takes
   */
  static SubmittedBatch of(RollupEvent.BatchSubmitted event) {
    try {
      return new SubmittedBatch(
          event.height(),
          event.endTime(),
          event.endInboxCount(),
          event.dataHash(),
          chunks(event.data().toArray(), event.roots()),
          event.block());
    } catch (IllegalArgumentException malformed) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "L1 shows batch "
              + event.height()
              + " as the contract would not have taken it ("
              + malformed.getMessage()
              + "): use another L1 node.",
          malformed);
    }
  }

  /**
   * The chunks of posted data.
   *
   * @param data {@code (length u16 || chunk bytes)*}
   * @param roots one per chunk
   * @throws IllegalArgumentException if it is nothing that L1 takes
   */
  private static List<Chunk> chunks(byte[] data, List<Hash> roots) {
    List<Chunk> chunks = new ArrayList<>();
    int at = 0;
    while (at < data.length) {
      int length = at + 1 < data.length ? (data[at] & 0xff) << 8 | data[at + 1] & 0xff : 0;
      if (length > data.length - at - 2 || chunks.size() == roots.size()) {
        throw new IllegalArgumentException("a batch's data is cut off, or has more than its roots");
      }
      byte[] bytes = new byte[length];
      System.arraycopy(data, at + 2, bytes, 0, length);
      chunks.add(new Chunk(bytes, roots.get(chunks.size())));
      at += 2 + length;
    }
    if (chunks.size() != roots.size()) {
      throw new IllegalArgumentException("a batch has fewer chunks than roots");
    }
    return chunks;
  }

  /** The state root after each chunk, as asserted. */
  List<Hash> roots() {
    return chunks.stream().map(Chunk::root).toList();
  }

  /** The batch with these chunks, whose bytes are those that were posted. */
  Batch batch(List<Chunk> own, Hash previousDataHash) {
    return new Batch(height, endTime, endInboxCount, own, previousDataHash);
  }
}
