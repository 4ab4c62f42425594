package org.horkos.node.storage;

import org.horkos.dsl.value.Hash;

/**
 * What became of a transaction. One that is in a block has a receipt as soon as the block is in the
 * database, and it never changes.
 *
 * @param transaction keccak256 of the transaction's bytes
 * @param block the block it is in; {@link #NO_BLOCK} if it was turned away and changed nothing
 * @param step its number among all steps; 0 if it is in no block
 * @param refusal name of the refusal; empty if it was applied. A refused one that is in a block has
 *     paid its fee and used its nonce.
 * @param sentence why it was refused and what to do; empty if it was applied
 */
public record TransactionReceipt(
    Hash transaction, long block, long step, String refusal, String sentence) {
  /** {@link #block()} of a transaction that is in no block. */
  public static final long NO_BLOCK = 0;

  /** Of a transaction that the node does not take: nothing has changed, it may be sent again. */
  public static TransactionReceipt turnedAway(Hash transaction, String refusal, String sentence) {
    return new TransactionReceipt(transaction, NO_BLOCK, 0, refusal, sentence);
  }

  /** Whether it did what it asked for. */
  public boolean applied() {
    return refusal.isEmpty();
  }

  /** Whether it is in a block. */
  public boolean included() {
    return block != NO_BLOCK;
  }
}
