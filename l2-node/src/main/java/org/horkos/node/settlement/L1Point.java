package org.horkos.node.settlement;

import org.horkos.dsl.value.Hash;

/**
 * A block of L1 up to which it was read. Its hash tells whether L1 still has it.
 *
 * @param number its number
 * @param hash its hash
 * @param time Unix seconds; no later block of any branch has an earlier one
 */
public record L1Point(long number, Hash hash, long time) {
  /** Checks the ranges. */
  public L1Point {
    if (number < 0 || time < 0) {
      throw new IllegalArgumentException("a block of L1 has no negative number and no such time");
    }
  }
}
