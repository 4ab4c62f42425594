package org.horkos.engine.vm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule program without knowing all facts: every word is a range, an unknown fact's is the
 * range of the terms, the lateness anything. A require is broken for certain if its word is 0
 * whatever the unknown facts are. Ranges only ever grow, so nothing is called broken that could
 * hold; what wraps or is malformed is unknown.
 */
public final class RequireCheck {
  private static final BigInteger LEAST = BigInteger.TWO.pow(255).negate();
  private static final BigInteger MOST = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);
  private static final Range ANY = new Range(LEAST, MOST);
  private static final Range BOOLEAN = new Range(BigInteger.ZERO, BigInteger.ONE);
  private static final Range ZERO = new Range(BigInteger.ZERO, BigInteger.ZERO);
  private static final Range ONE = new Range(BigInteger.ONE, BigInteger.ONE);
  private static final Range NOT_NEGATIVE = new Range(BigInteger.ZERO, MOST);
  private static final int MAX_STACK = 32;
  private static final int MAX_OF_EACH = 64;

  private final byte[] code;
  private final DeliverableTerms part;
  private final SortedMap<Integer, BigInteger> known;
  private final List<Range> stack = new ArrayList<>();
  private int at = 1;

  private RequireCheck(DeliverableTerms part, SortedMap<Integer, BigInteger> known) {
    this.code = part.program().code();
    this.part = part;
    this.known = known;
  }

  /**
   * The first require that is broken whatever the unknown facts turn out to be.
   *
   * @param part the deliverable: its program and the ranges of its facts
   * @param known words by fact, each within its range
   * @return its number in the program, if there is one and the program is well formed
   */
  public static OptionalInt broken(DeliverableTerms part, SortedMap<Integer, BigInteger> known) {
    return new RequireCheck(part, known).run();
  }

  /**
   * Who can receive a penalty by the program, as far as it is well formed.
   *
   * @return bit p: party p; parties from 32 on are left out, they cannot exist
   */
  public static int receivers(Program program) {
    byte[] code = program.code();
    int mask = 0;
    int at = 1;
    while (at < code.length) {
      int operands = operands(code, at);
      if (operands < 0 || at + operands >= code.length) {
        return mask;
      }
      if (code[at] == 0x32 && Byte.toUnsignedInt(code[at + 2]) < Integer.SIZE) {
        mask |= 1 << code[at + 2];
      }
      at += 1 + operands;
    }
    return mask;
  }

  /** How many bytes follow the opcode at {@code at}; -1 for an unknown one. */
  private static int operands(byte[] code, int at) {
    return switch (code[at]) {
      case 0x01 -> at + 1 < code.length ? 1 + Byte.toUnsignedInt(code[at + 1]) : -1;
      case 0x02, 0x30, 0x31 -> 1;
      case 0x04 -> 4;
      case 0x32 -> 3;
      case 0x03, 0x10, 0x11, 0x12, 0x13, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25 -> 0;
      default -> -1;
    };
  }

  private OptionalInt run() {
    if (code.length == 0 || code[0] != 1) {
      return OptionalInt.empty();
    }
    OptionalInt broken = OptionalInt.empty();
    int[] count = new int[3];
    while (at < code.length) {
      int operands = operands(code, at);
      if (operands < 0 || at + operands >= code.length || (code[at] == 0x01 && operands > 33)) {
        return OptionalInt.empty();
      }
      int opcode = code[at];
      if (opcode >= 0x30) {
        Range word = pop();
        if (opcode == 0x31) {
          word = pop();
        }
        if (word == null || ++count[opcode - 0x30] > MAX_OF_EACH) {
          return OptionalInt.empty();
        }
        if (opcode == 0x30 && broken.isEmpty() && word.equals(ZERO)) {
          broken = OptionalInt.of(Byte.toUnsignedInt(code[at + 1]));
        }
      } else {
        Range result = result(opcode, operands);
        if (result == null || stack.size() == MAX_STACK) {
          return OptionalInt.empty();
        }
        stack.add(result);
      }
      at += 1 + operands;
    }
    return broken;
  }

  private @Nullable Range result(int opcode, int operands) {
    if (opcode < 0x10) {
      return switch (opcode) {
        case 0x01 -> operands == 1 ? ZERO : Range.point(new BigInteger(code, at + 2, operands - 1));
        case 0x02 -> fact(Byte.toUnsignedInt(code[at + 1]));
        default -> NOT_NEGATIVE;
      };
    }
    Range b = pop();
    if (b == null) {
      return null;
    }
    if (opcode == 0x23) {
      return not(b);
    }
    Range a = pop();
    return a == null ? null : binary(opcode, a, b);
  }

  private static Range binary(int opcode, Range a, Range b) {
    return switch (opcode) {
      case 0x10 -> Range.within(a.least.add(b.least), a.most.add(b.most));
      case 0x11 -> product(a, b);
      case 0x12 -> new Range(a.least.min(b.least), a.most.min(b.most));
      case 0x13 -> quotient(a, b);
      case 0x20 -> equal(a, b);
      case 0x21 -> truth(a.most.compareTo(b.least) < 0, a.least.compareTo(b.most) >= 0);
      case 0x22 -> truth(a.most.compareTo(b.least) <= 0, a.least.compareTo(b.most) > 0);
      case 0x24 -> truth(a.isTrue() && b.isTrue(), a.equals(ZERO) || b.equals(ZERO));
      default -> truth(a.isTrue() || b.isTrue(), a.equals(ZERO) && b.equals(ZERO));
    };
  }

  private static Range truth(boolean always, boolean never) {
    return always ? ONE : never ? ZERO : BOOLEAN;
  }

  private static Range not(Range a) {
    return truth(a.equals(ZERO), a.isTrue());
  }

  private static Range equal(Range a, Range b) {
    boolean apart = a.most.compareTo(b.least) < 0 || b.most.compareTo(a.least) < 0;
    return truth(a.isPoint() && a.equals(b), apart);
  }

  private static Range product(Range a, Range b) {
    BigInteger[] corners = {
      a.least.multiply(b.least),
      a.least.multiply(b.most),
      a.most.multiply(b.least),
      a.most.multiply(b.most)
    };
    BigInteger least = corners[0];
    BigInteger most = corners[0];
    for (BigInteger corner : corners) {
      least = least.min(corner);
      most = most.max(corner);
    }
    return Range.within(least, most);
  }

  private static Range quotient(Range a, Range b) {
    if (b.most.signum() <= 0) {
      return ZERO;
    }
    if (!b.isPoint()) {
      return ANY;
    }
    return new Range(floor(a.least, b.least), floor(a.most, b.least));
  }

  private static BigInteger floor(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private Range fact(int index) {
    if (index >= part.facts().size()) {
      return ZERO;
    }
    FactTerms fact = part.facts().get(index);
    if (fact.kind() == Kind.DOCUMENT) {
      return ZERO;
    }
    BigInteger word = known.get(index);
    return word == null ? Range.within(fact.least(), fact.most()) : Range.point(word);
  }

  private @Nullable Range pop() {
    return stack.isEmpty() ? null : stack.removeLast();
  }

  /**
   * All words from {@code least} to {@code most}.
   *
   * @param least inclusive
   * @param most inclusive
   */
  private record Range(BigInteger least, BigInteger most) {
    static Range point(BigInteger word) {
      return new Range(word, word);
    }

    /** What leaves the 256 bits wraps, so it can be anything. */
    static Range within(BigInteger least, BigInteger most) {
      return least.compareTo(LEAST) < 0 || most.compareTo(MOST) > 0 || least.compareTo(most) > 0
          ? ANY
          : new Range(least, most);
    }

    boolean isPoint() {
      return least.equals(most);
    }

    boolean isTrue() {
      return least.signum() > 0 || most.signum() < 0;
    }
  }
}
