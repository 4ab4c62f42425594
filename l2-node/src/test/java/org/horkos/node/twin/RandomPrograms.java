package org.horkos.node.twin;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.node.Seeded;

/** Rule programs that no compiler would make, and facts for them. */
final class RandomPrograms {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger LEAST = TWO.pow(255).negate();
  private static final BigInteger MOST = TWO.pow(255).subtract(BigInteger.ONE);
  private static final int PARTIES = 3;

  /** Words at which arithmetic changes its mind. */
  static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          TWO,
          BigInteger.TEN,
          BigInteger.ONE.negate(),
          TWO.negate(),
          BigInteger.valueOf(-7),
          TWO.pow(127),
          TWO.pow(128).subtract(BigInteger.ONE),
          TWO.pow(128),
          TWO.pow(254),
          TWO.pow(255).subtract(BigInteger.ONE),
          TWO.pow(255).negate(),
          TWO.pow(255).negate().add(BigInteger.ONE),
          TWO.pow(254).negate());

  private final Seeded seeded;

  RandomPrograms(Seeded seeded) {
    this.seeded = seeded;
  }

  /** Random bytes behind the version. */
  byte[] noise() {
    byte[] code = seeded.bytes(seeded.below(80));
    if (code.length > 0) {
      code[0] = ProgramCode.VERSION;
    }
    return code;
  }

  /** Instructions with random operands; mostly the stack has what they take. */
  byte[] instructions() {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    code.write(ProgramCode.VERSION);
    Op[] ops = Op.values();
    int depth = 0;
    for (int n = seeded.below(60); n > 0; n--) {
      Op op = ops[seeded.below(ops.length)];
      if (op == Op.VALUE && !seeded.oneIn(4)) {
        // a second one makes it malformed
        op = Op.PUSH;
      }
      if (op.takes() > depth && !seeded.oneIn(200)) {
        op = ops[seeded.below(5)];
      }
      code.write(op.code());
      if (op == Op.MEDIAN) {
        int words = seeded.oneIn(50) ? seeded.below(256) : 1 + seeded.below(Math.max(1, depth - 1));
        depth -= words;
        code.write(words);
        continue;
      }
      depth += op.gives() - op.takes();
      switch (op) {
        case PUSH -> {
          byte[] word = word();
          code.write(word.length);
          code.writeBytes(word);
        }
        case FACT, REQUIRE, AWARD, ASK -> code.write(small());
        case RECORD -> {
          code.write(small());
          code.write(small());
        }
        case PENALTY -> {
          code.write(small());
          code.write(small());
          code.write(small());
        }
        case PERIODS -> code.writeBytes(seeded.oneIn(4) ? new byte[4] : seeded.bytes(4));
        default -> {}
      }
    }
    return code.toByteArray();
  }

  /** Mostly a party, a pot or a fact that exists. */
  private int small() {
    return seeded.oneIn(20) ? seeded.below(256) : seeded.below(5);
  }

  private byte[] word() {
    return switch (seeded.below(4)) {
      case 0 -> seeded.oneOf(EDGES).toByteArray();
      case 1 -> seeded.bytes(seeded.below(33));
      default -> seeded.bytes(seeded.below(3));
    };
  }

  /** An expression over facts, lateness and constants; it leaves one word. */
  void expression(Assembler code, int depth) {
    if (depth == 0 || seeded.oneIn(5)) {
      switch (seeded.below(6)) {
        case 0 -> code.push(seeded.below(7) - 3);
        case 1 -> code.push(seeded.oneOf(EDGES));
        case 2 -> code.op(seeded.oneIn(2) ? Op.LATE : Op.EARLY);
        case 3 -> code.periods(seeded.below(3));
        default -> code.op(Op.FACT, seeded.below(6));
      }
      return;
    }
    expression(code, depth - 1);
    if (seeded.oneIn(8)) {
      code.op(Op.NOT);
      return;
    }
    expression(code, depth - 1);
    if (seeded.oneIn(8)) {
      int words = 1 + seeded.below(4);
      for (int i = 1; i < words; i++) {
        expression(code, 0);
      }
      code.op(Op.MEDIAN, words);
      return;
    }
    code.op(
        seeded.oneOf(
            List.of(Op.ADD, Op.MUL, Op.MIN, Op.MAX, Op.DIV, Op.EQ, Op.LT, Op.LE, Op.AND, Op.OR)));
  }

  /** Words for some facts, too few or too many too; lateness of any length. */
  FactSheet sheet() {
    List<BigInteger> words = new ArrayList<>();
    for (int n = seeded.below(7); n > 0; n--) {
      words.add(
          switch (seeded.below(3)) {
            case 0 -> seeded.oneOf(EDGES);
            case 1 -> seeded.word();
            default -> BigInteger.valueOf(seeded.below(9) - 3);
          });
    }
    return new FactSheet(
        words,
        seeded.oneIn(3) ? 0 : seeded.upTo(63).longValueExact(),
        seeded.oneIn(3) ? 0 : seeded.upTo(63).longValueExact());
  }

  /** As many instructions as a program may have, and as many of {@code op} as can be. */
  static byte[] full(Op op) {
    Assembler code = new Assembler();
    if (op == Op.MEDIAN) {
      fallingMedian(code);
      fallingMedian(code);
      op = Op.MUL;
    }
    int before =
        ((ProgramCode.Read.WellFormed) ProgramCode.read(code.bytes())).instructions().size();
    int depth = before == 0 ? 0 : 2;
    int rules = 0;
    for (int n = before;
        n < ProgramCode.MAX_INSTRUCTIONS && code.bytes().length <= ProgramCode.MAX_BYTES - 5;
        n++) {
      int after = depth - op.takes() + op.gives();
      boolean allowed = op.gives() > 0 || rules < op.most();
      Op next =
          depth >= op.takes() && after <= ProgramCode.MAX_STACK && allowed
              ? op
              : depth < 2 ? Op.FACT : Op.MUL;
      switch (next) {
        case PUSH -> code.push(BigInteger.ONE.negate());
        case FACT -> code.op(next, 0);
        case REQUIRE, AWARD, ASK -> code.op(next, rules++);
        case RECORD -> code.record(rules++, 0);
        case VALUE -> {
          rules++;
          code.op(next);
        }
        case PENALTY -> code.penalty(rules++, 0, 0);
        case PERIODS -> code.periods(2);
        default -> code.op(next);
      }
      depth += next.gives() - next.takes();
    }
    return code.bytes();
  }

  /** The most words of a median, in the order that takes longest to sort. */
  private static void fallingMedian(Assembler code) {
    code.push(-200);
    for (int i = 0; i < ProgramCode.MAX_MEDIAN - 1; i++) {
      code.push(100 - i);
    }
    code.op(Op.MEDIAN, ProgramCode.MAX_MEDIAN - 1);
  }

  /** A well-formed program of so many bytes; below 5, bytes that begin like one. */
  static byte[] ofLength(int length) {
    Assembler code = new Assembler();
    int left = length - 1;
    for (int n = 0; left >= 40; n++) {
      code.push(LEAST).op(Op.REQUIRE, n);
      left -= 36;
    }
    code.op(Op.LATE);
    for (left--; left > 0; left--) {
      code.op(Op.NOT);
    }
    return Arrays.copyOf(code.bytes(), length);
  }

  /** Terms with a program. */
  static Terms terms(byte[] code) {
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
            Collections.nCopies(PARTIES, new TermsHead.Seat(Address.ZERO, 1)),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            1);
    return new Terms(head, List.of(part(code)));
  }

  /**
   * A part with a program, pots of all sizes, and as facts: a small number, a document, one that
   * can be any word, one above 0, and one whose range is empty.
   */
  static DeliverableTerms part(byte[] code) {
    return part(
        code,
        List.of(
            fact(Kind.NUMBER, BigInteger.valueOf(-5), BigInteger.TEN),
            fact(Kind.DOCUMENT, BigInteger.ZERO, BigInteger.ZERO),
            fact(Kind.NUMBER, LEAST, MOST),
            fact(Kind.CHOICE, BigInteger.ONE, TWO.pow(128)),
            fact(Kind.NUMBER, BigInteger.ONE, BigInteger.ZERO)));
  }

  /** A part with a program and facts. */
  static DeliverableTerms part(byte[] code, List<FactTerms> facts) {
    return new DeliverableTerms(
        1,
        DeliverableTerms.NONE,
        List.of(
            new Pot(0, 0, BigInteger.valueOf(1_000_003)),
            new Pot(2, 0, TWO.pow(120).subtract(BigInteger.ONE))),
        List.of(
            new Pot(1, 0, BigInteger.valueOf(500)),
            new Pot(0, 0, TWO.pow(120).subtract(BigInteger.ONE)),
            new Pot(2, 0, BigInteger.valueOf(70_000))),
        new Moment(Moment.Event.START, 0, 1),
        0,
        new Moment(Moment.Event.DUE, 0, 1),
        List.of(new DeliverableTerms.Gives(0, 0, BigInteger.TEN)),
        List.of(),
        1,
        0,
        1,
        facts,
        Clauses.NONE,
        Program.of(code));
  }

  static FactTerms fact(Kind kind, BigInteger least, BigInteger most) {
    return new FactTerms(
        kind,
        kind != Kind.DOCUMENT,
        Source.PERFORMER,
        0,
        0,
        Silence.NONE,
        BigInteger.ZERO,
        least,
        most);
  }
}
