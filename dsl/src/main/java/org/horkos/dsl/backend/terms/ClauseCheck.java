package org.horkos.dsl.backend.terms;

import static org.horkos.dsl.backend.terms.TermsCheck.count;
import static org.horkos.dsl.backend.terms.TermsCheck.reference;
import static org.horkos.dsl.backend.terms.TermsCheck.require;

import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses.Asked;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.Clauses.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;

/** The limits of the clauses of one deliverable's part. */
final class ClauseCheck {
  /** The most holidays of a calendar. */
  static final int MAX_HOLIDAYS = 96;

  /** The most business days that a duration has. */
  static final int MAX_BUSINESS_DAYS = 255;

  /** The most different times to answer in a part that asks on conditions. */
  static final int MAX_TIMES = 4;

  /** The most numbers that a program's ASKs have. */
  static final int MAX_ASKS = 16;

  private static final int MAX_OFFSET = 14 * 3_600;
  private static final int ALL_WEEK = 0x7f;
  private static final long BITS_FREE = 0xf0;

  private final Terms terms;
  private final DeliverableTerms part;
  private final Clauses clauses;
  private final PartCheck moments;
  private final String where;

  private ClauseCheck(Terms terms, DeliverableTerms part, PartCheck moments, String where) {
    this.terms = terms;
    this.part = part;
    this.clauses = part.clauses();
    this.moments = moments;
    this.where = where + ", clauses";
  }

  /** Refuses what breaks a limit. */
  static void check(Terms terms, DeliverableTerms part, PartCheck moments, String where)
      throws RefusedTerms {
    ClauseCheck check = new ClauseCheck(terms, part, moments, where);
    for (Kind kind : part.clauses().kinds()) {
      check.check(kind);
    }
  }

  private void check(Kind kind) throws RefusedTerms {
    switch (kind) {
      case MEASURED ->
          require(
              fact(clauses.measuredBy().orElseThrow()).kind() == DeliverableTerms.Kind.TIME,
              Code.BAD_REFERENCE,
              where,
              "what is measured by a fact is measured by a time");
      case EXCUSE -> excuse(fact(clauses.excuse().orElseThrow()));
      case BY_ITSELF -> byItself();
      case AFTER_ANY_END ->
          require(
              part.after() != DeliverableTerms.NONE,
              Code.BAD_REFERENCE,
              where,
              "it waits for no deliverable whose end could open it");
      case MAY_END -> {
        reference(where, clauses.mayEnd().orElseThrow().party(), terms.head().parties().size());
        moments.moment(where, clauses.mayEnd().orElseThrow().from());
      }
      case ENDS_ALL ->
          require(
              clauses.endsAll() > 0 && clauses.endsAll() <= (Clauses.IF_MISSED | Clauses.IF_FAILED),
              Code.OUT_OF_RANGE,
              where,
              "everything ends when it is missed, or fails, or both");
      case OWES, CARRIES, ENTRY, CONTEST -> {
        // MoneyCheck looks at them.
      }
      case CALENDAR -> calendar(clauses.calendar().orElseThrow());
      case ASKED -> asked();
    }
  }

  private FactTerms fact(int index) throws RefusedTerms {
    reference(where, index, part.facts().size());
    return part.facts().get(index);
  }

  private void excuse(FactTerms fact) throws RefusedTerms {
    require(
        fact.kind() == DeliverableTerms.Kind.NUMBER
            && fact.source() == Source.PERFORMER
            && fact.contestable()
            && fact.least().signum() == 0
            && fact.most().bitLength() <= TermsCheck.TIME_BITS,
        Code.BAD_REFERENCE,
        where,
        "an excuse is a number of seconds from 0 on that the performer states and others contest");
  }

  private void byItself() throws RefusedTerms {
    require(
        part.attempts() == 1,
        Code.OUT_OF_RANGE,
        where,
        "what counts as delivered by itself does so once");
    require(
        part.missed().event() == Moment.Event.DUE,
        Code.BAD_REFERENCE,
        where,
        "what counts as delivered at its due time is missed no sooner: count missed from due");
    require(
        part.facts().stream().noneMatch(FactTerms::statedByPerformer),
        Code.BAD_REFERENCE,
        where,
        "nobody delivers it, so there is nobody to state a fact with the delivery");
  }

  private void calendar(Calendar calendar) throws RefusedTerms {
    int offset = calendar.offsetSeconds();
    require(
        offset >= -MAX_OFFSET && offset <= MAX_OFFSET && offset % 60 == 0,
        Code.OUT_OF_RANGE,
        where,
        "local time differs from UTC by whole minutes and at most 14 hours");
    require(
        calendar.weekend() >= 0 && calendar.weekend() < ALL_WEEK,
        Code.OUT_OF_RANGE,
        where,
        "a week has at least one business day");
    require(
        calendar.last() >= 0 && calendar.last() < 1 << 16,
        Code.OUT_OF_RANGE,
        where,
        "days are numbered from 0 to 65,535");
    count(where + ", holidays", calendar.holidays().size(), 0, MAX_HOLIDAYS);
    int before = -1;
    for (int day : calendar.holidays()) {
      require(
          day > before && day <= calendar.last(),
          Code.OUT_OF_RANGE,
          where,
          "holidays ascend and end with the last day of which they are known");
      before = day;
    }
    counted(calendar);
  }

  private void counted(Calendar calendar) throws RefusedTerms {
    long known = (1L << (8 + part.facts().size())) - 1 & ~BITS_FREE;
    require(
        calendar.counted() != 0 && (calendar.counted() & ~known) == 0,
        Code.OUT_OF_RANGE,
        where,
        "a calendar counts durations that there are");
    if (calendar.counts(Calendar.DUE)) {
      businessDays(part.due());
    }
    if (calendar.counts(Calendar.MISSED)) {
      businessDays(part.missed());
    }
    if (calendar.counts(Calendar.CHALLENGE)) {
      businessDays(part.challenge());
    }
    if (calendar.counts(Calendar.GRACE)) {
      businessDays(part.grace());
    }
    for (int i = 0; i < part.facts().size(); i++) {
      // What the performer states has no time to answer: it is 0.
      if (calendar.counts(Calendar.within(i))) {
        businessDays(part.facts().get(i).within());
      }
    }
  }

  private void businessDays(Moment moment) throws RefusedTerms {
    // A date is no event that days could be counted from.
    businessDays(moment.event() == Moment.Event.DATE ? 0 : moment.offsetSeconds());
  }

  private void businessDays(long days) throws RefusedTerms {
    require(
        days >= 1 && days <= MAX_BUSINESS_DAYS,
        Code.OUT_OF_RANGE,
        where,
        "1 to " + MAX_BUSINESS_DAYS + " business days, after an event and not a date");
  }

  private void asked() throws RefusedTerms {
    int before = -1;
    for (Asked one : clauses.asked()) {
      require(
          fact(one.fact()).source() != Source.PERFORMER,
          Code.BAD_REFERENCE,
          where,
          "only what others state is awaited");
      require(one.fact() > before, Code.DUPLICATE, where, "facts ascend, each once");
      require(
          one.ask() >= 0 && one.ask() < MAX_ASKS,
          Code.OUT_OF_RANGE,
          where,
          "an ASK has a number below " + MAX_ASKS);
      before = one.fact();
    }
    long times =
        part.facts().stream()
            .filter(fact -> fact.source() != Source.PERFORMER)
            .map(FactTerms::within)
            .distinct()
            .count();
    require(
        times <= MAX_TIMES,
        Code.COUNT,
        where,
        "where facts are asked on conditions there are at most "
            + MAX_TIMES
            + " different times to answer");
  }
}
