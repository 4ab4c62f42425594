package org.horkos.node.batch;

import java.util.List;
import java.util.Optional;

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

  /** The newest posted batch, empty before the first. */
  Optional<PostedBatch> lastPosted();

  /** The posted batch of this height. */
  Optional<PostedBatch> posted(long height);

  /** Keeps a batch that is on L1. Its height is one above that of {@link #lastPosted()}. */
  void posted(PostedBatch batch);
}
