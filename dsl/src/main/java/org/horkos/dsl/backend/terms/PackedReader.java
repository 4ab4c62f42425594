package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.Arrays;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;

/** Reads packed fields of hostile bytes: each read checks that the bytes are there. */
final class PackedReader {
  private final byte[] bytes;
  private final String where;
  private int position;

  PackedReader(byte[] bytes, String where) {
    this.bytes = bytes;
    this.where = where;
  }

  byte[] bytes(int count) throws RefusedTerms {
    if (bytes.length - position < count) {
      throw new RefusedTerms(
          Code.CUT_OFF, where, "the bytes end at " + bytes.length + ", in the middle of a field");
    }
    position += count;
    return Arrays.copyOfRange(bytes, position - count, position);
  }

  int u8() throws RefusedTerms {
    return bytes(1)[0] & 0xff;
  }

  int u16() throws RefusedTerms {
    return (u8() << 8) | u8();
  }

  long u32() throws RefusedTerms {
    return ((long) u16() << 16) | u16();
  }

  /** A u64 below 2^63. */
  long u64() throws RefusedTerms {
    long value = (u32() << 32) | u32();
    if (value < 0) {
      throw new RefusedTerms(Code.OUT_OF_RANGE, where, "a time of 2^63 seconds or more");
    }
    return value;
  }

  BigInteger u128() throws RefusedTerms {
    return new BigInteger(1, bytes(16));
  }

  BigInteger word() throws RefusedTerms {
    int length = u8();
    if (length == 0) {
      return BigInteger.ZERO;
    }
    if (length > 32) {
      throw new RefusedTerms(Code.OUT_OF_RANGE, where, "a word of more than 32 bytes");
    }
    return new BigInteger(bytes(length));
  }

  /** The value at this ordinal. */
  <E extends Enum<E>> E option(E[] values) throws RefusedTerms {
    int ordinal = u8();
    if (ordinal >= values.length) {
      throw new RefusedTerms(
          Code.OUT_OF_RANGE,
          where,
          ordinal + " where at most " + (values.length - 1) + " is known");
    }
    return values[ordinal];
  }

  void end() throws RefusedTerms {
    if (position != bytes.length) {
      throw new RefusedTerms(
          Code.TRAILING_BYTES,
          where,
          (bytes.length - position) + " bytes follow behind the last field");
    }
  }
}
