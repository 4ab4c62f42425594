package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;

/** When the steps of a life are taken, as a scenario says it. */
final class Instants {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Agreement agreement;
  private final long start;

  Instants(Agreement agreement, long start) {
    this.agreement = agreement;
    this.start = start;
  }

  /** Where the lateness counts it is told from due; else any hour before does. */
  String placed(Situation at) {
    Deliverable deliverable = at.deliverable();
    boolean exact =
        !Points.of(deliverable).early().isEmpty() || deliverable.clauses().measuredBy().isPresent();
    if (at.late() || exact && at.behindDue() >= 0) {
      return fromDue(at);
    }
    if (!exact) {
      return "after 1 hour";
    }
    return moment(deliverable.due(), at, at.behindDue());
  }

  /** A moment of a deliverable, and so many seconds later, as a scenario places a step. */
  String moment(Moment moment, Situation at, long later) {
    String event =
        switch (moment.event()) {
          case ENDED -> agreement.deliverables().get(moment.index()).name();
          case JOINS -> agreement.parties().get(moment.index()).name() + " joins";
          case DUE_OF -> agreement.deliverables().get(moment.index()).name() + ".due";
          case DUE -> at.deliverable().name() + ".due";
          case START, DATE -> "start";
        };
    long offset =
        moment.event() == Moment.Event.DATE ? date(moment, at) - start : moment.offsetSeconds();
    return Written.duration(offset + later) + " after " + event;
  }

  /** So long after due as it is delivered. */
  static String fromDue(Situation at) {
    return Written.duration(at.behindDue()) + " after " + at.deliverable().name() + ".due";
  }

  /** The Unix time of a date. */
  static long date(Moment moment, Situation at) {
    return moment.index() == 0
        ? moment.offsetSeconds()
        : at.amounts().parameters().get(moment.index() - 1).longValueExact()
            + moment.offsetSeconds();
  }

  /** By when a moment has come, in seconds from now on. */
  long atMost(Moment moment, Situation at) {
    long offset =
        switch (moment.event()) {
          case START, ENDED, JOINS -> moment.offsetSeconds();
          case DUE -> atMost(at.deliverable().due(), at) + moment.offsetSeconds();
          case DUE_OF ->
              atMost(agreement.deliverables().get(moment.index()).due(), at)
                  + moment.offsetSeconds();
          case DATE -> date(moment, at) - start;
        };
    return at.deliverable().clauses().business().isPresent() ? offset * 2 + 10 * DAY : offset;
  }

  /** The window of a verdict, in seconds; longer than it is where business days count. */
  long window(Deliverable deliverable) {
    long seconds = deliverable.challengeSeconds();
    return deliverable.clauses().business().isPresent() ? seconds * 2 + 10 * DAY : seconds;
  }

  /** In the last hour in which its source may answer, if it was delivered as it is told. */
  String inLastHour(Situation at, int fact) {
    return " "
        + Written.duration(at.behindDue() + answered(at, fact) - HOUR)
        + " after "
        + at.deliverable().name()
        + ".due";
  }

  private long answered(Situation at, int fact) {
    return BusinessTimes.of(agreement, at.deliverable())
        .map(times -> times.answered(start, at.behindDue(), fact))
        .orElseGet(() -> within(at.deliverable(), fact));
  }

  /** How long the window lasts of a verdict to which all have answered in their last hour. */
  Optional<Long> lastWindow(Situation at) {
    Deliverable deliverable = at.deliverable();
    return BusinessTimes.of(agreement, deliverable)
        .map(
            times -> {
              long found = at.behindDue();
              for (int fact = 0; fact < deliverable.facts().size(); fact++) {
                if (deliverable.facts().get(fact).source() instanceof Source.Other
                    && at.asked(fact)) {
                  found = Math.max(found, at.behindDue() + answered(at, fact) - HOUR);
                }
              }
              return Math.ceilDiv(times.window(start, found), HOUR) * HOUR;
            });
  }

  /** How long the source of a fact may take, in seconds. */
  static long within(Deliverable deliverable, int fact) {
    return ((Source.Other) deliverable.facts().get(fact).source()).withinSeconds();
  }
}
