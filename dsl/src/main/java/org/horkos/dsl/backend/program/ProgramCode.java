package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the bytes of a rule program. A program is straight-line code, so whether it is well formed
 * does not depend on facts: a program that is read here runs to its end on any facts.
 */
public final class ProgramCode {
  /** The first byte of every program. */
  public static final int VERSION = 0x01;

  /** The most bytes of a program. */
  public static final int MAX_BYTES = 1536;

  /** The most instructions: together with the bytes this bounds what a run costs on L1. */
  public static final int MAX_INSTRUCTIONS = 640;

  /** The most words on the stack. */
  public static final int MAX_STACK = 32;

  /** The most REQUIREs, AWARDs and PENALTYs, each. */
  public static final int MAX_RULES = 64;

  /** The most ASKs and RECORDs, each. */
  public static final int MAX_NOTES = 16;

  /** The most words of one MEDIAN, the least one not counted. */
  public static final int MAX_MEDIAN = 31;

  /** The most words of all MEDIANs of a program together: sorting them is dear on L1. */
  public static final int MAX_SORTED = 64;

  private ProgramCode() {}

  /**
   * An instruction with its operands.
   *
   * @param offset of its first byte in the program
   * @param op what it does
   * @param word PUSH: the constant; PERIODS: the period in seconds; else 0
   * @param index FACT: the fact; MEDIAN: of how many words; REQUIRE, AWARD, PENALTY, ASK, RECORD:
   *     the rule's number; else 0
   * @param to PENALTY, RECORD: the receiving party; else 0
   * @param pot PENALTY: 0 the award, k + 1 the lot k; else 0
   */
  public record Instruction(int offset, Op op, BigInteger word, int index, int to, int pot) {
    /** How many words it takes from the stack. */
    public int takes() {
      return op == Op.MEDIAN ? index + 1 : op.takes();
    }
  }

  /** What bytes turned out to be. */
  public sealed interface Read {
    /** A program that cannot fail. */
    record WellFormed(List<Instruction> instructions) implements Read {
      public WellFormed {
        instructions = List.copyOf(instructions);
      }
    }

    /**
     * Not a program; its verdict is award 0 without penalties.
     *
     * @param offset of the byte where reading ended
     * @param reason what is wrong there
     */
    record Malformed(int offset, String reason) implements Read {}
  }

  /** Reads any bytes. */
  public static Read read(byte[] code) {
    if (code.length == 0 || code[0] != VERSION) {
      return new Read.Malformed(0, "it does not begin with the version byte 01");
    }
    if (code.length > MAX_BYTES) {
      return new Read.Malformed(MAX_BYTES, "it has more than " + MAX_BYTES + " bytes");
    }
    List<Instruction> instructions = new ArrayList<>();
    Map<Op, Integer> rules = new EnumMap<>(Op.class);
    int depth = 0;
    int sorted = 0;
    int at = 1;
    while (at < code.length) {
      Optional<Op> known = Op.of(code[at] & 0xff);
      if (known.isEmpty()) {
        return new Read.Malformed(at, "an unknown code");
      }
      if (instructions.size() == MAX_INSTRUCTIONS) {
        return new Read.Malformed(at, "more than " + MAX_INSTRUCTIONS + " instructions");
      }
      Op op = known.get();
      int size = size(op, code, at);
      if (size == 0 || at + size > code.length) {
        return new Read.Malformed(at, "an operand that is cut off or too long");
      }
      Instruction instruction = instruction(op, code, at);
      if (op == Op.MEDIAN) {
        sorted += instruction.index();
        if (instruction.index() == 0 || instruction.index() > MAX_MEDIAN || sorted > MAX_SORTED) {
          return new Read.Malformed(
              at, "a median of none, of too many words, or too many words in all medians");
        }
      }
      if (depth < instruction.takes()) {
        return new Read.Malformed(at, "it takes more words than there are on the stack");
      }
      depth += op.gives() - instruction.takes();
      if (depth > MAX_STACK) {
        return new Read.Malformed(at, "more than " + MAX_STACK + " words on the stack");
      }
      if (op.gives() == 0 && rules.merge(op, 1, Integer::sum) > op.most()) {
        return new Read.Malformed(at, "more than " + op.most() + " of one kind of rule");
      }
      instructions.add(instruction);
      at += size;
    }
    return new Read.WellFormed(instructions);
  }

  /** The instruction's length in bytes; 0 if it cannot be told or its constant is too long. */
  private static int size(Op op, byte[] code, int at) {
    return switch (op) {
      case PUSH -> {
        int length = at + 1 < code.length ? code[at + 1] & 0xff : 33;
        yield length > 32 ? 0 : 2 + length;
      }
      case FACT, MEDIAN, REQUIRE, AWARD, ASK -> 2;
      case RECORD -> 3;
      case PENALTY -> 4;
      case PERIODS -> 5;
      case LATE, EARLY, ADD, MUL, MIN, MAX, DIV, EQ, LT, LE, NOT, AND, OR, VALUE -> 1;
    };
  }

  private static Instruction instruction(Op op, byte[] code, int at) {
    return switch (op) {
      case PUSH -> {
        int length = code[at + 1] & 0xff;
        BigInteger word = length == 0 ? BigInteger.ZERO : new BigInteger(code, at + 2, length);
        yield new Instruction(at, op, word, 0, 0, 0);
      }
      case PERIODS ->
          new Instruction(
              at, op, new BigInteger(1, Arrays.copyOfRange(code, at + 1, at + 5)), 0, 0, 0);
      case FACT, MEDIAN, REQUIRE, AWARD, ASK ->
          new Instruction(at, op, BigInteger.ZERO, code[at + 1] & 0xff, 0, 0);
      case RECORD ->
          new Instruction(at, op, BigInteger.ZERO, code[at + 1] & 0xff, code[at + 2] & 0xff, 0);
      case PENALTY ->
          new Instruction(
              at,
              op,
              BigInteger.ZERO,
              code[at + 1] & 0xff,
              code[at + 2] & 0xff,
              code[at + 3] & 0xff);
      case LATE, EARLY, ADD, MUL, MIN, MAX, DIV, EQ, LT, LE, NOT, AND, OR, VALUE ->
          new Instruction(at, op, BigInteger.ZERO, 0, 0, 0);
    };
  }
}
