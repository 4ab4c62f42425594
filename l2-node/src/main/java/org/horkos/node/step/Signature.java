package org.horkos.node.step;

import java.math.BigInteger;
import org.horkos.dsl.value.Hash;

/**
 * A compact secp256k1 signature as in EIP-2098: 64 bytes.
 *
 * @param r its first half
 * @param parityAndS the y parity in the highest bit, s in the others
 */
public record Signature(Hash r, Hash parityAndS) {
  /** How many bytes a signature has. */
  public static final int SIZE = 64;

  /** Sixty-four zero bytes: nobody's signature, for inbox transactions, which need none. */
  public static final Signature NONE = new Signature(Hash.ZERO, Hash.ZERO);

  private static final BigInteger S_MASK = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);

  /**
   * The signature of these parts.
   *
   * @param yParity 0 or 1
   * @throws IllegalArgumentException if r does not fit 256 bits, s 255, or the parity is neither
   */
  public static Signature of(BigInteger r, BigInteger s, int yParity) {
    if (yParity >>> 1 != 0 || s.signum() < 0 || s.bitLength() > 255) {
      throw new IllegalArgumentException("a low s has 255 bits, a parity is 0 or 1");
    }
    return new Signature(word(r), word(yParity == 1 ? s.setBit(255) : s));
  }

  private static Hash word(BigInteger value) {
    byte[] bytes = value.toByteArray();
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("a part of a signature has 256 bits");
    }
    byte[] word = new byte[Hash.SIZE];
    int used = Math.min(bytes.length, Hash.SIZE);
    System.arraycopy(bytes, bytes.length - used, word, Hash.SIZE - used, used);
    return Hash.of(word);
  }

  /** r as a number. */
  public BigInteger rNumber() {
    return new BigInteger(1, r.bytes());
  }

  /** s as a number, without the parity. */
  public BigInteger s() {
    return new BigInteger(1, parityAndS.bytes()).and(S_MASK);
  }

  /** The parity of the nonce point's y: 0 or 1. */
  public int yParity() {
    return parityAndS.bytes()[0] < 0 ? 1 : 0;
  }

  /** {@code r || parityAndS}. */
  public byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    r.copyTo(bytes, 0);
    parityAndS.copyTo(bytes, Hash.SIZE);
    return bytes;
  }
}
