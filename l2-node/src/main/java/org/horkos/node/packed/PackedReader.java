package org.horkos.node.packed;

import java.math.BigInteger;
import java.util.Arrays;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Reads packed bytes. Every method throws {@link MalformedBytes} where the bytes end before the
 * field does, or where the field is not in its one canonical form.
 */
public final class PackedReader {
  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads all of {@code bytes}. */
  public PackedReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads {@code bytes} from {@code start}, inclusive, to {@code end}, exclusive. */
  public PackedReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** The position of the next byte. */
  public int position() {
    return at;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - at;
  }

  /** Refuses bytes after the end of what was to be read. */
  public void expectEnd() {
    if (at != end) {
      throw new MalformedBytes((end - at) + " bytes too many");
    }
  }

  private int take(int length) {
    if (length > end - at) {
      throw new MalformedBytes("cut off: " + length + " bytes wanted, " + (end - at) + " left");
    }
    int start = at;
    at += length;
    return start;
  }

  /** One byte, 0 to 255. */
  public int u8() {
    return bytes[take(1)] & 0xff;
  }

  /** One byte that is 0 or 1. */
  public boolean flag() {
    int value = u8();
    if (value > 1) {
      throw new MalformedBytes(value + " is not a presence byte: 0 or 1");
    }
    return value == 1;
  }

  /** Two bytes. */
  public int u16() {
    return (int) unsigned(2);
  }

  /** Four bytes. */
  public long u32() {
    return unsigned(4);
  }

  /** Eight bytes, the first bit 0: Horkos uses no number above 2^63 - 1. */
  public long u64() {
    long value = unsigned(8);
    if (value < 0) {
      throw new MalformedBytes("a u64 is below 2^63");
    }
    return value;
  }

  private long unsigned(int length) {
    int start = take(length);
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << 8 | (bytes[start + i] & 0xff);
    }
    return value;
  }

  /** Sixteen bytes. */
  public BigInteger u128() {
    return new BigInteger(1, bytes, take(16), 16);
  }

  /** Thirty-two bytes of two's complement. */
  public BigInteger i256() {
    return new BigInteger(bytes, take(32), 32);
  }

  /** A word: its length, then the shortest two's complement. */
  public BigInteger word() {
    int length = u8();
    if (length > 32) {
      throw new MalformedBytes("a word has at most 32 bytes");
    }
    if (length == 0) {
      return BigInteger.ZERO;
    }
    BigInteger value = new BigInteger(bytes, take(length), length);
    if (value.signum() == 0 || value.toByteArray().length != length) {
      throw new MalformedBytes("a word is written as short as it can be");
    }
    return value;
  }

  /** Twenty bytes. */
  public Address address() {
    return Address.of(raw(Address.SIZE));
  }

  /** Thirty-two bytes. */
  public Hash hash() {
    return Hash.of(raw(Hash.SIZE));
  }

  /** The next {@code length} bytes, as a copy. */
  public byte[] raw(int length) {
    int start = take(length);
    return Arrays.copyOfRange(bytes, start, start + length);
  }
}
