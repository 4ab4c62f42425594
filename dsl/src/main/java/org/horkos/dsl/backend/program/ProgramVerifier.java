package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;

/**
 * Proves of a program that it can neither trap nor overflow, by running it on intervals instead of
 * words. It knows nothing of the compiler: what it accepts is safe whoever made it.
 */
public final class ProgramVerifier {
  /** Lateness, and earliness, is below 2^40 seconds, as all times in the terms are. */
  static final Interval LATENESS =
      new Interval(BigInteger.ZERO, BigInteger.ONE.shiftLeft(40).subtract(BigInteger.ONE));

  private ProgramVerifier() {}

  /**
   * What may go wrong.
   *
   * @param offset of the instruction in the program
   * @param reason what may happen there
   */
  public record Problem(int offset, String reason) {}

  /**
   * The first problem of a program, if it has one.
   *
   * @param code its bytes
   * @param facts the range of each fact's word; 0 to 0 for a document
   */
  public static Optional<Problem> verify(byte[] code, List<Interval> facts) {
    return switch (ProgramCode.read(code)) {
      case ProgramCode.Read.Malformed malformed ->
          Optional.of(new Problem(malformed.offset(), malformed.reason()));
      case ProgramCode.Read.WellFormed program ->
          run(program.instructions(), facts, (rule, amount) -> {});
    };
  }

  /**
   * Runs a well-formed program on intervals.
   *
   * @param said takes each rule as it is reached, with all that its word or amount can be
   */
  static Optional<Problem> run(
      List<Instruction> program, List<Interval> facts, BiConsumer<Instruction, Interval> said) {
    Deque<Interval> stack = new ArrayDeque<>();
    for (Instruction instruction : program) {
      if (instruction.op() == Op.FACT && instruction.index() >= facts.size()) {
        return problem(instruction, "it reads a fact that does not exist");
      }
      if (instruction.op() == Op.PERIODS && instruction.word().signum() == 0) {
        return problem(instruction, "it divides lateness into periods of no length");
      }
      if (instruction.op() == Op.MEDIAN) {
        Interval median = median(stack, instruction.index());
        if (!median.fitsWord()) {
          return problem(instruction, "one less than its least word may leave 256 bits");
        }
        stack.push(median);
        continue;
      }
      Interval top = instruction.op().takes() > 0 ? stack.pop() : Interval.BOOLEAN;
      if (instruction.op() == Op.DIV && top.least().signum() <= 0) {
        return problem(instruction, "it divides by what is not above 0 for certain");
      }
      Interval below = instruction.op().takes() > 1 ? stack.pop() : Interval.BOOLEAN;
      if (instruction.op().gives() == 0) {
        said.accept(instruction, top);
        continue;
      }
      Interval result = step(instruction, below, top, facts);
      if (!result.fitsWord()) {
        return problem(
            instruction,
            "its result may be from "
                + result.least()
                + " to "
                + result.most()
                + ", more than a word of 256 bits holds");
      }
      stack.push(result);
    }
    return Optional.empty();
  }

  private static Interval step(
      Instruction instruction, Interval a, Interval b, List<Interval> facts) {
    return switch (instruction.op()) {
      case PUSH -> Interval.of(instruction.word());
      case FACT -> facts.get(instruction.index());
      case LATE, EARLY -> LATENESS;
      case PERIODS -> periods(instruction.word());
      case ADD -> a.plus(b);
      case MUL -> a.times(b);
      case MIN -> a.min(b);
      case MAX -> a.max(b);
      case DIV -> a.dividedBy(b);
      case EQ, LT, LE, NOT, AND, OR -> Interval.BOOLEAN;
      case MEDIAN, REQUIRE, AWARD, PENALTY, VALUE, ASK, RECORD ->
          throw new IllegalStateException(instruction.op() + " is no step of one or two words");
    };
  }

  /** Takes n words and the least one from the stack. */
  private static Interval median(Deque<Interval> stack, int n) {
    List<Interval> words = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      words.add(stack.pop());
    }
    return Interval.median(stack.pop(), words);
  }

  /** The started periods that lateness can come to. */
  static Interval periods(BigInteger seconds) {
    BigInteger most = LATENESS.most().add(seconds).subtract(BigInteger.ONE).divide(seconds);
    return new Interval(BigInteger.ZERO, most);
  }

  private static Optional<Problem> problem(Instruction instruction, String reason) {
    return Optional.of(new Problem(instruction.offset(), reason));
  }
}
