package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Amounts as 16 bytes, unsigned, big-endian. */
final class Uint128 {
  static final int SIZE = 16;

  private Uint128() {}

  static BigInteger check(BigInteger amount) {
    if (!fits(amount)) {
      throw new IllegalArgumentException("an amount lies between 0 and 2^128 - 1, not " + amount);
    }
    return amount;
  }

  static boolean fits(BigInteger amount) {
    return amount.signum() >= 0 && amount.bitLength() <= 8 * SIZE;
  }

  static void put(ByteBuffer target, BigInteger amount) {
    byte[] magnitude = amount.toByteArray();
    int skip = Math.max(0, magnitude.length - SIZE);
    for (int i = magnitude.length - skip; i < SIZE; i++) {
      target.put((byte) 0);
    }
    target.put(magnitude, skip, magnitude.length - skip);
  }

  static BigInteger get(ByteBuffer source) {
    byte[] magnitude = new byte[SIZE];
    source.get(magnitude);
    return new BigInteger(1, magnitude);
  }
}
