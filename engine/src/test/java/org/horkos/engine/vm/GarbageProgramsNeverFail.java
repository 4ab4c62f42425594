package org.horkos.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Interval;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.program.ProgramVerifier;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** The machine is total: whatever the bytes, a verdict within what there is. */
class GarbageProgramsNeverFail {
  private static final long SEED = Long.getLong("horkos.seed", 31L);
  private static final BigInteger PAY = BigInteger.valueOf(1_000_003);
  private static final List<BigInteger> LOTS =
      List.of(BigInteger.valueOf(500), BigInteger.valueOf(70_000));
  private static final int PARTIES = 3;

  @Test
  void randomBytesGiveAVerdictWithinPayAndLots() {
    Random random = new Random(SEED);
    int wellFormed = 0;
    for (int run = 0; run < 100_000; run++) {
      byte[] code = run % 2 == 0 ? noise(random) : instructions(random);
      if (ProgramCode.read(code) instanceof ProgramCode.Read.WellFormed) {
        wellFormed++;
      }
      Verdict verdict = new RuleMachine(terms(code)).evaluate(0, sheet(random));
      assertThat(withinBounds(verdict)).as("seed %s, run %s: %s", SEED, run, verdict).isTrue();
    }
    assertThat(wellFormed).isGreaterThan(10_000);
  }

  @Test
  void noIntermediateOfAVerifiedProgramWraps() {
    Random random = new Random(SEED);
    List<Interval> facts =
        List.of(
            new Interval(BigInteger.valueOf(-5), BigInteger.valueOf(9)),
            new Interval(BigInteger.ZERO, BigInteger.ZERO));
    int accepted = 0;
    for (int run = 0; run < 100_000; run++) {
      byte[] code = instructions(random);
      if (ProgramVerifier.verify(code, facts).isEmpty()) {
        accepted++;
        long late = random.nextLong(1L << 40);
        long early = random.nextLong(1L << 40);
        List<BigInteger> words =
            List.of(BigInteger.valueOf(random.nextInt(15) - 5), BigInteger.valueOf(77));
        assertThat(Unbounded.largestBits(code, words, late, early))
            .as("seed %s, run %s", SEED, run)
            .isLessThanOrEqualTo(255);
      }
    }
    assertThat(accepted).isGreaterThan(1_000);
  }

  private static boolean withinBounds(Verdict verdict) {
    if (verdict.award().signum() < 0 || verdict.award().compareTo(PAY) > 0) {
      return false;
    }
    if (verdict.value().signum() < 0 || verdict.value().bitLength() > 128) {
      return false;
    }
    for (Verdict.Points record : verdict.records()) {
      if (record.to() >= PARTIES || record.points() == 0 || Math.abs(record.points()) > 1L << 31) {
        return false;
      }
    }
    BigInteger[] taken = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
    for (Verdict.Penalty penalty : verdict.penalties()) {
      if (penalty.amount().signum() <= 0 || penalty.to() >= PARTIES || penalty.pot() > 2) {
        return false;
      }
      taken[penalty.pot()] = taken[penalty.pot()].add(penalty.amount());
    }
    return taken[0].compareTo(verdict.award()) <= 0
        && taken[1].compareTo(LOTS.get(0)) <= 0
        && taken[2].compareTo(LOTS.get(1)) <= 0
        && verdict.performerGets().signum() >= 0;
  }

  private static byte[] noise(Random random) {
    byte[] code = new byte[random.nextInt(80)];
    random.nextBytes(code);
    if (code.length > 0) {
      code[0] = ProgramCode.VERSION;
    }
    return code;
  }

  /** Instructions with random operands; mostly pushes first, so that many are well formed. */
  private static byte[] instructions(Random random) {
    java.io.ByteArrayOutputStream code = new java.io.ByteArrayOutputStream();
    code.write(ProgramCode.VERSION);
    Op[] ops = Op.values();
    int depth = 0;
    for (int n = random.nextInt(30); n > 0; n--) {
      Op op = ops[random.nextInt(ops.length)];
      if (op.takes() > depth && random.nextInt(200) > 0) {
        op = ops[random.nextInt(5)];
      }
      code.write(op.code());
      if (op == Op.MEDIAN) {
        int words =
            random.nextInt(100) == 0
                ? random.nextInt(256)
                : 1 + random.nextInt(Math.max(1, depth - 1));
        depth -= words;
        code.write(words);
        continue;
      }
      depth += op.gives() - op.takes();
      byte[] operands =
          new byte
              [switch (op) {
                case FACT, REQUIRE, AWARD, ASK -> 1;
                case RECORD -> 2;
                case PENALTY -> 3;
                case PERIODS -> 4;
                default -> 0;
              }];
      random.nextBytes(operands);
      if (op == Op.PUSH) {
        operands = new byte[random.nextInt(8) == 0 ? random.nextInt(33) : random.nextInt(4)];
        random.nextBytes(operands);
        code.write(operands.length);
      } else if (operands.length != 4) {
        for (int i = 0; i < operands.length; i++) {
          operands[i] = (byte) (operands[i] & 3);
        }
      }
      code.writeBytes(operands);
    }
    return code.toByteArray();
  }

  private static FactSheet sheet(Random random) {
    List<BigInteger> words = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      words.add(new BigInteger(random.nextInt(300), random).subtract(BigInteger.TEN));
    }
    return new FactSheet(
        words,
        random.nextBoolean() ? 0 : random.nextLong(Long.MAX_VALUE),
        random.nextBoolean() ? 0 : random.nextLong(Long.MAX_VALUE));
  }

  static Terms terms(byte[] code) {
    FactTerms number =
        new FactTerms(
            Kind.NUMBER,
            true,
            DeliverableTerms.Source.PERFORMER,
            0,
            0,
            DeliverableTerms.Silence.NONE,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.TEN);
    FactTerms document =
        new FactTerms(
            Kind.DOCUMENT,
            false,
            DeliverableTerms.Source.PERFORMER,
            0,
            0,
            DeliverableTerms.Silence.NONE,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO);
    DeliverableTerms part =
        new DeliverableTerms(
            1,
            DeliverableTerms.NONE,
            List.of(new Pot(0, 0, PAY)),
            List.of(new Pot(1, 0, LOTS.get(0)), new Pot(0, 0, LOTS.get(1))),
            new Moment(Moment.Event.START, 0, 1),
            0,
            new Moment(Moment.Event.DUE, 0, 1),
            List.of(),
            List.of(),
            1,
            0,
            1,
            List.of(number, document),
            Clauses.NONE,
            Program.of(code));
    TermsHead head =
        new TermsHead(
            "Garbage",
            1,
            Hash.ZERO,
            Hash.ZERO,
            Address.ZERO,
            0,
            TermsHead.Custody.L1,
            0,
            List.of(Address.ZERO),
            java.util.Collections.nCopies(PARTIES, new TermsHead.Seat(Address.ZERO, 1)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            1);
    return new Terms(head, List.of(part));
  }
}
