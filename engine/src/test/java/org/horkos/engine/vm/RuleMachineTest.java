package org.horkos.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Each sentence of docs/protocol/rule-program.md that says what a stranger's program gets. */
class RuleMachineTest {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE);

  @Test
  void arithmeticWrapsModulo2To256() {
    assertThat(award(new Assembler().push(MAX).push(1).op(Op.ADD).push(0).op(Op.LT))).isOne();
    assertThat(award(new Assembler().push(MAX).push(2).op(Op.MUL).push(-2).op(Op.EQ))).isOne();
  }

  @Test
  void divisionFloorsTowardsMinusInfinity() {
    assertThat(award(new Assembler().push(-7).push(2).op(Op.DIV).push(-4).op(Op.EQ))).isOne();
  }

  @Test
  void dividingByNothingOrLessGivesZero() {
    assertThat(award(new Assembler().push(7).push(0).op(Op.DIV).op(Op.NOT))).isOne();
    assertThat(award(new Assembler().push(7).push(-1).op(Op.DIV).op(Op.NOT))).isOne();
    assertThat(award(new Assembler().periods(0).op(Op.NOT))).isOne();
  }

  @Test
  void aFactThatDoesNotExistAndADocumentAreZero() {
    assertThat(award(new Assembler().op(Op.FACT, 9).op(Op.NOT))).isOne();
    assertThat(award(new Assembler().op(Op.FACT, 1).op(Op.NOT))).isOne();
  }

  @Test
  void periodsAreStartedPeriods() {
    assertThat(award(new Assembler().periods(100).push(3).op(Op.EQ), 201)).isOne();
    assertThat(award(new Assembler().periods(100).push(2).op(Op.EQ), 200)).isOne();
    assertThat(award(new Assembler().periods(100).op(Op.NOT), 0)).isOne();
  }

  @Test
  void aMalformedProgramGivesNothingWhateverItDidBefore() {
    Assembler paysAll = new Assembler().push(1).push(100).op(Op.AWARD, 0);
    assertThat(verdict(paysAll.bytes(), 0).award()).isEqualTo(100);
    assertThat(verdict(paysAll.op(Op.ADD).bytes(), 0))
        .isEqualTo(new Verdict(BigInteger.ZERO, List.of(), List.of()));
  }

  @Test
  void the65thRuleOfAKindIsMalformed() {
    Assembler code = new Assembler();
    for (int i = 0; i < 64; i++) {
      code.push(1).push(1).op(Op.AWARD, 0);
    }
    assertThat(verdict(code.bytes(), 0).award()).isOne();
    assertThat(verdict(code.push(1).push(1).op(Op.AWARD, 0).bytes(), 0).award()).isZero();
  }

  @Test
  void the33rdWordOnTheStackIsMalformed() {
    Assembler code = new Assembler().push(1).push(1).op(Op.AWARD, 0);
    for (int i = 0; i < 32; i++) {
      code.push(i);
    }
    assertThat(verdict(code.bytes(), 0).award()).isOne();
    assertThat(verdict(code.push(0).bytes(), 0).award()).isZero();
  }

  @Test
  void penaltiesPastTheAwardShareItInProportion() {
    Assembler code = new Assembler().push(1).push(100).op(Op.AWARD, 0);
    code.push(200).penalty(0, 0, 0).push(100).penalty(1, 2, 0);
    assertThat(verdict(code.bytes(), 0).penalties())
        .containsExactly(
            new Verdict.Penalty(0, 0, 0, BigInteger.valueOf(66)),
            new Verdict.Penalty(1, 2, 0, BigInteger.valueOf(33)));
  }

  @Test
  void penaltiesOfALotTakeWhatIsLeftInTheirOrder() {
    Assembler code = new Assembler().push(400).penalty(0, 0, 1).push(400).penalty(1, 2, 1);
    assertThat(verdict(code.bytes(), 0).penalties())
        .containsExactly(
            new Verdict.Penalty(0, 0, 1, BigInteger.valueOf(400)),
            new Verdict.Penalty(1, 2, 1, BigInteger.valueOf(100)));
  }

  @Test
  void nobodyAndNowhereGetNothing() {
    Assembler code = new Assembler().push(1).push(100).op(Op.AWARD, 0);
    code.push(60).penalty(0, 3, 0).push(60).penalty(1, 0, 3).push(-5).penalty(2, 0, 0);
    code.push(60).penalty(3, 1, 0);
    assertThat(verdict(code.bytes(), 0).penalties())
        .containsExactly(new Verdict.Penalty(3, 1, 0, BigInteger.valueOf(60)));
  }

  @Test
  void theMedianIsTheLowerOneOfThoseThatAreNotBelowTheLeast() {
    // of 5 2 9 4 those from 3 on are 4 5 9
    assertThat(award(median(3, 5, 2, 9, 4).push(5).op(Op.EQ))).isOne();
    assertThat(award(median(0, 5, 2, 9, 4).push(4).op(Op.EQ))).isOne();
    assertThat(award(median(10, 5, 2, 9, 4).push(9).op(Op.EQ))).isOne();
    assertThat(award(median(5, 5, 5).push(5).op(Op.EQ))).isOne();
    assertThat(award(median(0, -3).push(-1).op(Op.EQ))).isOne();
  }

  private static Assembler median(int least, int... words) {
    Assembler code = new Assembler().push(least);
    for (int word : words) {
      code.push(word);
    }
    return code.op(Op.MEDIAN, words.length);
  }

  @Test
  void aMedianOfNothingAndMoreThan64WordsInMediansAreMalformed() {
    Assembler paysOne = new Assembler().push(1).push(1).op(Op.AWARD, 0);
    assertThat(verdict(paysOne.push(1).op(Op.MEDIAN, 0).bytes(), 0).award()).isZero();
    Assembler few = new Assembler().push(1).push(1).op(Op.AWARD, 0);
    Assembler many = new Assembler().push(1).push(1).op(Op.AWARD, 0);
    for (int n : new int[] {31, 31, 2}) {
      for (int i = 0; i <= n; i++) {
        few.push(i + 1);
        many.push(i + 1);
      }
      few.op(Op.MEDIAN, n).op(Op.REQUIRE, n);
      many.op(Op.MEDIAN, n).op(Op.REQUIRE, n);
    }
    assertThat(verdict(few.bytes(), 0).award()).isOne();
    assertThat(verdict(many.push(1).push(1).op(Op.MEDIAN, 1).op(Op.REQUIRE, 9).bytes(), 0).award())
        .isZero();
  }

  @Test
  void theGreaterOfTwoAndSecondsEarly() {
    assertThat(award(new Assembler().push(-7).push(2).op(Op.MAX).push(2).op(Op.EQ))).isOne();
    byte[] code = new Assembler().push(1).op(Op.EARLY).op(Op.AWARD, 0).bytes();
    Verdict early =
        new RuleMachine(GarbageProgramsNeverFail.terms(code))
            .evaluate(0, new FactSheet(List.of(), 0, 77));
    assertThat(early.award()).isEqualTo(77);
  }

  @Test
  void anEntryIsWorthFrom0To128BitsAndOnlyOnce() {
    assertThat(verdict(new Assembler().push(8).op(Op.VALUE).bytes(), 0).value()).isEqualTo(8);
    assertThat(verdict(new Assembler().push(-8).op(Op.VALUE).bytes(), 0).value()).isZero();
    assertThat(verdict(new Assembler().push(MAX).op(Op.VALUE).bytes(), 0).value())
        .isEqualTo(Verdict.MOST_VALUE);
    Assembler twice = new Assembler().push(8).op(Op.VALUE).push(9).op(Op.VALUE);
    assertThat(verdict(twice.bytes(), 0).value()).isZero();
  }

  @Test
  void whatIsAskedIsWhatIsNot0() {
    Assembler code = new Assembler().push(0).op(Op.ASK, 3).push(-1).op(Op.ASK, 5);
    code.push(1).op(Op.ASK, 2).push(1).op(Op.ASK, 5);
    assertThat(verdict(code.bytes(), 0).asks()).containsExactly(2, 5);
    for (int i = 4; i < 16; i++) {
      code.push(1).op(Op.ASK, i);
    }
    assertThat(verdict(code.bytes(), 0).asks()).hasSize(13);
    assertThat(verdict(code.push(1).op(Op.ASK, 4).bytes(), 0).asks()).isEmpty();
  }

  @Test
  void pointsAreRecordedForPartiesThatExistUpToALimit() {
    Assembler code = new Assembler().push(4).record(7, 2).push(0).record(1, 0);
    code.push(-5).record(1, 1).push(9).record(1, 3).push(MAX).record(2, 0);
    code.push(BigInteger.ONE.shiftLeft(255).negate()).record(3, 0);
    assertThat(verdict(code.bytes(), 0).records())
        .containsExactly(
            new Verdict.Points(7, 2, 4),
            new Verdict.Points(1, 1, -5),
            new Verdict.Points(2, 0, 1L << 31),
            new Verdict.Points(3, 0, -(1L << 31)));
    for (int i = 6; i < 16; i++) {
      code.push(1).record(i, 1);
    }
    assertThat(verdict(code.bytes(), 0).records()).hasSize(14);
    assertThat(verdict(code.push(1).record(4, 1).bytes(), 0).records()).isEmpty();
  }

  private static BigInteger award(Assembler condition) {
    return award(condition, 0);
  }

  private static BigInteger award(Assembler condition, long late) {
    return verdict(condition.push(1).op(Op.AWARD, 0).bytes(), late).award();
  }

  private static Verdict verdict(byte[] code, long late) {
    List<BigInteger> words = List.of(BigInteger.valueOf(5), BigInteger.valueOf(99));
    return new RuleMachine(GarbageProgramsNeverFail.terms(code))
        .evaluate(0, new FactSheet(words, late));
  }
}
