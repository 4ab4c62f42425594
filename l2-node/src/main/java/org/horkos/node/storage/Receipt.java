package org.horkos.node.storage;

import org.horkos.dsl.value.Hash;

/**
 * What became of a transaction. It exists once the block is in the database, and never changes.
 *
 * @param transaction keccak256 of the transaction's bytes
 * @param block the block it is in
 * @param step its number among all steps
 * @param refusal name of the refusal; empty if it was applied. A refused one has paid its fee.
 * @param sentence why it was refused and what to do; empty if it was applied
 */
public record Receipt(Hash transaction, long block, long step, String refusal, String sentence) {
  /** Whether it did what it asked for. */
  public boolean applied() {
    return refusal.isEmpty();
  }
}
