package org.horkos.engine.vm;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.function.Function;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;

/**
 * Reads a rule program without knowing all facts: every word is a range, an unknown fact's is the
 * range of the terms, the lateness anything. A require is broken for certain, and an ask not made
 * for certain, if its word is 0 whatever the unknown facts are. Ranges only ever grow, so nothing
 * is called broken that could hold; what wraps or is malformed is unknown.
 */
public final class RequireCheck {
  private static final BigInteger LEAST = BigInteger.TWO.pow(255).negate();
  private static final BigInteger MOST = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);
  private static final Range ANY = new Range(LEAST, MOST);
  private static final Range BOOLEAN = new Range(BigInteger.ZERO, BigInteger.ONE);
  private static final Range ZERO = new Range(BigInteger.ZERO, BigInteger.ZERO);
  private static final Range ONE = new Range(BigInteger.ONE, BigInteger.ONE);
  private static final Range NOT_NEGATIVE = new Range(BigInteger.ZERO, MOST);

  private final DeliverableTerms part;
  private final SortedMap<Integer, BigInteger> known;
  private final Deque<Range> stack = new ArrayDeque<>();
  private OptionalInt broken = OptionalInt.empty();
  private BigInteger asks = BigInteger.ZERO;

  private RequireCheck(DeliverableTerms part, SortedMap<Integer, BigInteger> known) {
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
    return switch (ProgramCode.read(part.program().code())) {
      case ProgramCode.Read.Malformed _ -> OptionalInt.empty();
      case ProgramCode.Read.WellFormed program ->
          new RequireCheck(part, known).run(program.instructions()).broken;
    };
  }

  /**
   * Which asks may be made, given what is known.
   *
   * @param part the deliverable: its program and the ranges of its facts
   * @param known words by fact, each within its range
   * @return bit i: ask i of the program may be made; the others are not made for certain, whatever
   *     the unknown facts turn out to be. A malformed program asks nothing
   */
  public static BigInteger mayAsk(DeliverableTerms part, SortedMap<Integer, BigInteger> known) {
    return switch (ProgramCode.read(part.program().code())) {
      case ProgramCode.Read.Malformed _ -> BigInteger.ZERO;
      case ProgramCode.Read.WellFormed program ->
          new RequireCheck(part, known).run(program.instructions()).asks;
    };
  }

  /**
   * Who can receive a penalty by the program; nobody by a malformed one.
   *
   * @return bit p: party p; parties from 32 on are left out, they cannot exist
   */
  public static int receivers(Program program) {
    return switch (ProgramCode.read(program.code())) {
      case ProgramCode.Read.Malformed _ -> 0;
      case ProgramCode.Read.WellFormed read -> {
        int mask = 0;
        for (Instruction instruction : read.instructions()) {
          if (instruction.op() == Op.PENALTY && instruction.to() < Integer.SIZE) {
            mask |= 1 << instruction.to();
          }
        }
        yield mask;
      }
    };
  }

  private RequireCheck run(List<Instruction> program) {
    for (Instruction instruction : program) {
      switch (instruction.op()) {
        case PUSH -> stack.push(Range.point(instruction.word()));
        case FACT -> stack.push(fact(instruction.index()));
        case LATE, PERIODS, EARLY -> stack.push(NOT_NEGATIVE);
        case NOT -> stack.push(not(stack.pop()));
        case MEDIAN -> stack.push(median(instruction.index()));
        case ADD, MUL, MIN, MAX, DIV, EQ, LT, LE, AND, OR -> {
          Range b = stack.pop();
          stack.push(binary(instruction.op(), stack.pop(), b));
        }
        case REQUIRE -> {
          if (stack.pop().equals(ZERO) && broken.isEmpty()) {
            broken = OptionalInt.of(instruction.index());
          }
        }
        case AWARD -> {
          stack.pop();
          stack.pop();
        }
        case PENALTY, VALUE, RECORD -> stack.pop();
        case ASK -> {
          if (!stack.pop().equals(ZERO)) {
            asks = asks.setBit(instruction.index());
          }
        }
      }
    }
    return this;
  }

  /** A median grows with each word, if none of them can be below the least one. */
  private Range median(int n) {
    List<Range> words = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      words.add(stack.pop());
    }
    Range least = stack.pop();
    if (words.stream().allMatch(word -> word.least.compareTo(least.most) >= 0)) {
      return new Range(lowerMedian(words, Range::least), lowerMedian(words, Range::most));
    }
    BigInteger most = words.stream().map(Range::most).max(Comparator.naturalOrder()).orElseThrow();
    return Range.within(
        least.least.subtract(BigInteger.ONE), most.max(least.most.subtract(BigInteger.ONE)));
  }

  private static BigInteger lowerMedian(List<Range> words, Function<Range, BigInteger> end) {
    return words.stream().map(end).sorted().skip((words.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static Range binary(Op op, Range a, Range b) {
    return switch (op) {
      case ADD -> Range.within(a.least.add(b.least), a.most.add(b.most));
      case MUL -> product(a, b);
      case MIN -> new Range(a.least.min(b.least), a.most.min(b.most));
      case MAX -> new Range(a.least.max(b.least), a.most.max(b.most));
      case DIV -> quotient(a, b);
      case EQ -> equal(a, b);
      case LT -> truth(a.most.compareTo(b.least) < 0, a.least.compareTo(b.most) >= 0);
      case LE -> truth(a.most.compareTo(b.least) <= 0, a.least.compareTo(b.most) > 0);
      case AND -> truth(a.isTrue() && b.isTrue(), a.equals(ZERO) || b.equals(ZERO));
      case OR -> truth(a.isTrue() || b.isTrue(), a.equals(ZERO) && b.equals(ZERO));
      case PUSH, FACT, LATE, PERIODS, EARLY, MEDIAN, NOT -> ANY;
      case REQUIRE, AWARD, PENALTY, VALUE, ASK, RECORD -> ANY;
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
    // the smallest divisor above 0 takes a quotient furthest from 0; by any other it is 0
    BigInteger first = b.least.max(BigInteger.ONE);
    BigInteger least = floor(a.least, a.least.signum() < 0 ? first : b.most);
    BigInteger most = floor(a.most, a.most.signum() < 0 ? b.most : first);
    return b.least.signum() > 0
        ? new Range(least, most)
        : new Range(least.min(BigInteger.ZERO), most.max(BigInteger.ZERO));
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
