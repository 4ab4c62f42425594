package org.horkos.node.settlement;

import org.horkos.dsl.value.Hash;

/**
 * What the node needs of a block of L1.
 *
 * @param number its number
 * @param hash its hash
 * @param parentHash the hash of the one before
 * @param time Unix seconds
 * @param seed its {@code mixHash}, which is prevrandao: where beacons take their randomness from
 * @param baseFee wei a unit of gas
 */
public record L1Block(
    long number, Hash hash, Hash parentHash, long time, Hash seed, java.math.BigInteger baseFee) {
  /** Blocks whose number is a multiple of this are scheduled beacons. */
  public static final long BEACON_EVERY = 300;

  /** It as a point up to which L1 was read. */
  public L1Point point() {
    return new L1Point(number, hash, time);
  }

  /** Whether it is a scheduled beacon. */
  public boolean beacon() {
    return number % BEACON_EVERY == 0;
  }
}
