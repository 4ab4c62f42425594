package org.horkos.dsl.backend.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class DisassemblyTest {
  private static final Interval TO_TEN = new Interval(BigInteger.ZERO, BigInteger.TEN);

  @Test
  void aProgramWithoutNamesIsPrintedToo() {
    byte[] code = new Assembler().op(Op.LATE).push(-7).op(Op.LT).penalty(1, 2, 3).bytes();
    assertThat(Disassembly.of(code))
        .isEqualTo("0001  LATE\n0002  PUSH -7\n0005  LT\n0006  PENALTY 1 2 3\n");
  }

  @Test
  void aMalformedProgramSaysWhereAndWhy() {
    assertThat(Disassembly.of(new byte[] {1, 3, 0x7f}))
        .isEqualTo("malformed at 0002: an unknown code\n");
    assertThat(Disassembly.of(new byte[0])).startsWith("malformed at 0000");
  }

  @Test
  void theVerifierNamesTheInstructionThatMayOverflow() {
    Assembler code = new Assembler().op(Op.FACT, 0).push(BigInteger.ONE.shiftLeft(250));
    assertThat(ProgramVerifier.verify(code.bytes(), List.of(TO_TEN))).isEmpty();
    assertThat(ProgramVerifier.verify(code.op(Op.MUL).push(4).op(Op.MUL).bytes(), List.of(TO_TEN)))
        .hasValueSatisfying(problem -> assertThat(problem.reason()).contains("256 bits"));
  }

  @Test
  void theVerifierRefusesDivisorsAndFactsThatAreNotThere() {
    assertThat(refusal(new Assembler().push(1).op(Op.FACT, 0).op(Op.DIV))).contains("not above 0");
    assertThat(refusal(new Assembler().push(1).push(0).op(Op.DIV))).contains("not above 0");
    Assembler above0 = new Assembler().push(-8).op(Op.FACT, 0).push(1).op(Op.ADD).op(Op.DIV);
    assertThat(ProgramVerifier.verify(above0.bytes(), List.of(TO_TEN))).isEmpty();
    assertThat(refusal(new Assembler().op(Op.FACT, 1))).contains("does not exist");
    assertThat(refusal(new Assembler().periods(0))).contains("no length");
    assertThat(refusal(new Assembler().op(Op.ADD))).contains("more words than there are");
  }

  /**
   * What a quotient, a maximum, a median can be is said to the unit, by what overflows and what
   * not.
   */
  @Test
  void theVerifierKnowsTheEndsOfQuotientsMaximaAndMedians() {
    // -8 to 8 by 1 to 11: from -8 to 8
    ends(code -> code.op(Op.FACT, 2).op(Op.FACT, 0).push(1).op(Op.ADD).op(Op.DIV), -8, 8);
    // 4 to 8 by 1 to 11: from 0 to 8
    ends(code -> code.op(Op.FACT, 1).op(Op.FACT, 0).push(1).op(Op.ADD).op(Op.DIV), 0, 8);
    ends(code -> code.op(Op.FACT, 0).op(Op.FACT, 1).op(Op.MAX), 4, 10);
    // of 0 to 10, 4 to 8 and -8 to 8 those from -9 on: the second of the leasts, and of the mosts
    ends(code -> code.push(-9).op(Op.FACT, 0).op(Op.FACT, 1).op(Op.FACT, 2).op(Op.MEDIAN, 3), 0, 8);
    // one of them may be below 0, so it may be anything between
    ends(
        code -> code.push(0).op(Op.FACT, 0).op(Op.FACT, 1).op(Op.FACT, 2).op(Op.MEDIAN, 3), -1, 10);
    // all may be below 20
    ends(code -> code.push(20).op(Op.FACT, 0).op(Op.MEDIAN, 1), 19, 19);
  }

  private static void ends(UnaryOperator<Assembler> word, long least, long most) {
    List<Interval> facts = List.of(TO_TEN, interval(4, 8), interval(-8, 8));
    BigInteger room = BigInteger.TWO.pow(255).subtract(BigInteger.ONE);
    // most + (room - most) is the greatest word there is, one more is none; so with the least
    for (int more : new int[] {0, 1}) {
      Assembler up =
          plus(word.apply(new Assembler()), room.subtract(BigInteger.valueOf(most - more)));
      assertThat(ProgramVerifier.verify(up.bytes(), facts).isPresent()).isEqualTo(more == 1);
      BigInteger far = room.not().subtract(BigInteger.valueOf(least + more));
      Assembler down = plus(word.apply(new Assembler()), far);
      assertThat(ProgramVerifier.verify(down.bytes(), facts).isPresent()).isEqualTo(more == 1);
    }
  }

  /** In two summands, since the sum may be no word. */
  private static Assembler plus(Assembler code, BigInteger far) {
    BigInteger half = far.shiftRight(1);
    return code.push(half).op(Op.ADD).push(far.subtract(half)).op(Op.ADD);
  }

  private static Interval interval(long least, long most) {
    return new Interval(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  private static String refusal(Assembler code) {
    return ProgramVerifier.verify(code.bytes(), List.of(TO_TEN)).orElseThrow().reason();
  }
}
