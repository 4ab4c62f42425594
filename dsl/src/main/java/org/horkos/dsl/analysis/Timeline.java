package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;

/**
 * Moments of an agreement counted from as few events as possible, so that they can be compared:
 * what counts from a due time counts from whatever that counts from. Times are those of a life in
 * which nobody has to wait for a judgement, which moves due and missed alike.
 */
final class Timeline {
  private final Agreement frame;
  private final List<Optional<Deliverable>> deliverables;
  private final Course course;

  Timeline(Agreement frame, List<Optional<Deliverable>> deliverables) {
    this(frame, deliverables, Course.SMOOTH);
  }

  private Timeline(Agreement frame, List<Optional<Deliverable>> deliverables, Course course) {
    this.frame = frame;
    this.deliverables = deliverables;
    this.course = course;
  }

  /** What happens to what is kept at the latest. */
  enum Course {
    /** It is delivered on time and nobody contests it. */
    SMOOTH,
    /** It is delivered as late as the longest excuse allows, or contested. */
    ROUGH,
    /** It is delivered just before it is missed, and contested. */
    LATE,
    /** The same, after all other deliveries that it may have were refused. */
    AGAIN;

    boolean isLate() {
      return this == LATE || this == AGAIN;
    }
  }

  /** The same with another course of what is kept. */
  Timeline of(Course other) {
    return new Timeline(frame, deliverables, other);
  }

  /** A moment that counts from no due time. */
  Optional<Moment> of(Moment moment, Deliverable own) {
    return of(moment, own, most());
  }

  /** When it is late. */
  Optional<Moment> late(Deliverable own) {
    return of(own.due(), own).map(due -> later(due, own.graceSeconds()));
  }

  /**
   * When a deliverable is kept at the latest, if everybody answers on the last day; counted from
   * start or from a date.
   */
  Optional<Moment> kept(int index) {
    return kept(index, most());
  }

  /** The same counted from whatever its due time counts from. */
  Optional<Moment> keptAfter(int index) {
    return deliverables
        .get(index)
        .flatMap(own -> of(last(own), own).map(last -> later(last, judged(own))));
  }

  /** A chain of due times is no longer than this; one that is goes in a circle. */
  private int most() {
    return 2 * deliverables.size() + 2;
  }

  private Optional<Moment> kept(int index, int steps) {
    Optional<Deliverable> own = deliverables.get(index);
    if (own.isEmpty() || steps == 0) {
      return Optional.empty();
    }
    Deliverable kept = own.get();
    return of(last(kept), kept, steps - 1)
        .flatMap(last -> fromStart(last, steps - 1))
        .map(last -> later(last, judged(kept)));
  }

  /** From when on its last delivery counts. */
  private Moment last(Deliverable kept) {
    return course.isLate() && !kept.clauses().byItself() ? kept.missed() : kept.due();
  }

  /** How long after that it is kept at the latest. */
  private long judged(Deliverable kept) {
    long asked = 0;
    for (int i = 0; i < kept.facts().size(); i++) {
      if (kept.facts().get(i).source() instanceof Source.Other other) {
        int fact = i;
        asked = Math.max(asked, most(kept, other.withinSeconds(), b -> b.facts().contains(fact)));
      }
    }
    boolean late = course.isLate() || kept.clauses().byItself();
    long grace = late ? 0 : most(kept, kept.graceSeconds(), Clauses.Business::grace);
    long excused = course == Course.ROUGH && !late ? excuse(kept) : 0;
    long window = most(kept, kept.challengeSeconds(), Clauses.Business::challenge);
    Moment last = last(kept);
    Predicate<Clauses.Business> counts =
        course.isLate() ? Clauses.Business::missed : Clauses.Business::due;
    long counted = most(kept, last.offsetSeconds(), counts) - last.offsetSeconds();
    boolean contested =
        course != Course.SMOOTH
            && kept.facts().stream().anyMatch(Deliverable.Fact::contestable)
            && kept.court() != Deliverable.NO_COURT;
    // What is open again is due later by the time that it was in judgement.
    long moved = course == Course.AGAIN ? (kept.attempts() - 1L) * (asked + window) : 0;
    return counted + grace + excused + moved + asked + window + (contested ? trial(kept) : 0);
  }

