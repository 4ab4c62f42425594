package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
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

  Timeline(Agreement frame, List<Optional<Deliverable>> deliverables) {
    this.frame = frame;
    this.deliverables = deliverables;
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
   * When a deliverable is kept at the latest, if it is delivered on time, everybody answers on the
   * last day, and nobody contests; counted from start or from a date.
   */
  Optional<Moment> kept(int index) {
    return kept(index, most());
  }

  /** The same counted from whatever its due time counts from. */
  Optional<Moment> keptAfter(int index) {
    return deliverables
        .get(index)
        .flatMap(own -> of(own.due(), own).map(due -> later(due, judged(own))));
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
    return of(kept.due(), kept, steps - 1)
        .flatMap(due -> fromStart(due, steps - 1))
        .map(due -> later(due, judged(kept)));
  }

  /** How long after its due time it is kept at the latest, if everybody is on time. */
  private static long judged(Deliverable kept) {
    long asked =
        kept.facts().stream()
            .mapToLong(fact -> fact.source() instanceof Source.Other o ? o.withinSeconds() : 0)
            .max()
            .orElse(0);
    return (kept.clauses().byItself() ? 0 : kept.graceSeconds()) + asked + kept.challengeSeconds();
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

  /** A deliverable that could be typed. */
  Deliverable deliverable(int index) {
    return deliverables.get(index).orElseThrow();
  }

  private String name(int index) {
    return deliverables.get(index).map(Deliverable::name).orElse("the one before");
  }

  /** So many seconds later. */
  static Moment later(Moment moment, long seconds) {
    return new Moment(moment.event(), moment.index(), moment.offsetSeconds() + seconds);
  }
}
