package org.horkos.node.batch;

import java.util.List;
import java.util.Optional;
import org.horkos.node.settlement.L1Point;

/**
 * The stored blocks and the batches that were posted of them. The storage implements it; what
 * {@link #posted} was told must survive a crash.
 */
public interface BlockLog {
  /**
   * Blocks in order.
   *
   * @param after the number before the first one; 0 for all
   * @param limit how many at most
   */
  List<SealedBlock> blocksAfter(long after, int limit);

  /**
   * Blocks in order, and the block of L1 up to which L1 had been read when these were its blocks.
   *
   * @param blocks none of them rests on anything that happened on L1 after {@code l1}
   * @param l1 empty as long as nothing was read
   */
  record Grounded(List<SealedBlock> blocks, Optional<L1Point> l1) {
    /** Copies the list. */
    public Grounded {
      blocks = List.copyOf(blocks);
    }
  }

  /** As {@link #blocksAfter}, with what they rest on; both are of one moment. */
  Grounded grounded(long after, int limit);

  /** The newest posted batch, empty before the first. */
  Optional<PostedBatch> lastPosted();

  /** The posted batch of this height. */
  Optional<PostedBatch> posted(long height);

  /** Keeps a batch that is on L1. Its height is one above that of {@link #lastPosted()}. */
  void posted(PostedBatch batch);

  /** L1 has no batches after this height any more: they are still to be posted. */
  void unpost(long height);
}
