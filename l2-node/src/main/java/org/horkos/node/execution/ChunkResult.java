package org.horkos.node.execution;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;

/**
 * What a chunk came to.
 *
 * @param root the state root after it
 * @param receipts one per step that was read, in order
 * @param messages the numbers and leaves of the messages to L1 that it sent
 * @param unread why the rest of the bytes was not read, if some are left
 */
public record ChunkResult(
    Hash root, List<Receipt> receipts, List<StepEffect.Sent> messages, Optional<String> unread) {
  public ChunkResult {
    receipts = List.copyOf(receipts);
    messages = List.copyOf(messages);
  }
}
