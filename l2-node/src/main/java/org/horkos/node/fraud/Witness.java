package org.horkos.node.fraud;

import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.ChunkResult;

/**
 * What the re-execution of one chunk takes beside the chunk itself.
 *
 * @param bytes the witness, packed: docs/protocol/fraud.md
 * @param firstMessage number of the first inbox message that it shows; 0 if none
 * @param messageHashes what the inbox keeps of these messages, in order
 * @param result what the chunk comes to
 */
public record Witness(
    PackedBytes bytes, long firstMessage, List<Hash> messageHashes, ChunkResult result) {
  public Witness {
    messageHashes = List.copyOf(messageHashes);
  }
}
