package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Maxima;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCheck;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** Small terms in which money is owed, and small contests. Parties: 0 to 3, all named. */
public final class OwedAndContested {
  static final int LENDER = 0;
  static final int DEBTOR = 1;
  static final int GUARANTOR = 2;

  private OwedAndContested() {}

  /**
   * The debtor owes the lender 100 and, if he pays after 110 seconds, 7 to party 3; by 150 seconds
   * at the latest. The guarantor's bond is 50, of which the lender gets 30 if it is missed.
   */
  public static Terms loan() {
    return terms(List.of(instalment(DeliverableTerms.NONE)));
  }

  /** A loan in two instalments; what lacks of the first is owed with the second. */
  public static Terms instalments() {
    return terms(List.of(instalment(DeliverableTerms.NONE), instalment(0)));
  }

  private static DeliverableTerms instalment(int after) {
    boolean second = after != DeliverableTerms.NONE;
    return new DeliverableTerms(
        DEBTOR,
        after,
        List.of(),
        List.of(new Pot(GUARANTOR, 0, BigInteger.valueOf(50))),
        second
            ? new Moment(Moment.Event.DUE_OF, after, 100)
            : new Moment(Moment.Event.START, 0, 100),
        10,
        new Moment(Moment.Event.DUE, 0, 50),
        List.of(new Gives(LENDER, 0, BigInteger.valueOf(30))),
        List.of(),
        1_000,
        0,
        1,
        List.of(),
        MoneyClauses.owes(
            second ? Optional.of(after) : Optional.empty(),
            List.of(
                new Owes(3, 0, BigInteger.valueOf(7), true),
                new Owes(LENDER, 0, BigInteger.valueOf(100), false))),
        Program.of(new Assembler().bytes()));
  }

  /** Entries by 1, 2 and 1, each worth what its performer says, and a contest of 100 by party 0. */
  public static Terms contest(Contest.Mode mode, Integer... bps) {
    List<DeliverableTerms> parts = new ArrayList<>();
    for (int performer : new int[] {1, 2, 1}) {
      parts.add(
          part(
              performer,
              List.of(new Pot(0, 0, BigInteger.ONE)),
              List.of(worth()),
              MoneyClauses.entry(3),
              new Assembler().push(1).push(1).op(Op.AWARD, 0).op(Op.FACT, 0).op(Op.VALUE)));
    }
    Contest contest = new Contest(mode, 0, 3, List.of(bps));
    List<Pot> pays =
        List.of(new Pot(0, 0, BigInteger.valueOf(70)), new Pot(3, 0, BigInteger.valueOf(31)));
    parts.add(part(0, pays, List.of(), MoneyClauses.contest(contest), new Assembler()));
    return terms(parts);
  }

  private static FactTerms worth() {
    return new FactTerms(
        Kind.NUMBER,
        true,
        Source.PERFORMER,
        0,
        0,
        Silence.NONE,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.valueOf(1_000));
  }

  private static DeliverableTerms part(
      int performer, List<Pot> pays, List<FactTerms> facts, Clauses clauses, Assembler program) {
    return new DeliverableTerms(
        performer,
        DeliverableTerms.NONE,
        pays,
        List.of(),
        new Moment(Moment.Event.START, 0, 100),
        0,
        new Moment(Moment.Event.DUE, 0, 50),
        List.of(),
        List.of(),
        10,
        0,
        1,
        facts,
        clauses,
        Program.of(program.bytes()));
  }

  private static Terms terms(List<DeliverableTerms> parts) {
    CourtTerms court = new CourtTerms(0, 3, 10, 10, 10, 0, 0, 5_000, 10_000, 0, 0, BigInteger.ZERO);
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      seats.add(new Seat(RandomTerms.address(i), 0));
    }
    Maxima maxima = Maxima.of(1, 4, List.of(court), parts);
    TermsHead head =
        new TermsHead(
            "Money",
            1,
            Hash.ZERO,
            Hash.ZERO,
            RandomTerms.address(0),
            0,
            TermsHead.Custody.L1,
            1,
            Collections.nCopies(1, Address.ZERO),
            seats,
            List.of(),
            maxima.money(),
            maxima.caps(),
            List.of(court),
            parts.size());
    Terms terms = new Terms(head, parts);
    TermsCheck.check(terms)
        .ifPresent(
            refusal -> {
              throw new AssertionError("these terms break a limit: " + refusal);
            });
    return terms;
  }
}
