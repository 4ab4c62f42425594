package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
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
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** Nine numbers that the performer states; each is worth its own part of the award. */
final class NineFacts {
  private NineFacts() {}

  /** Delivered, all nine facts 0, and so asserted at once. Party 0 pays, party 1 performs. */
  static Story asserted() {
    Story story = new Story(terms());
    long[] facts = new long[18];
    for (int i = 0; i < 9; i++) {
      facts[2 * i] = i;
    }
    return story.delivers(1, 0, facts);
  }

  private static Terms terms() {
    List<FactTerms> facts = new ArrayList<>();
    Assembler code = new Assembler().push(1).push(1);
    for (int i = 0; i < 9; i++) {
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
      code.op(Op.FACT, i).op(Op.ADD);
    }
    code.op(Op.AWARD, 0);
    BigInteger hundred = BigInteger.valueOf(100);
    DeliverableTerms part =
        new DeliverableTerms(
            1,
            DeliverableTerms.NONE,
            List.of(new Pot(0, 0, hundred)),
            List.of(new Pot(0, 0, hundred), new Pot(1, 0, hundred)),
            new Moment(Moment.Event.START, 0, 10),
            0,
            new Moment(Moment.Event.DUE, 0, 10),
            List.of(),
            List.of(),
            10,
            0,
            1,
            facts,
            Clauses.NONE,
            Program.of(code.bytes()));
    CourtTerms court =
        new CourtTerms(0, 3, 5, 5, 5, 0, 0, 3_000, 6_000, 3_000, 1_000, BigInteger.ZERO);
    Maxima maxima = Maxima.of(1, 2, List.of(court), List.of(part));
    TermsHead head =
        new TermsHead(
            "NineFacts",
            1,
            Hash.ZERO,
            Hash.ZERO,
            RandomTerms.address(0),
            0,
            TermsHead.Custody.L1,
            0,
            List.of(Address.ZERO),
            List.of(new Seat(RandomTerms.address(0), 0), new Seat(RandomTerms.address(1), 0)),
            List.of(),
            maxima.money(),
            maxima.caps(),
            List.of(court),
            1);
    return new Terms(head, List.of(part));
  }
}
