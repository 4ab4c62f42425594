package org.horkos.dsl.value;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A keccak256 hash, or any other 32 bytes. */
public final class Hash implements Comparable<Hash> {
  /** How many bytes a hash has. */
  public static final int SIZE = 32;

  /** Thirty-two zero bytes: the hash of an empty leaf of a Merkle tree. */
  public static final Hash ZERO = new Hash(new byte[SIZE]);

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The hash of these 32 bytes, which are copied.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, these are " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /**
   * Reads {@code 0x} and 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if the text is not such a hash
   */
  public static Hash parse(String text) {
    try {
      if (text.length() == 66 && text.startsWith("0x")) {
        return new Hash(HexFormat.of().parseHex(text, 2, 66));
      }
    } catch (IllegalArgumentException notHex) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a hash: write 0x and 64 hexadecimal digits", notHex);
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a hash: write 0x and 64 hexadecimal digits");
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Copies the 32 bytes into {@code target} at {@code offset}. */
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and 64 lower-case digits. */
  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
