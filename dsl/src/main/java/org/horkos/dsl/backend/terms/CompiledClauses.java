package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Moment;

/** The clauses of one deliverable as terms have them: amounts bound, dates and durations filled. */
final class CompiledClauses {
  private static final long DAY = 86_400;

  private final org.horkos.dsl.agreement.Clauses written;
  private final Amounts amounts;
  private final Optional<Clauses.Calendar> calendar;

  /**
   * Compiles clauses.
   *
   * @param calendars those of the agreement
   * @param written the clauses as typed
   * @param amounts the deliverable's bound amounts
   */
  CompiledClauses(
      List<org.horkos.dsl.agreement.Calendar> calendars,
      org.horkos.dsl.agreement.Clauses written,
      Amounts amounts) {
    this.written = written;
    this.amounts = amounts;
    this.calendar = written.business().map(use -> calendar(calendars.get(use.calendar()), use));
  }

  private static Clauses.Calendar calendar(
      org.horkos.dsl.agreement.Calendar days, org.horkos.dsl.agreement.Clauses.Business use) {
    long counted = use.due() ? Clauses.Calendar.DUE : 0;
    counted |= use.missed() ? Clauses.Calendar.MISSED : 0;
    counted |= use.challenge() ? Clauses.Calendar.CHALLENGE : 0;
    counted |= use.grace() ? Clauses.Calendar.GRACE : 0;
    for (int fact : use.facts()) {
      counted |= Clauses.Calendar.within(fact);
    }
    return new Clauses.Calendar(
        days.offsetSeconds(), days.weekend(), days.lastDay(), counted, days.holidays());
  }

  /** A duration's field: seconds, or how many business days. */
  long length(long seconds, long bit) {
    return calendar.filter(days -> days.counts(bit)).isPresent() ? seconds / DAY : seconds;
  }

  /** A moment of the terms. */
  Moment moment(Moment moment, long bit) {
    if (moment.event() == Moment.Event.DATE && moment.index() > 0) {
      BigInteger date = amounts.parameters().get(moment.index() - 1);
      return new Moment(Moment.Event.DATE, 0, date.longValueExact() + moment.offsetSeconds());
    }
    return new Moment(moment.event(), moment.index(), length(moment.offsetSeconds(), bit));
  }

  Clauses compiled() {
    List<Clauses.Owes> owes = new ArrayList<>();
    for (org.horkos.dsl.agreement.Clauses.Owes debt : written.owes()) {
      BigInteger amount = amounts.floored(debt.amount());
      // What comes to nothing is not owed.
      if (amount.signum() > 0) {
        owes.add(new Clauses.Owes(debt.to(), debt.token(), amount, debt.whenLate()));
      }
    }
    int ends = written.missedEndsAll() ? Clauses.IF_MISSED : 0;
    ends |= written.failedEndsAll() ? Clauses.IF_FAILED : 0;
    List<Clauses.Asked> asked = new ArrayList<>();
    for (int i = 0; i < written.asked().size(); i++) {
      int ask = i;
      written.asked().get(i).facts().forEach(fact -> asked.add(new Clauses.Asked(fact, ask)));
    }
    asked.sort(Comparator.comparingInt(Clauses.Asked::fact));
    return new Clauses(
        written.measuredBy(),
        written.excuse(),
        written.byItself(),
        written.afterAnyEnd(),
        written.mayEnd().map(end -> new Clauses.MayEnd(end.party(), moment(end.from(), 0))),
        ends,
        owes,
        written.carriesFrom(),
        calendar,
        written.entry().map(org.horkos.dsl.agreement.Clauses.Entry::contest),
        written
            .contest()
            .map(
                contest ->
                    new Clauses.Contest(
                        contest.shares()
                            ? Clauses.Contest.Mode.SHARES
                            : Clauses.Contest.Mode.PLACES,
                        contest.first(),
                        contest.count(),
                        contest.placesBps())),
        asked);
  }
}
