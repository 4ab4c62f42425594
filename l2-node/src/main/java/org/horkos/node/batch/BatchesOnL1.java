package org.horkos.node.batch;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;

/** Which of a node's blocks are on L1 as batches: brings what is kept of it in line with L1. */
final class BatchesOnL1 {
  private static final int BLOCKS_AT_ONCE = 1_024;

  private final Rollup rollup;
  private final BlockLog log;

  /** Asks this rollup about the blocks of this log. */
  BatchesOnL1(Rollup rollup, BlockLog log) {
    this.rollup = rollup;
    this.log = log;
  }

  /** Number of the last batch on L1. */
  long heightOnL1() {
    return Wrappers.ask(rollup.height()).longValueExact();
  }

  /** What L1 keeps of a batch; of height 0 it is the genesis. */
  Rollup.Batch onL1(long height) {
    return Wrappers.ask(rollup.batchAt(BigInteger.valueOf(height)));
  }

  /** The data hash that the batch after this one continues. */
  Hash dataHash(Optional<PostedBatch> last) {
    return last.map(PostedBatch::dataHash).orElseGet(() -> Hash.of(onL1(0).dataHash));
  }

  /**
   * Forgets batches that L1 has no more, finds those that are on L1 but were not kept, and refuses
   * to go on after anything else.
   */
  void recover() {
    long height = heightOnL1();
    long kept = log.lastPosted().map(PostedBatch::height).orElse(0L);
    long both = Math.min(height, kept);
    while (both > 0 && !isOurs(both)) {
      both--;
    }
    if (both < kept) {
      log.unpost(both); // a reorganisation took them away; they are posted anew
      kept = both;
    }
    for (; kept < height; kept++) {
      PostedBatch found = find(kept + 1, log.lastPosted());
      log.posted(found);
    }
  }

  private boolean isOurs(long height) {
    return log.posted(height)
        .filter(ours -> ours.dataHash().equals(Hash.of(onL1(height).dataHash)))
        .isPresent();
  }

  private PostedBatch find(long height, Optional<PostedBatch> last) {
    Rollup.Batch posted = onL1(height);
    BatchBuilder.End end =
        new BatchBuilder.End(
            posted.endTime.longValueExact(), posted.endInboxCount.longValueExact());
    List<SealedBlock> blocks =
        log.blocksAfter(last.map(PostedBatch::lastBlock).orElse(0L), BLOCKS_AT_ONCE);
    int chunks = 0;
    for (int i = 0; i < blocks.size() && chunks < posted.chunks.intValueExact(); i++) {
      chunks += blocks.get(i).chunks().size();
      if (chunks == posted.chunks.intValueExact()) {
        BatchBuilder.Formed formed =
            BatchBuilder.of(height, dataHash(last), end, blocks.subList(0, i + 1));
        // Roots may have been deleted, or asserted by others: that is looked at before posting.
        if (formed.batch().dataHash().equals(Hash.of(posted.dataHash))) {
          return formed.posted();
        }
      }
    }
    throw stranger(height);
  }

  private static L1Failure stranger(long height) {
    return new L1Failure(
        L1Failure.Kind.INCONSISTENT,
        "Batch "
            + height
            + " on L1 is not of this node's blocks: another node posts for the same rollup, or this"
            + " database is older than L1. Stop the other one, or use its database.");
  }
}
