package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * One arbitrator of a court: a leaf of its sum tree.
 *
 * @param address who it is
 * @param stake base units of the court's stake token, locked ones included; 0 after leaving; below
 *     2^128
 * @param locked the part of the stake that seats on running panels hold; at most {@code stake}
 * @param earned base units of the court's fee token that wait to be collected; below 2^128
 */
public record Arbitrator(Address address, BigInteger stake, BigInteger locked, BigInteger earned) {
  /** How many bytes a leaf has. */
  public static final int SIZE = Address.SIZE + 3 * Uint128.SIZE;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if an amount is out of range or more is locked than staked
   */
  public Arbitrator {
    Uint128.check(stake);
    Uint128.check(locked);
    Uint128.check(earned);
    if (locked.compareTo(stake) > 0) {
      throw new IllegalArgumentException("no more can be locked than is staked");
    }
  }

  /** What is not locked by a seat. */
  public BigInteger free() {
    return stake.subtract(locked);
  }

  /** Whether he has left with everything: no stake, no seat, nothing to collect. */
  public boolean left() {
    return stake.signum() == 0 && earned.signum() == 0;
  }

  /** {@code address || stake u128 || locked u128 || earned u128}. */
  public byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(address.bytes());
    Uint128.put(bytes, stake);
    Uint128.put(bytes, locked);
    Uint128.put(bytes, earned);
    return bytes.array();
  }

  /**
   * The arbitrator of a leaf's bytes.
   *
   * @throws IllegalArgumentException if they are not {@link #SIZE} bytes that {@link #encode()}
   *     makes
   */
  public static Arbitrator decode(byte[] leaf) {
    if (leaf.length != SIZE) {
      throw new IllegalArgumentException(
          "an arbitrator's leaf has " + SIZE + " bytes, these are " + leaf.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(leaf);
    byte[] address = new byte[Address.SIZE];
    bytes.get(address);
    return new Arbitrator(
        Address.of(address), Uint128.get(bytes), Uint128.get(bytes), Uint128.get(bytes));
  }

  /** The hash of the leaf. */
  public Hash hash() {
    return Keccak.hash(encode());
  }
}
