package org.horkos.node.batch;

import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.settlement.OutboxAnchor;

/**
 * What the node keeps of a batch that is on L1: enough to go on after it, and to prove outbox
 * messages against the root at its end.
 *
 * @param height its number, from 1
 * @param lastBlock the last block in it
 * @param endTime the state's time after it, Unix seconds
 * @param endInboxCount how many inbox messages are consumed after it
 * @param dataHash as the contract keeps it
 * @param rootsHash as the contract keeps it
 * @param endRoot the state root after it
 * @param outboxCount how many messages the outbox holds after it
 * @param outboxSiblings see {@link SealedBlock#outboxSiblings()}
 */
public record PostedBatch(
    long height,
    long lastBlock,
    long endTime,
    long endInboxCount,
    Hash dataHash,
    Hash rootsHash,
    Hash endRoot,
    long outboxCount,
    List<Hash> outboxSiblings) {
  /** Checks the shape. */
  public PostedBatch {
    outboxSiblings = List.copyOf(outboxSiblings);
    if (height < 1 || outboxSiblings.size() != 3) {
      throw new IllegalArgumentException("batch " + height + " is not one that was posted");
    }
  }

  /** What outbox messages can be proved against. */
  public OutboxAnchor anchor() {
    return new OutboxAnchor(height, endRoot, outboxCount, outboxSiblings);
  }

  static PostedBatch of(Batch batch, SealedBlock last) {
    return new PostedBatch(
        batch.height(),
        last.number(),
        batch.endTime(),
        batch.endInboxCount(),
        batch.dataHash(),
        batch.rootsHash(),
        batch.endRoot(),
        last.outboxCount(),
        last.outboxSiblings());
  }
}