  /** The most seconds that a duration of a deliverable lasts. */
  private long most(Deliverable own, long seconds, Predicate<Clauses.Business> counts) {
    return own.clauses()
        .business()
        .filter(counts)
        .map(business -> frame.calendars().get(business.calendar()).longest(seconds))
        .orElse(seconds);
  }

  /** The longest excuse, in seconds; 0 if nothing excuses. */
  static long excuse(Deliverable deliverable) {
    return deliverable
        .clauses()
        .excuse()
        .map(fact -> deliverable.facts().get(fact).domain().most().longValueExact())
        .orElse(0L);
  }

  private long trial(Deliverable contested) {
    Agreement.Court court = frame.courts().get(contested.court());
    return court.evidenceSeconds() + court.commitSeconds() + court.revealSeconds();
  }

  /** The same counted from start, if it comes at the latest some time after it. */
  private Optional<Moment> fromStart(Moment moment, int steps) {
    return switch (moment.event()) {
      case START, DATE -> Optional.of(moment);
      case JOINS ->
          frame
              .parties()
              .get(moment.index())
              .openForSeconds()
              .map(open -> new Moment(Moment.Event.START, 0, open + moment.offsetSeconds()));
      case ENDED -> kept(moment.index(), steps).map(end -> later(end, moment.offsetSeconds()));
      case DUE, DUE_OF -> Optional.empty();
    };
  }

  private Optional<Moment> of(Moment moment, Deliverable own, int steps) {
    if (steps == 0) {
      return Optional.empty();
    }
    return switch (moment.event()) {
      case START, ENDED, JOINS, DATE -> Optional.of(moment);
      case DUE -> of(own.due(), own, steps - 1).map(due -> later(due, moment.offsetSeconds()));
      case DUE_OF ->
          deliverables
              .get(moment.index())
              .flatMap(other -> of(other.due(), other, steps - 1))
              .map(due -> later(due, moment.offsetSeconds()));
    };
  }

  /**
   * By how many seconds the first comes after the second, at least, whatever dates are bound to;
   * below 0 if it may come before it. Empty if they count from different events.
   */
  Optional<Long> gap(Moment first, Moment second) {
    if (first.event() == second.event() && first.index() == second.index()) {
      return Optional.of(first.offsetSeconds() - second.offsetSeconds());
    }
    return first.event() == Moment.Event.DATE && second.event() == Moment.Event.DATE
        ? Optional.of(date(first, false) - date(second, true))
        : Optional.empty();
  }

  /**
   * Whether both count from dates of which one is bound, and the first may come after the second.
   */
  boolean fitsAtBest(Moment first, Moment second) {
    return first.event() == Moment.Event.DATE
        && second.event() == Moment.Event.DATE
        && (first.index() != 0 || second.index() != 0)
        && first.index() != second.index()
        && date(first, true) > date(second, false);
  }

  /** The earliest Unix time of a moment that counts from a date. */
  long earliest(Moment moment) {
    return date(moment, false);
  }

  private long date(Moment moment, boolean latest) {
    if (moment.index() == 0) {
      return moment.offsetSeconds();
    }
    Agreement.Parameter parameter = frame.parameters().get(moment.index() - 1);
    BigInteger bound = latest ? parameter.most() : parameter.least();
    return bound.longValueExact() + moment.offsetSeconds();
  }

  /** A moment as a person writes it. */
  String shown(Moment moment) {
    String span = ProseCheck.span(moment.offsetSeconds());
    String event =
        switch (moment.event()) {
          case START -> "start";
          case DUE -> "due";
          case ENDED, DUE_OF -> name(moment.index());
          case JOINS -> frame.parties().get(moment.index()).name() + " joins";
          case DATE ->
              moment.index() == 0
                  ? Written.date(moment.offsetSeconds())
                  : frame.parameters().get(moment.index() - 1).name();
        };
    boolean exact = moment.event() == Moment.Event.DATE && moment.index() == 0;
    return exact || moment.offsetSeconds() == 0 ? event : span + " after " + event;
  }

  /** A deliverable, if it could be typed. */
  Optional<Deliverable> deliverable(int index) {
    return deliverables.get(index);
  }

  private String name(int index) {
    return deliverables.get(index).map(Deliverable::name).orElse("the one before");
  }

  /** So many seconds later. */
  static Moment later(Moment moment, long seconds) {
    return new Moment(moment.event(), moment.index(), moment.offsetSeconds() + seconds);
  }
}
