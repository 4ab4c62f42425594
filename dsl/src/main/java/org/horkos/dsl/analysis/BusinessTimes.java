package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Calendar;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/** On which days business days fall so that something is missed while it is on time. */
final class BusinessTimes {
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;
  private static final int DAYS_LOOKED_AT = 800;

  private final Calendar calendar;
  private final Clauses.Business business;
  private final Deliverable own;

  private BusinessTimes(Calendar calendar, Clauses.Business business, Deliverable own) {
    this.calendar = calendar;
    this.business = business;
    this.own = own;
  }

  /**
   * A life.
   *
   * @param start Unix time at which the agreement begins
   * @param behindDue so many seconds after due it is delivered, on time and missed already
   */
  record Life(long start, long behindDue) {}

  /** The first such life, if both times count from start or missed from due. */
  static Optional<Life> missedOnTime(Agreement frame, Deliverable own) {
    boolean known =
        own.due().event() == Moment.Event.START
            && (own.missed().event() == Moment.Event.START
                || own.missed().event() == Moment.Event.DUE);
    return own.clauses()
        .business()
        .filter(business -> known)
        .flatMap(
            business ->
                new BusinessTimes(frame.calendars().get(business.calendar()), business, own)
                    .life());
  }

  /** When the first such life begins in which who is asked last has no time left. */
  static Optional<Long> askedTooLate(Agreement frame, Deliverable own, int first, int then) {
    return own.clauses()
        .business()
        .filter(business -> own.due().event() == Moment.Event.START)
        .flatMap(
            business ->
                new BusinessTimes(frame.calendars().get(business.calendar()), business, own)
                    .askedTooLate(first, then));
  }

  private Optional<Long> askedTooLate(int first, int then) {
    for (int day = 0; day < DAYS_LOOKED_AT; day++) {
      long start = Course.START + day * DAY;
      long due = due(start);
      if (due + answered(due, then) <= due + answered(due, first)) {
        return Optional.of(start).filter(s -> due < calendar.lastDay() * DAY);
      }
    }
    return Optional.empty();
  }

  /** So many seconds at the most after a delivery a fact is stated. */
  private long answered(long delivered, int fact) {
    return after(delivered, Instants.within(own, fact), business.facts().contains(fact))
        - delivered;
  }

  /**
   * So many seconds at the most after its delivery at due the fact of a deliverable is stated, in an
   * agreement that begins then; known where due counts from start.
   */
  static long answered(Agreement frame, Deliverable own, long start, int fact) {
    return own.clauses()
        .business()
        .filter(business -> own.due().event() == Moment.Event.START)
        .map(
            business ->
                new BusinessTimes(frame.calendars().get(business.calendar()), business, own))
        .map(times -> times.answered(times.due(start), fact))
        .orElseGet(() -> Instants.within(own, fact));
  }

  private long due(long start) {
    return after(start, own.due().offsetSeconds(), business.due());
  }

  private Optional<Life> life() {
    for (int day = 0; day < DAYS_LOOKED_AT; day++) {
      long start = Course.START + day * DAY;
      long due = due(start);
      long late = after(due, own.graceSeconds(), business.grace());
      boolean fromDue = own.missed().event() == Moment.Event.DUE;
      long missed = after(fromDue ? due : start, own.missed().offsetSeconds(), business.missed());
      if (late > calendar.lastDay() * DAY) {
        return Optional.empty();
      }
      long behind = (late - due) / HOUR * HOUR;
      if (missed <= due + behind) {
        return Optional.of(new Life(start, behind));
      }
    }
    return Optional.empty();
  }

  private long after(long event, long seconds, boolean counted) {
    return counted && seconds > 0 ? calendar.deadline(event, seconds) : event + seconds;
  }
}
