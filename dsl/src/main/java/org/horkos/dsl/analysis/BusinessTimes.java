package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Calendar;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/**
 * Instants of a deliverable that counts business days and is due some time after start, and when an
 * agreement has to begin so that a life shows what a message says of them.
 */
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
        own.missed().event() == Moment.Event.START || own.missed().event() == Moment.Event.DUE;
    return of(frame, own).filter(times -> known).flatMap(BusinessTimes::life);
  }

  /** When the first such life begins in which who is asked last has no time left. */
  static Optional<Long> askedTooLate(Agreement frame, Deliverable own, int first, int then) {
    return of(frame, own).flatMap(times -> times.askedTooLate(first, then));
  }

  private Optional<Long> askedTooLate(int first, int then) {
    for (int day = 0; day < DAYS_LOOKED_AT; day++) {
      long start = Course.START + day * DAY;
      long due = due(start);
      if (answered(due, then) <= answered(due, first)) {
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

  /** When the first agreement begins in which it is late before what it waits for is kept. */
  static Optional<Long> keptTooLate(Agreement frame, Deliverable before, Deliverable own) {
    return of(frame, before)
        .filter(times -> own.due().event() == Moment.Event.START)
        .flatMap(times -> times.keptTooLate(frame, own));
  }

  private Optional<Long> keptTooLate(Agreement frame, Deliverable later) {
    for (int day = 0; day < DAYS_LOOKED_AT; day++) {
      long start = Course.START + day * DAY;
      long behind = grace(start);
      long verdict = due(start) + behind;
      for (int fact = 0; fact < own.facts().size(); fact++) {
        if (own.facts().get(fact).source() instanceof Deliverable.Source.Other) {
          verdict = Math.max(verdict, due(start) + behind + answered(start, behind, fact) - HOUR);
        }
      }
      if (verdict > calendar.lastDay() * DAY) {
        return Optional.empty();
      }
      long late =
          of(frame, later)
              .map(times -> times.due(start) + times.grace(start))
              .orElse(start + later.due().offsetSeconds() + later.graceSeconds());
      if (late < verdict + window(verdict)) {
        return Optional.of(start);
      }
    }
    return Optional.empty();
  }

  /** Those of a deliverable that counts business days and is due some time after start. */
  static Optional<BusinessTimes> of(Agreement frame, Deliverable own) {
    return own.clauses()
        .business()
        .filter(business -> own.due().event() == Moment.Event.START)
        .map(
            business ->
                new BusinessTimes(frame.calendars().get(business.calendar()), business, own));
  }

  /** So many whole hours after due it is on time, in an agreement that begins then. */
  long grace(long start) {
    long due = due(start);
    return (after(due, own.graceSeconds(), business.grace()) - due) / HOUR * HOUR;
  }

  /** So many seconds at the most after a delivery some time behind due a fact is stated. */
  long answered(long start, long behindDue, int fact) {
    return answered(due(start) + behindDue, fact);
  }

  /** So many seconds the window of a verdict lasts that is found some time behind due. */
  long window(long start, long behindDue) {
    return window(due(start) + behindDue);
  }

  private long window(long verdict) {
    return after(verdict, own.challengeSeconds(), business.challenge()) - verdict;
  }

  private long due(long start) {
    return after(start, own.due().offsetSeconds(), business.due());
  }

  private Optional<Life> life() {
    for (int day = 0; day < DAYS_LOOKED_AT; day++) {
      long start = Course.START + day * DAY;
      long due = due(start);
      long behind = grace(start);
      boolean fromDue = own.missed().event() == Moment.Event.DUE;
      long missed = after(fromDue ? due : start, own.missed().offsetSeconds(), business.missed());
      if (due + behind > calendar.lastDay() * DAY) {
        return Optional.empty();
      }
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
