package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.horkos.dsl.backend.terms.Maxima;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCheck;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.RandomTerms;

/**
 * Terms as large as they can be: 16 parties, 32 facts that the performer (party 0) states and that
 * each count for something, as many pots as asked for, and a program that fills the part.
 */
public final class LargestTerms {
  public static final int PARTIES = 16;
  static final int FACTS = 32;

  private static final int AWARDED = 12;
  private static final BigInteger POT = BigInteger.TEN.pow(18);

  private LargestTerms() {}

  /** What the rest of the program is. */
  public enum Filling {
    /** The most instructions. */
    INSTRUCTIONS,
    /** The most penalties, then instructions. */
    PENALTIES
  }

  /** Terms with so many pays (parties 1, 2, …) and so many lots (parties 0, 1, …). */
  public static Terms of(int pays, int lots, Filling filling) {
    int penalties = filling == Filling.PENALTIES ? ProgramCode.MAX_RULES : 0;
    return of(new Shape(pays, lots, penalties, 1, 1, 0));
  }

  /**
   * What differs between terms that are all as large as they can be.
   *
   * @param pays 1 to 8
   * @param lots 1 to 8
   * @param penalties 0 to 64; instructions fill the rest of the part
   * @param tokens 1 or 2: whether pays and lots are in the same
   * @param courts 1 to 8, of which the first judges
   * @param wide bytes of every fact's word beyond the first, 0 to 15
   */
  public record Shape(int pays, int lots, int penalties, int tokens, int courts, int wide) {
    /** What is added to each fact's word: no byte of it is 0. */
    BigInteger base() {
      return wide == 0
          ? BigInteger.ZERO
          : new BigInteger("77".repeat(wide), 16).shiftLeft(8).add(BigInteger.valueOf(0x11));
    }
  }

  /** Terms of this shape. */
  public static Terms of(Shape shape) {
    int room = TermsCodec.MAX_PART_BYTES - TermsCodec.encodePart(part(shape, new byte[0])).length;
    byte[] program = program(shape, Math.min(room, ProgramCode.MAX_BYTES));
    DeliverableTerms part = part(shape, program);
    List<CourtTerms> courts = new ArrayList<>();
    for (int i = 0; i < shape.courts; i++) {
      courts.add(new CourtTerms(i, 3, 50, 5, 5, 0, 0, 3_000, 6_000, 3_000, 1_000, BigInteger.ZERO));
    }
    Maxima maxima = Maxima.of(shape.tokens, PARTIES, courts, List.of(part));
    TermsHead head = head(shape, maxima, courts, PARTIES);
    for (int fewer = PARTIES - 1; fewer >= 0 && tooLong(head); fewer--) {
      head = head(shape, maxima, courts, fewer);
    }
    Terms terms = new Terms(head, List.of(part));
    TermsCheck.check(terms)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(shape + " breaks a limit: " + refusal);
            });
    return terms;
  }

  private static boolean tooLong(TermsHead head) {
    return TermsCodec.encodeHead(head).length > TermsCheck.MAX_HEAD_BYTES;
  }

  private static TermsHead head(
      Shape shape, Maxima maxima, List<CourtTerms> courts, int attestors) {
    List<Seat> parties = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      parties.add(new Seat(RandomTerms.address(i), 0));
    }
    List<Address> third = new ArrayList<>();
    for (int i = 0; i < attestors; i++) {
      third.add(RandomTerms.address(100 + i));
    }
    List<Address> tokens = new ArrayList<>();
    for (int i = 0; i < shape.tokens; i++) {
      tokens.add(i == 0 ? Address.ZERO : RandomTerms.address(200 + i));
    }
    return new TermsHead(
        "Largest",
        1,
        Hash.ZERO,
        Hash.ZERO,
        RandomTerms.address(0),
        0,
        TermsHead.Custody.L1,
        1,
        tokens,
        parties,
        third,
        maxima.money(),
        maxima.caps(),
        courts,
        1);
  }

  private static DeliverableTerms part(Shape shape, byte[] program) {
    List<FactTerms> facts = new ArrayList<>();
    for (int i = 0; i < FACTS; i++) {
      facts.add(
          new FactTerms(
              Kind.NUMBER,
              true,
              Source.PERFORMER,
              0,
              0,
              Silence.NONE,
              BigInteger.ZERO,
              BigInteger.ZERO,
              shape.base().add(BigInteger.TEN)));
    }
    return new DeliverableTerms(
        0,
        DeliverableTerms.NONE,
        pots(1, shape.pays, shape.tokens - 1),
        pots(0, shape.lots, 0),
        new Moment(Moment.Event.START, 0, 100),
        0,
        new Moment(Moment.Event.DUE, 0, 100),
        List.of(),
        List.of(),
        100,
        0,
        1,
        facts,
        Clauses.NONE,
        Program.of(program));
  }

  private static List<Pot> pots(int first, int count, int token) {
    List<Pot> pots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pots.add(new Pot(first + i, token, POT.add(BigInteger.valueOf(i))));
    }
    return pots;
  }

  /** As many instructions as a program can have and the part has room for. */
  private static byte[] program(Shape shape, int room) {
    byte[] longest = written(shape, 0);
    for (int pairs = 1; ; pairs++) {
      byte[] longer = written(shape, pairs);
      boolean fits = longer.length <= room;
      if (!fits || !(ProgramCode.read(longer) instanceof ProgramCode.Read.WellFormed)) {
        return longest;
      }
      longest = longer;
    }
  }

  /** Awards 1,000 and the sum of the facts; then takes penalties and counts for nothing. */
  private static byte[] written(Shape shape, int pairs) {
    BigInteger least = shape.base().multiply(BigInteger.valueOf(FACTS));
    Assembler code = new Assembler().push(1).push(BigInteger.valueOf(1_000).subtract(least));
    for (int i = 0; i < FACTS; i++) {
      code.op(Op.FACT, i).op(Op.ADD);
    }
    code.op(Op.AWARD, 0);
    for (int i = 0; i < shape.penalties; i++) {
      int to = i % PARTIES;
      int pot = i % (shape.lots + 1);
      if (shape.tokens == 2) {
        // As many pairs of party and token as a head has room for.
        pot = i / PARTIES % 2 == 0 ? 1 + i % shape.lots : 0;
        to = pot == 0 ? i % AWARDED : to;
      }
      code.push(i + 1).penalty(i, to, pot);
    }
    code.push(1);
    for (int i = 0; i < pairs; i++) {
      code.op(Op.NOT).op(Op.NOT);
    }
    return code.op(Op.REQUIRE, 0).bytes();
  }

  /** All facts of a delivery. */
  public static SortedMap<Integer, BigInteger> delivered() {
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < FACTS; i++) {
      facts.put(i, BigInteger.valueOf(5));
    }
    return facts;
  }

  /** Eight facts from {@code first} on, around the end of the list. */
  public static SortedMap<Integer, BigInteger> claim(int first, int word) {
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < 8; i++) {
      facts.put((first + i) % FACTS, BigInteger.valueOf(word));
    }
    return facts;
  }

  /** The same words, each so much larger. */
  static SortedMap<Integer, BigInteger> raised(
      SortedMap<Integer, BigInteger> words, BigInteger base) {
    TreeMap<Integer, BigInteger> raised = new TreeMap<>();
    words.forEach((fact, word) -> raised.put(fact, word.add(base)));
    return raised;
  }
}
