package org.horkos.dsl.backend.terms;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Writes fields one after the other, big-endian, without padding. Ranges have been checked. */
final class PackedWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  PackedWriter uint(int bytes, long value) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      out.write(shift < Long.SIZE ? (int) (value >>> shift) : 0);
    }
    return this;
  }

  PackedWriter uint(int bytes, BigInteger value) {
    byte[] magnitude = value.toByteArray();
    int skip = magnitude[0] == 0 ? 1 : 0;
    for (int i = magnitude.length - skip; i < bytes; i++) {
      out.write(0);
    }
    out.write(magnitude, skip, magnitude.length - skip);
    return this;
  }

  PackedWriter bytes(byte[] value) {
    out.write(value, 0, value.length);
    return this;
  }

  /** The shortest two's complement behind its length; 0 has length 0. */
  PackedWriter word(BigInteger value) {
    if (value.signum() == 0) {
      return uint(1, 0);
    }
    byte[] shortest = value.toByteArray();
    return uint(1, shortest.length).bytes(shortest);
  }

  byte[] done() {
    return out.toByteArray();
  }
}
