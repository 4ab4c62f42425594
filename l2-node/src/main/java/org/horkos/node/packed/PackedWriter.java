package org.horkos.node.packed;

import java.math.BigInteger;
import java.util.Arrays;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** Writes packed bytes. Every method checks that its value fits the field. */
public final class PackedWriter {
  private byte[] bytes = new byte[128];
  private int size;

  /** What has been written so far, as a copy. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
    }
  }

  /** One byte, 0 to 255. */
  public PackedWriter u8(int value) {
    return unsigned(value, 1);
  }

  /** Two bytes, 0 to 65,535. */
  public PackedWriter u16(int value) {
    return unsigned(value, 2);
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public PackedWriter u32(long value) {
    return unsigned(value, 4);
  }

  /** Eight bytes, 0 to 2^63 - 1: Horkos uses no number above. */
  public PackedWriter u64(long value) {
    return unsigned(value, 8);
  }

  private PackedWriter unsigned(long value, int length) {
    if (value < 0 || (length < 8 && value >>> (8 * length) != 0)) {
      throw new IllegalArgumentException(value + " does not fit u" + 8 * length);
    }
    room(length);
    for (int i = length - 1; i >= 0; i--) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
    return this;
  }

  /** Sixteen bytes, 0 to 2^128 - 1. */
  public PackedWriter u128(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 128) {
      throw new IllegalArgumentException(value + " does not fit u128");
    }
    return padded(value.toByteArray(), 16);
  }

  /** Thirty-two bytes of two's complement. */
  public PackedWriter i256(BigInteger value) {
    if (value.bitLength() > 255) {
      throw new IllegalArgumentException(value + " does not fit i256");
    }
    return padded(value.toByteArray(), 32);
  }

  /** The shortest two's complement after its length: a word as in docs/protocol/terms.md. */
  public PackedWriter word(BigInteger value) {
    if (value.bitLength() > 255) {
      throw new IllegalArgumentException(value + " does not fit a word");
    }
    if (value.signum() == 0) {
      return u8(0);
    }
    byte[] shortest = value.toByteArray();
    return u8(shortest.length).raw(shortest);
  }

  private PackedWriter padded(byte[] twosComplement, int length) {
    room(length);
    byte fill = (byte) (twosComplement[0] < 0 ? -1 : 0);
    // An unsigned value with its top bit set has a leading zero byte too many.
    int skip = Math.max(0, twosComplement.length - length);
    int used = twosComplement.length - skip;
    Arrays.fill(bytes, size, size + length - used, fill);
    System.arraycopy(twosComplement, skip, bytes, size + length - used, used);
    size += length;
    return this;
  }

  /** Twenty bytes. */
  public PackedWriter address(Address address) {
    return raw(address.bytes());
  }

  /** Thirty-two bytes. */
  public PackedWriter hash(Hash hash) {
    room(Hash.SIZE);
    hash.copyTo(bytes, size);
    size += Hash.SIZE;
    return this;
  }

  /** These bytes as they are. */
  public PackedWriter raw(byte[] more) {
    room(more.length);
    System.arraycopy(more, 0, bytes, size, more.length);
    size += more.length;
    return this;
  }
}
