package org.horkos.dsl.backend.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
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
    assertThat(refusal(new Assembler().push(1).op(Op.FACT, 0).op(Op.DIV)))
        .contains("not a positive constant");
    assertThat(refusal(new Assembler().push(1).push(0).op(Op.DIV)))
        .contains("not a positive constant");
    assertThat(refusal(new Assembler().op(Op.FACT, 1))).contains("does not exist");
    assertThat(refusal(new Assembler().periods(0))).contains("no length");
    assertThat(refusal(new Assembler().op(Op.ADD))).contains("more words than there are");
  }

  private static String refusal(Assembler code) {
    return ProgramVerifier.verify(code.bytes(), List.of(TO_TEN)).orElseThrow().reason();
  }
}
