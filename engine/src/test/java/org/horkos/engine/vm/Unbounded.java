package org.horkos.engine.vm;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;

/** Runs a well-formed program on integers without limit, to see how large they become. */
final class Unbounded {
  private Unbounded() {}

  /** The most bits, without sign, of any word that the program makes. */
  static int largestBits(byte[] code, List<BigInteger> facts, long late, long early) {
    if (!(ProgramCode.read(code) instanceof ProgramCode.Read.WellFormed program)) {
      throw new AssertionError("a verified program is well formed");
    }
    Deque<BigInteger> stack = new ArrayDeque<>();
    int largest = 0;
    for (Instruction instruction : program.instructions()) {
      if (instruction.op() == Op.MEDIAN) {
        List<BigInteger> words = new ArrayList<>();
        for (int i = 0; i < instruction.index(); i++) {
          words.add(stack.pop());
        }
        BigInteger least = stack.pop();
        words.removeIf(word -> word.compareTo(least) < 0);
        Collections.sort(words);
        stack.push(
            words.isEmpty() ? least.subtract(BigInteger.ONE) : words.get((words.size() - 1) / 2));
        largest = Math.max(largest, stack.peek().bitLength());
        continue;
      }
      BigInteger b = instruction.op().takes() > 0 ? stack.pop() : BigInteger.ZERO;
      BigInteger a = instruction.op().takes() > 1 ? stack.pop() : BigInteger.ZERO;
      BigInteger result =
          switch (instruction.op()) {
            case PUSH -> instruction.word();
            case FACT -> instruction.index() == 1 ? BigInteger.ZERO : facts.getFirst();
            case LATE -> BigInteger.valueOf(late);
            case EARLY -> BigInteger.valueOf(early);
            case PERIODS -> BigInteger.valueOf(Math.ceilDiv(late, instruction.word().longValue()));
            case ADD -> a.add(b);
            case MUL -> a.multiply(b);
            case MIN -> a.min(b);
            case MAX -> a.max(b);
            case DIV -> a.subtract(a.mod(b)).divide(b);
            case EQ -> truth(a.equals(b));
            case LT -> truth(a.compareTo(b) < 0);
            case LE -> truth(a.compareTo(b) <= 0);
            case NOT -> truth(b.signum() == 0);
            case AND -> truth(a.signum() != 0 && b.signum() != 0);
            case OR -> truth(a.signum() != 0 || b.signum() != 0);
            case MEDIAN, REQUIRE, AWARD, PENALTY, VALUE, ASK, RECORD -> BigInteger.ZERO;
          };
      if (instruction.op().gives() > 0) {
        largest = Math.max(largest, result.bitLength());
        stack.push(result);
      }
    }
    return largest;
  }

  private static BigInteger truth(boolean holds) {
    return holds ? BigInteger.ONE : BigInteger.ZERO;
  }
}
