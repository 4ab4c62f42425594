package org.horkos.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.FactSheet;
import org.junit.jupiter.api.Test;

class RequireCheckTest {
  private static final int FACTS = 3;
  private static final int LEAST = -2;
  private static final int MOST = 3;

  private static DeliverableTerms part(Assembler code) {
    FactTerms fact =
        new FactTerms(
            Kind.NUMBER,
            true,
            Source.PERFORMER,
            0,
            0,
            Silence.NONE,
            BigInteger.ZERO,
            BigInteger.valueOf(LEAST),
            BigInteger.valueOf(MOST));
    Moment moment = new Moment(Moment.Event.START, 0, 0);
    return new DeliverableTerms(
        0,
        DeliverableTerms.NONE,
        List.of(),
        List.of(),
        moment,
        0,
        moment,
        List.of(),
        List.of(),
        1,
        0,
        1,
        List.of(fact, fact, fact),
        Clauses.NONE,
        Program.of(code.bytes()));
  }

  private static Terms terms(DeliverableTerms part) {
    return new Terms(
        new TermsHead(
            "A",
            1,
            Hash.ZERO,
            Hash.ZERO,
            Address.ZERO,
            0,
            TermsHead.Custody.L1,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            1),
        List.of(part));
  }

  private static TreeMap<Integer, BigInteger> known(int... factsAndWords) {
    TreeMap<Integer, BigInteger> known = new TreeMap<>();
    for (int i = 0; i < factsAndWords.length; i += 2) {
      known.put(factsAndWords[i], BigInteger.valueOf(factsAndWords[i + 1]));
    }
    return known;
  }

  @Test
  void aRequireIsBrokenByWhatIsKnownAlone() {
    // fact 0 at least 2 and fact 1 is 0
    DeliverableTerms part =
        part(
            new Assembler()
                .push(2)
                .op(Op.FACT, 0)
                .op(Op.LE)
                .op(Op.FACT, 1)
                .push(0)
                .op(Op.EQ)
                .op(Op.AND)
                .op(Op.REQUIRE, 7));
    assertThat(RequireCheck.broken(part, known(0, 1))).isEqualTo(OptionalInt.of(7));
    assertThat(RequireCheck.broken(part, known(0, 2))).isEmpty();
    assertThat(RequireCheck.broken(part, known(1, 1))).isEqualTo(OptionalInt.of(7));
    assertThat(RequireCheck.broken(part, known())).isEmpty();
  }

  @Test
  void theRangeOfAnUnknownFactIsKnown() {
    DeliverableTerms part =
        part(new Assembler().op(Op.FACT, 0).push(MOST + 1).op(Op.EQ).op(Op.REQUIRE, 0));
    assertThat(RequireCheck.broken(part, known())).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void latenessIsNobodysStatement() {
    DeliverableTerms part = part(new Assembler().op(Op.LATE).push(0).op(Op.EQ).op(Op.REQUIRE, 0));
    assertThat(RequireCheck.broken(part, known())).isEmpty();
  }

  @Test
  void whatIsNotAskedForCertainIsKnown() {
    // ask 1 if fact 0 is above 1; ask 2 if fact 1 is; ask 3 never
    DeliverableTerms part =
        part(
            new Assembler()
                .push(1)
                .op(Op.FACT, 0)
                .op(Op.LT)
                .op(Op.ASK, 1)
                .push(1)
                .op(Op.FACT, 1)
                .op(Op.LT)
                .op(Op.ASK, 2)
                .push(0)
                .op(Op.ASK, 3));
    assertThat(RequireCheck.mayAsk(part, known())).isEqualTo(0b110);
    assertThat(RequireCheck.mayAsk(part, known(0, 1))).isEqualTo(0b100);
    assertThat(RequireCheck.mayAsk(part, known(0, 2, 1, 0))).isEqualTo(0b010);
    assertThat(RequireCheck.mayAsk(part(new Assembler().push(1).op(Op.ASK, 0).op(Op.ADD)), known()))
        .isZero();
  }

  @Test
  void aMalformedProgramBreaksNothing() {
    assertThat(RequireCheck.broken(part(new Assembler().op(Op.ADD)), known())).isEmpty();
  }

  /** What is called broken is broken, whatever the unknown facts turn out to be: all are tried. */
  @Test
  void nothingIsCalledBrokenThatCouldHold() {
    int broken = 0;
    for (long seed = 1; seed <= 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Assembler code = new Assembler();
      expression(code, random, 3);
      DeliverableTerms part = part(code.op(Op.REQUIRE, 0));
      DeliverableTerms asking = part(asking(seed));
      TreeMap<Integer, BigInteger> known = known(0, random.nextInt(LEAST, MOST + 1));
      if (RequireCheck.broken(part, known).isPresent()) {
        broken++;
        RuleMachine machine = new RuleMachine(terms(part));
        RuleMachine asker = new RuleMachine(terms(asking));
        assertThat(RequireCheck.mayAsk(asking, known)).as("seed %s", seed).isZero();
        for (int i = LEAST; i <= MOST; i++) {
          for (int j = LEAST; j <= MOST; j++) {
            List<BigInteger> words = new ArrayList<>(List.of(known.get(0)));
            words.add(BigInteger.valueOf(i));
            words.add(BigInteger.valueOf(j));
            for (long late : new long[] {0, 1, 86_400, 1L << 39}) {
              assertThat(machine.evaluate(0, new FactSheet(words, late)).failedRequires())
                  .as("seed %s", seed)
                  .contains(0);
              assertThat(asker.evaluate(0, new FactSheet(words, late)).asks())
                  .as("seed %s", seed)
                  .isEmpty();
            }
          }
        }
      }
    }
    assertThat(broken).isGreaterThan(1_000);
  }

  /** The same word as an ask. */
  private static Assembler asking(long seed) {
    Assembler code = new Assembler();
    expression(code, new SplittableRandom(seed), 3);
    return code.op(Op.ASK, 0);
  }

  private static void expression(Assembler code, SplittableRandom random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      switch (random.nextInt(5)) {
        case 0 -> code.push(random.nextInt(-3, 4));
        case 1 -> code.push(BigInteger.TWO.pow(random.nextInt(240, 255)));
        case 2 -> code.op(random.nextBoolean() ? Op.LATE : Op.EARLY);
        default -> code.op(Op.FACT, random.nextInt(FACTS + 1));
      }
      return;
    }
    expression(code, random, depth - 1);
    if (random.nextInt(8) == 0) {
      code.op(Op.NOT);
      return;
    }
    expression(code, random, depth - 1);
    if (random.nextInt(8) == 0) {
      expression(code, random, depth - 1);
      code.op(Op.MEDIAN, 2);
      return;
    }
    List<Op> ops =
        List.of(Op.ADD, Op.MUL, Op.MIN, Op.MAX, Op.DIV, Op.EQ, Op.LT, Op.LE, Op.AND, Op.OR);
    code.op(ops.get(random.nextInt(ops.size())));
  }
}
