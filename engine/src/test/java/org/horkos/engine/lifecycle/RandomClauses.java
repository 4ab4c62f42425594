package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Moment.Event;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.Clauses.MayEnd;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsCheck;

/** Clauses that keep every limit, each kind now and then, with the facts that they need. */
final class RandomClauses {
  private static final BigInteger LAST_TIME =
      BigInteger.ONE.shiftLeft(TermsCheck.TIME_BITS).subtract(BigInteger.ONE);

  private final Chance chance;
  private final int parties;
  private final boolean byItself;

  /** For a deliverable that counts as delivered by itself, or one that somebody delivers. */
  RandomClauses(Chance chance, int parties, boolean byItself) {
    this.chance = chance;
    this.parties = parties;
    this.byItself = byItself;
  }

  /**
   * Some clauses.
   *
   * @param facts of the deliverable; what clauses need is added
   */
  Clauses of(
      int performer,
      List<FactTerms> facts,
      Moment due,
      Moment missed,
      int challenge,
      int grace,
      int after,
      boolean ender) {
    SomeClauses clauses = new SomeClauses();
    clauses.byItself = byItself;
    if (chance.oneIn(2)) {
      facts.add(time(performer));
      clauses.measuredBy = chance.oneIn(4) ? null : facts.size() - 1;
    }
    if (chance.oneIn(2) && !byItself) {
      facts.add(seconds());
      clauses.excuse = facts.size() - 1;
    }
    clauses.afterAnyEnd = after != DeliverableTerms.NONE && chance.oneIn(2);
    if (chance.oneIn(3)) {
      clauses.mayEnd = new MayEnd(chance.between(0, parties - 1), from(after));
    }
    if (ender || chance.oneIn(15)) {
      clauses.endsAll = chance.between(1, 3);
    }
    long times =
        facts.stream()
            .filter(fact -> fact.source() != Source.PERFORMER)
            .map(FactTerms::within)
            .distinct()
            .count();
    for (int fact = 0; fact < facts.size() && times <= 4; fact++) {
      if (facts.get(fact).source() != Source.PERFORMER && chance.oneIn(4)) {
        clauses.asked.add(new Clauses.Asked(fact, chance.between(0, chance.oneIn(4) ? 15 : 2)));
      }
    }
    if (chance.oneIn(3)) {
      long counted = 0;
      counted |= days(Calendar.DUE, due.event() == Event.DATE ? 0 : due.offsetSeconds());
      counted |= days(Calendar.MISSED, missed.event() == Event.DATE ? 0 : missed.offsetSeconds());
      counted |= days(Calendar.CHALLENGE, challenge);
      counted |= days(Calendar.GRACE, grace);
      for (int fact = 0; fact < facts.size(); fact++) {
        counted |= days(Calendar.within(fact), facts.get(fact).within());
      }
      clauses.calendar = counted == 0 ? null : calendar(counted);
    }
    return clauses.made();
  }

  private Moment from(int after) {
    int offset = chance.between(0, 40);
    return switch (chance.between(0, after == DeliverableTerms.NONE ? 3 : 5)) {
      case 0 -> new Moment(Event.START, 0, offset);
      case 1 -> new Moment(Event.DUE, 0, chance.between(0, 10));
      case 2 -> new Moment(Event.JOINS, parties - 1, offset);
      case 3 -> new Moment(Event.DATE, 0, RandomLife.START + offset);
      case 4 -> new Moment(Event.ENDED, after, offset);
      default -> new Moment(Event.DUE_OF, after, offset);
    };
  }

  /** The bit of a duration that can be a count of days, now and then. */
  private long days(long bit, long length) {
    return length >= 1 && length <= 255 && chance.oneIn(3) ? bit : 0;
  }

  private Calendar calendar(long counted) {
    int first = (int) (RandomLife.START / 86_400);
    TreeSet<Integer> holidays = new TreeSet<>();
    int count = chance.oneIn(10) ? 96 : chance.between(0, 8);
    while (holidays.size() < count) {
      holidays.add(first + chance.between(-3, 130));
    }
    return new Calendar(
        60 * chance.between(-840, 840),
        chance.oneIn(3) ? chance.between(0, 126) : 0x60,
        first + 130,
        counted,
        List.copyOf(holidays));
  }

  private FactTerms time(int performer) {
    boolean own = !byItself && chance.oneIn(2);
    boolean claimed = own || (!byItself && chance.oneIn(2));
    return new FactTerms(
        Kind.TIME,
        !chance.oneIn(4),
        own ? Source.PERFORMER : Source.PARTY,
        own ? 0 : (performer + 1) % parties,
        own ? 0 : chance.between(0, 10),
        own ? Silence.NONE : claimed ? Silence.AS_CLAIMED : Silence.VALUE,
        claimed ? BigInteger.ZERO : BigInteger.valueOf(RandomLife.START + chance.between(0, 30)),
        BigInteger.ZERO,
        LAST_TIME);
  }

  private FactTerms seconds() {
    return new FactTerms(
        Kind.NUMBER,
        true,
        Source.PERFORMER,
        0,
        0,
        Silence.NONE,
        BigInteger.ZERO,
        BigInteger.ZERO,
        BigInteger.valueOf(chance.between(0, 30)));
  }
}
