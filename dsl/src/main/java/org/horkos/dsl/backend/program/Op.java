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
  /** Seconds early. */
  EARLY(0x05, 0, 1),
  /** a + b. */
  ADD(0x10, 2, 1),
  /** a · b. */
  MUL(0x11, 2, 1),
  /** The lesser, signed. */
  MIN(0x12, 2, 1),
  /** floor(a / b), b above 0. */
  DIV(0x13, 2, 1),
  /**
   * The lower median of those of n words that are not below a least one: it takes 1 + n words, see
   * {@link ProgramCode.Instruction#takes()}.
   */
  MEDIAN(0x14, 2, 1),
  /** The greater, signed. */
  MAX(0x15, 2, 1),
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
  PENALTY(0x32, 1, 0),
  /** Says what an entry of a contest is worth. */
  VALUE(0x33, 1, 0),
  /** Says whether a group of facts is asked for. */
  ASK(0x34, 1, 0),
  /** Says how many points a party gets for a record. */
  RECORD(0x35, 1, 0);

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

  /** How many words it takes from the stack; of MEDIAN the fewest. */
  public int takes() {
    return takes;
  }

  /** How many words it puts on the stack. */
  public int gives() {
    return gives;
  }

  /** How many of a program's instructions may be this one. */
  public int most() {
    return switch (this) {
      case REQUIRE, AWARD, PENALTY -> ProgramCode.MAX_RULES;
      case ASK, RECORD -> ProgramCode.MAX_NOTES;
      case VALUE -> 1;
      default -> ProgramCode.MAX_INSTRUCTIONS;
    };
  }

  /** The instruction of this byte (0 to 255), if there is one. */
  public static Optional<Op> of(int code) {
    return Optional.ofNullable(BY_CODE[code]);
  }
}
