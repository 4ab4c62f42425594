package org.horkos.node.storage;

import java.util.List;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.state.StoredLeaf;

/**
 * A block and all that it changed: what one database transaction keeps.
 *
 * @param sealed chunks, roots and counts at its end
 * @param firstStep number of its first step; steps count from 0
 * @param steps how many steps it has
 * @param leaves the changed leaves as they are after it ({@code State.changes()}), none twice
 * @param overwritten the same leaves as they were before it ({@code State.overwritten()}), of which
 *     those have no bytes where nothing stood
 * @param receipts of its transactions, in order
 * @param events for timelines, in order
 */
public record StoredBlock(
    SealedBlock sealed,
    long firstStep,
    int steps,
    List<StoredLeaf> leaves,
    List<StoredLeaf> overwritten,
    List<TransactionReceipt> receipts,
    List<TimelineEvent> events) {
  public StoredBlock {
    leaves = List.copyOf(leaves);
    overwritten = List.copyOf(overwritten);
    receipts = List.copyOf(receipts);
    events = List.copyOf(events);
  }
}
