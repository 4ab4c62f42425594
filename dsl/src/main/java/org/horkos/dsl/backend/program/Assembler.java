package org.horkos.dsl.backend.program;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Writes the bytes of a rule program, one instruction after the other. */
public final class Assembler {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Begins a program with its version. */
  public Assembler() {
    out.write(ProgramCode.VERSION);
  }

  /** An instruction without operands. */
  public Assembler op(Op op) {
    out.write(op.code());
    return this;
  }

  /**
   * A constant, in the fewest bytes.
   *
   * @throws IllegalArgumentException if it does not fit a signed word of 256 bits
   */
  public Assembler push(BigInteger word) {
    byte[] bytes = word.signum() == 0 ? new byte[0] : word.toByteArray();
    if (bytes.length > 32) {
      throw new IllegalArgumentException(word + " does not fit a signed word of 256 bits");
    }
    out.write(Op.PUSH.code());
    out.write(bytes.length);
    out.write(bytes, 0, bytes.length);
    return this;
  }

  /** A constant. */
  public Assembler push(long word) {
    return push(BigInteger.valueOf(word));
  }

  /** FACT, MEDIAN, REQUIRE, AWARD or ASK with an index, 0 to 255; of MEDIAN how many words. */
  public Assembler op(Op op, int index) {
    out.write(op.code());
    out.write(index);
    return this;
  }

  /** PERIODS of this many seconds, below 2^32. */
  public Assembler periods(long seconds) {
    out.write(Op.PERIODS.code());
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (seconds >>> shift));
    }
    return this;
  }

  /** PENALTY of this number to a party out of a pot: 0 the award, k + 1 the lot k. */
  public Assembler penalty(int index, int to, int pot) {
    out.write(Op.PENALTY.code());
    out.write(index);
    out.write(to);
    out.write(pot);
    return this;
  }

  /** RECORD of this number for a party. */
  public Assembler record(int index, int to) {
    out.write(Op.RECORD.code());
    out.write(index);
    out.write(to);
    return this;
  }

  /** The bytes so far. */
  public byte[] bytes() {
    return out.toByteArray();
  }
}
