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
    int room =
        TermsCodec.MAX_PART_BYTES - TermsCodec.encodePart(part(pays, lots, new byte[0])).length;
    byte[] program = program(lots, Math.min(room, ProgramCode.MAX_BYTES), filling);
    DeliverableTerms part = part(pays, lots, program);
    CourtTerms court =
        new CourtTerms(0, 3, 50, 5, 5, 0, 0, 3_000, 6_000, 3_000, 1_000, BigInteger.ZERO);
    Maxima maxima = Maxima.of(1, PARTIES, List.of(court), List.of(part));
    List<Seat> parties = new ArrayList<>();
    List<Address> attestors = new ArrayList<>();
    for (int i = 0; i < PARTIES; i++) {
      parties.add(new Seat(RandomTerms.address(i), 0));
      attestors.add(RandomTerms.address(100 + i));
    }
    TermsHead head =
        new TermsHead(
            "Largest",
            1,
            Hash.ZERO,
            Hash.ZERO,
            RandomTerms.address(0),
            0,
            TermsHead.Custody.L1,
            1,
            List.of(Address.ZERO),
            parties,
            attestors,
            maxima.money(),
            maxima.caps(),
            List.of(court),
            1);
    Terms terms = new Terms(head, List.of(part));
    TermsCheck.check(terms)
        .ifPresent(
            refusal -> {
              throw new AssertionError("these terms break a limit: " + refusal);
            });
    return terms;
  }

  private static DeliverableTerms part(int pays, int lots, byte[] program) {
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
              BigInteger.TEN));
    }
    return new DeliverableTerms(
        0,
        DeliverableTerms.NONE,
        pots(1, pays),
        pots(0, lots),
        new Moment(Moment.Event.START, 0, 100),
        0,
        new Moment(Moment.Event.DUE, 0, 100),
        List.of(),
        List.of(),
        100,
        0,
        1,
        facts,
        Program.of(program));
  }

  private static List<Pot> pots(int first, int count) {
    List<Pot> pots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pots.add(new Pot(first + i, 0, POT.add(BigInteger.valueOf(i))));
    }
    return pots;
  }

  /** As many instructions as a program can have and the part has room for. */
  private static byte[] program(int lots, int room, Filling filling) {
    byte[] longest = program(lots, filling, 0);
    for (int pairs = 1; ; pairs++) {
      byte[] longer = program(lots, filling, pairs);
      boolean fits = longer.length <= room;
      if (!fits || !(ProgramCode.read(longer) instanceof ProgramCode.Read.WellFormed)) {
        return longest;
      }
      longest = longer;
    }
  }

  /** Awards 1,000 and the sum of the facts; then takes penalties and counts for nothing. */
  private static byte[] program(int lots, Filling filling, int pairs) {
    Assembler code = new Assembler().push(1).push(1_000);
    for (int i = 0; i < FACTS; i++) {
      code.op(Op.FACT, i).op(Op.ADD);
    }
    code.op(Op.AWARD, 0);
    if (filling == Filling.PENALTIES) {
      for (int i = 0; i < ProgramCode.MAX_RULES; i++) {
        code.push(i + 1).penalty(i, i % PARTIES, i % (lots + 1));
      }
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
}
