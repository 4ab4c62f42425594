package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;

/** Forms batches of whole blocks, as large as L1 takes them. */
public final class BatchBuilder {
  private BatchBuilder() {}

  /**
   * A batch and the block that it ends with.
   *
   * @param batch the batch
   * @param last its last block
   */
  public record Formed(Batch batch, SealedBlock last) {
    /** What is kept of it once it is on L1. */
    public PostedBatch posted() {
      return PostedBatch.of(batch, last);
    }
  }

  /**
   * The next batch: as many of the blocks, from the first on, as fit.
   *
   * @param height its height
   * @param previousDataHash the data hash of the batch before
   * @param blocks the blocks that are not posted, in order without gaps
   * @return empty if there are no blocks
   * @throws IllegalArgumentException if the first block alone is too large for a batch: the
   *     sequencer keeps blocks below {@link Batch#MAX_POSTED_BYTES} and {@link Batch#MAX_CHUNKS}
   */
  public static Optional<Formed> next(
      long height, Hash previousDataHash, List<SealedBlock> blocks) {
    int fitting = 0;
    int bytes = 0;
    int chunks = 0;
    for (SealedBlock block : blocks) {
      bytes += block.postedBytes();
      chunks += block.chunks().size();
      if (bytes > Batch.MAX_POSTED_BYTES || chunks > Batch.MAX_CHUNKS) {
        break;
      }
      fitting++;
    }
    if (fitting == 0) {
      if (blocks.isEmpty()) {
        return Optional.empty();
      }
      throw new IllegalArgumentException(
          "block " + blocks.getFirst().number() + " is too large to be posted");
    }
    SealedBlock last = blocks.get(fitting - 1);
    End end = new End(last.endTime(), last.endInboxCount());
    return Optional.of(of(height, previousDataHash, end, blocks.subList(0, fitting)));
  }

  /**
   * What the header of a batch says. That of a batch on L1 stands, whoever posted it and whatever
   * its blocks come to: data is final.
   *
   * @param time Unix seconds
   * @param inboxCount messages that may be consumed by then
   */
  record End(long time, long inboxCount) {}

  /** The batch of exactly these blocks, which fit, under this header. */
  static Formed of(long height, Hash previousDataHash, End end, List<SealedBlock> blocks) {
    List<Chunk> chunks = new ArrayList<>();
    long expected = blocks.getFirst().number();
    for (SealedBlock block : blocks) {
      if (block.number() != expected++) {
        throw new IllegalArgumentException("block " + (expected - 1) + " is missing");
      }
      chunks.addAll(block.chunks());
    }
    return new Formed(
        new Batch(height, end.time, end.inboxCount, chunks, previousDataHash), blocks.getLast());
  }
}
