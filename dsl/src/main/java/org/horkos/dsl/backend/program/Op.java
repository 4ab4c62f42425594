package org.horkos.dsl.backend.program;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The instructions of the rule program: code, words taken from the stack, words put on it. */
public enum Op {
  /** A constant. */
  PUSH(0x01, 0, 1),
  /** A fact's word. */
  FACT(0x02, 0, 1),
  /** Seconds late. */
  LATE(0x03, 0, 1),
  /** Started periods late. */
  PERIODS(0x04, 0, 1),
  /** a + b. */
  ADD(0x10, 2, 1),
  /** a · b. */
  MUL(0x11, 2, 1),
  /** The lesser, signed. */
  MIN(0x12, 2, 1),
  /** floor(a / b), b a positive constant. */
  DIV(0x13, 2, 1),
  /** a = b. */
  EQ(0x20, 2, 1),
  /** a &lt; b, signed. */
  LT(0x21, 2, 1),
  /** a ≤ b, signed. */
  LE(0x22, 2, 1),
  /** a = 0. */
  NOT(0x23, 1, 1),
  /** Both are not 0. */
  AND(0x24, 2, 1),
  /** One is not 0. */
  OR(0x25, 2, 1),
  /** Says whether a require holds. */
  REQUIRE(0x30, 1, 0),
  /** Says which award is reached, if its condition holds. */
  AWARD(0x31, 2, 0),
  /** Says what a penalty takes. */
  PENALTY(0x32, 1, 0);

  private static final @Nullable Op[] BY_CODE = new @Nullable Op[256];

  static {
    for (Op op : values()) {
      BY_CODE[op.code] = op;
    }
  }

  private final int code;
  private final int takes;
  private final int gives;

  Op(int code, int takes, int gives) {
    this.code = code;
    this.takes = takes;
    this.gives = gives;
  }

  /** The byte that stands for it. */
  public int code() {
    return code;
  }

  /** How many words it takes from the stack. */
  public int takes() {
    return takes;
  }

  /** How many words it puts on the stack. */
  public int gives() {
    return gives;
  }

  /** The instruction of this byte (0 to 255), if there is one. */
  public static Optional<Op> of(int code) {
    return Optional.ofNullable(BY_CODE[code]);
  }
}
