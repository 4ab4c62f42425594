package org.horkos.engine.vm;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;

/** Runs a well-formed program on integers without limit, to see how large they become. */
final class Unbounded {
  private Unbounded() {}

  /** The most bits, without sign, of any word that the program makes. */
  static int largestBits(byte[] code, List<BigInteger> facts, long late) {
    if (!(ProgramCode.read(code) instanceof ProgramCode.Read.WellFormed program)) {
      throw new AssertionError("a verified program is well formed");
    }
    Deque<BigInteger> stack = new ArrayDeque<>();
    int largest = 0;
    for (Instruction instruction : program.instructions()) {
      BigInteger b = instruction.op().takes() > 0 ? stack.pop() : BigInteger.ZERO;
      BigInteger a = instruction.op().takes() > 1 ? stack.pop() : BigInteger.ZERO;
      BigInteger result =
          switch (instruction.op()) {
            case PUSH -> instruction.word();
            case FACT -> instruction.index() == 1 ? BigInteger.ZERO : facts.getFirst();
            case LATE -> BigInteger.valueOf(late);
            case PERIODS -> BigInteger.valueOf(Math.ceilDiv(late, instruction.word().longValue()));
            case ADD -> a.add(b);
            case MUL -> a.multiply(b);
            case MIN -> a.min(b);
            case DIV -> a.subtract(a.mod(b)).divide(b);
            case EQ -> truth(a.equals(b));
            case LT -> truth(a.compareTo(b) < 0);
            case LE -> truth(a.compareTo(b) <= 0);
            case NOT -> truth(b.signum() == 0);
            case AND -> truth(a.signum() != 0 && b.signum() != 0);
            case OR -> truth(a.signum() != 0 || b.signum() != 0);
            case REQUIRE, AWARD, PENALTY -> BigInteger.ZERO;
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
