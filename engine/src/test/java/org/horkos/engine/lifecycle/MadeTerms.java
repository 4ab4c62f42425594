package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Moment.Event;
import org.horkos.dsl.backend.program.Assembler;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.terms.Clauses;
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

/**
 * Terms between a client and a studio, made for one test. Each deliverable pays 1,000, both have a
 * bond of 100 in it, missing it gives the client the studio's; it is due 10 days after the start,
 * missed 5 days later and can be contested for 3 days. Of the award 10 go to the client for each
 * started day of delay.
 */
public final class MadeTerms {
  /** The payer, who receives. */
  public static final int CLIENT = 0;

  /** The performer. */
  public static final int STUDIO = 1;

  static final long DAY = 86_400;
  static final long PAY = 1_000;

  private static final CourtTerms COURT =
      new CourtTerms(0, 3, 3 * DAY, DAY, DAY, 0, 0, 3_000, 6_000, 3_000, 1_000, BigInteger.ZERO);

  int performer = STUDIO;
  int after = DeliverableTerms.NONE;
  Moment due = new Moment(Event.START, 0, 10 * DAY);
  long grace;
  Moment missed = new Moment(Event.DUE, 0, 5 * DAY);
  long challenge = 3 * DAY;
  int attempts = 2;
  final List<FactTerms> facts = new ArrayList<>();
  final SomeClauses clauses = new SomeClauses();
  boolean awardsByFact;

  /** ASK 0 is the first fact. */
  boolean asks;

  /** An agreement of these. */
  public static Terms of(MadeTerms... parts) {
    List<DeliverableTerms> all = Arrays.stream(parts).map(MadeTerms::part).toList();
    List<Seat> seats =
        List.of(new Seat(RandomTerms.address(0), 0), new Seat(RandomTerms.address(1), 0));
    Maxima maxima = Maxima.of(1, seats.size(), List.of(COURT), all);
    TermsHead head =
        new TermsHead(
            "Made",
            1,
            Hash.ZERO,
            Hash.ZERO,
            RandomTerms.address(0),
            0,
            TermsHead.Custody.L1,
            1,
            List.of(Address.ZERO),
            seats,
            List.of(),
            maxima.money(),
            maxima.caps(),
            List.of(COURT),
            all.size());
    Terms terms = new Terms(head, all);
    TermsCheck.check(terms)
        .ifPresent(
            refusal -> {
              throw new AssertionError(refusal.sentence());
            });
    return terms;
  }

  /** What a party may end from so many seconds after the start on. */
  public static MadeTerms endedBy(int party, long after) {
    MadeTerms made = new MadeTerms();
    made.clauses.mayEnd = new Clauses.MayEnd(party, new Moment(Event.START, 0, after));
    return made;
  }

  /** Two facts of the client, of which the first decides whether there is an award. */
  public static MadeTerms judgedByTheFirst() {
    MadeTerms made = new MadeTerms().judged().judged();
    made.awardsByFact = true;
    return made;
  }

  /** The studio states when it handed over, which is due at the start; that counts as delivered. */
  public static MadeTerms measured() {
    MadeTerms made = new MadeTerms().stated(Kind.TIME, (1L << 40) - 1);
    made.clauses.measuredBy = 0;
    made.due = new Moment(Event.START, 0, 0);
    return made;
  }

  /** The studio owes the client 100. */
  public static MadeTerms owing() {
    MadeTerms made = new MadeTerms();
    made.attempts = 1;
    made.clauses.owes.add(new Clauses.Owes(CLIENT, 0, BigInteger.valueOf(100), false));
    return made;
  }

  /** What waits for a deliverable. */
  static MadeTerms after(int deliverable) {
    MadeTerms made = new MadeTerms();
    made.after = deliverable;
    return made;
  }

  /**
   * The studio states a fault, 0 or 1; only if there is one, the client is asked how bad it is. A
   * second fact of the client is always awaited.
   */
  public static MadeTerms askedIfFaulty() {
    MadeTerms made = new MadeTerms().stated(Kind.NUMBER, 1).judged().judged();
    made.clauses.asked.add(new Clauses.Asked(1, 0));
    made.asks = true;
    return made;
  }

  /** A fact of the client: how well it was made, 0 to 9; 5 if the client is silent for 2 days. */
  MadeTerms judged() {
    facts.add(fact(Kind.NUMBER, Source.PARTY, 2 * DAY, Silence.VALUE, BigInteger.valueOf(5), 9));
    return this;
  }

  /** A fact of the studio. */
  MadeTerms stated(Kind kind, long most) {
    facts.add(fact(kind, Source.PERFORMER, 0, Silence.NONE, BigInteger.ZERO, most));
    return this;
  }

  private static FactTerms fact(
      Kind kind, Source source, long within, Silence silence, BigInteger word, long most) {
    return new FactTerms(
        kind,
        true,
        source,
        CLIENT,
        within,
        silence,
        word,
        BigInteger.ZERO,
        BigInteger.valueOf(most));
  }

  private DeliverableTerms part() {
    Assembler code = new Assembler();
    // awarded if its first fact is above 0, where that counts
    if (awardsByFact) {
      code.push(0).op(Op.FACT, 0).op(Op.LT);
    } else {
      code.push(1);
    }
    code.push(PAY).op(Op.AWARD, 0);
    if (asks) {
      code.op(Op.FACT, 0).op(Op.ASK, 0);
    }
    code.periods(DAY).push(10).op(Op.MUL).penalty(0, CLIENT, 0);
    Clauses made = clauses.made();
    return new DeliverableTerms(
        performer,
        after,
        List.of(new Pot(CLIENT, 0, BigInteger.valueOf(PAY))),
        List.of(
            new Pot(STUDIO, 0, BigInteger.valueOf(100)),
            new Pot(CLIENT, 0, BigInteger.valueOf(100))),
        due,
        grace,
        missed,
        List.of(new Gives(CLIENT, 0, BigInteger.valueOf(100))),
        List.of(),
        challenge,
        0,
        attempts,
        facts,
        made,
        Program.of(code.bytes()));
  }
}
