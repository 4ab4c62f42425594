package org.horkos.node.sequencing;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;

/**
 * How the sequencer is.
 *
 * @param running whether it takes transactions
 * @param failure why it stopped by itself, as a sentence
 * @param refused the newest verdicts that it refuses to assert, or had to assert since a message of
 *     L1 brought them about, though Drools and the rule program differ: a sentence each
 * @param block number of the newest block; 0 before the first
 * @param root the state root after it
 * @param time L2 time, Unix seconds
 * @param l1Time the L2 time that L1 allows, Unix seconds
 * @param inboxCount inbox messages consumed
 * @param steps steps in all blocks
 * @param waiting transactions that wait for a block
 */
public record SequencerHealth(
    boolean running,
    Optional<String> failure,
    List<String> refused,
    long block,
    Hash root,
    long time,
    long l1Time,
    long inboxCount,
    long steps,
    int waiting) {
  public SequencerHealth {
    refused = List.copyOf(refused);
  }
}
