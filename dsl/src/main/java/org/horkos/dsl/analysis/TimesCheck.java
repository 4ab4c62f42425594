package org.horkos.dsl.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.value.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * Whether the times of a deliverable fit each other: nobody is late before he could begin, missed
 * before he is late, ended while he is on time, or asked when his time to answer is over. Each
 * message names both times.
 */
final class TimesCheck {
  private final Agreement frame;
  private final Timeline timeline;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final @Nullable ResolvedDeliverable source;
  private final Counterexamples counterexamples;
  private final Diagnostics diagnostics;
  private boolean missedTooEarly;

  TimesCheck(TypedText text, int index, Counterexamples counterexamples, Diagnostics diagnostics) {
    this.frame = text.frame();
    this.timeline = new Timeline(frame, text.deliverables());
    this.deliverable = text.deliverables().get(index).orElseThrow();
    this.places = text.places().get(index);
    List<ResolvedDeliverable> sources = text.resolution().deliverables();
    this.source = index < sources.size() ? sources.get(index) : null;
    this.counterexamples = counterexamples;
    this.diagnostics = diagnostics;
  }

  void check() {
    if (source == null) {
      return; // a contest has no times of its own
    }
    if (!deliverable.clauses().byItself()) {
      missed();
    }
    power();
    if (deliverable.clauses().carriesFrom().isEmpty() && !deliverable.clauses().afterAnyEnd()) {
      begins();
    }
    asked();
  }

  private void missed() {
    Optional<Moment> late = timeline.late(deliverable);
    Optional<Moment> missed = timeline.of(deliverable.missed(), deliverable);
    if (boundLater(late, missed)) {
      return; // BindingCheck looks at dates that are bound
    }
    Timeline.Course course = worst();
    Optional<Long> gap = behindLate(course);
    if (gap.isEmpty() || gap.get() > 0) {
      gap.filter(behindLate -> behindLate <= Timeline.excuse(deliverable))
          .ifPresent(this::missedWhileExcused);
      return;
    }
    missedTooEarly = true;
    boolean fromDue = deliverable.missed().event() == Moment.Event.DUE;
    Moment end = new Moment(Moment.Event.DUE, 0, deliverable.graceSeconds());
    report(
        DiagnosticCode.MISSED_BEFORE_DUE,
        places.missed(),
        "`"
            + deliverable.name()
            + "` would be missed "
            + timeline.shown(fromDue ? deliverable.missed() : missed.orElseThrow())
            + onTimeUntil(fromDue ? end : late.orElseThrow()),
        "let missed come later than due and grace"
            + (fromDue ? "" : ", best so many days after due"),
        onTimeButMissed(late, course));
  }

  /** Whether dates that are not bound yet may fit each other, and may not. */
  private boolean boundLater(Optional<Moment> late, Optional<Moment> missed) {
    return late.isPresent() && missed.filter(m -> timeline.fitsAtBest(m, late.get())).isPresent();
  }

  private Optional<Long> behindLate(Timeline.Course course) {
    return new Behind(frame, timeline.of(course), deliverable).missed();
  }

  /** The first course of what its due time waits for by which it is missed while on time. */
  private Timeline.Course worst() {
    if (deliverable.due().event() != Moment.Event.ENDED) {
      return Timeline.Course.SMOOTH;
    }
    boolean another =
        timeline
            .deliverable(deliverable.due().index())
            .filter(before -> before.performer() != deliverable.performer())
            .isPresent();
    for (Timeline.Course course : Timeline.Course.values()) {
      if ((another || !course.isLate())
          && behindLate(course).filter(behind -> behind <= 0).isPresent()) {
        return course;
      }
    }
    return Timeline.Course.SMOOTH;
  }

  private Optional<String> onTimeButMissed(Optional<Moment> late, Timeline.Course course) {
    String name = "on time, but missed already";
    if (!deliverable.clauses().owes().isEmpty()) {
      return Optional.empty(); // what is owed is paid, not delivered
    }
    return deliverable.clauses().business().isPresent()
        ? BusinessTimes.missedOnTime(frame, deliverable)
            .flatMap(
                life ->
                    counterexamples.delivered(
                        deliverable, Course.Pace.SOON, life.start(), life.behindDue(), name))
        : counterexamples.delivered(
            deliverable,
            course == Timeline.Course.SMOOTH
                ? late.map(TimesCheck::pace).orElse(Course.Pace.SOON)
                : pace(course),
            deliverable.graceSeconds(),
            name);
  }

  private String onTimeUntil(Moment late) {
    return ", but it is on time until "
        + timeline.shown(late)
        + (deliverable.clauses().business().filter(b -> b.due() || b.grace()).isPresent()
            ? ", counted in business days, or longer"
            : "");
  }

  /** In which life what it counts from comes late, or early if missed alone counts from that. */
  private static Course.Pace pace(Moment late) {
    return switch (late.event()) {
      case ENDED -> Course.Pace.KEEP_LAST;
      case JOINS -> Course.Pace.JOIN_LAST;
      case START, DATE, DUE, DUE_OF -> Course.Pace.SOON;
    };
  }

  /**
   * An excuse is claimed with the delivery, so there must be time to deliver for as long as one can
   * last: whoever has missed the deliverable then was late whatever excuses him.
   */
  private void missedWhileExcused(long behindLate) {
    report(
        DiagnosticCode.MISSED_BEFORE_DUE,
        places.missed(),
        "`"
            + deliverable.name()
            + "` would be missed "
            + timeline.shown(deliverable.missed())
            + ", but with an excuse of "
            + ProseCheck.span(Timeline.excuse(deliverable))
            + " it is on time for longer, and only who delivers can be excused",
        "let missed come later than due, grace and the longest excuse, or shorten the excuse",
        counterexamples.excused(
            deliverable, deliverable.graceSeconds() + behindLate, "excused, but missed already"));
  }

  /** A power to end is for what is late, and there must be time to use it. */
  private void power() {
    Optional<Clauses.MayEnd> may = deliverable.clauses().mayEnd();
    Optional<Moment> from = may.flatMap(m -> timeline.of(m.from(), deliverable));
    if (may.isEmpty() || from.isEmpty()) {
      return;
    }
    Span span = allowed();
    String who = frame.parties().get(may.get().party()).name();
    Optional<Moment> late = timeline.late(deliverable);
    Behind behind = new Behind(frame, timeline, deliverable);
    Optional<Long> early = behind.of(may.get().from());
    if (may.get().party() != deliverable.performer() && early.filter(g -> g < 0).isPresent()) {
      report(
          DiagnosticCode.ENDED_WHILE_ON_TIME,
          span,
          "`"
              + who
              + "` may end `"
              + deliverable.name()
              + "` as missed from "
              + timeline.shown(from.get())
              + " on"
              + onTimeUntil(late.orElseThrow()),
          "let the power begin when due and grace are over",
          counterexamples.ended(deliverable, "ended while on time"));
    }
    Moment last = deliverable.clauses().byItself() ? deliverable.due() : deliverable.missed();
    boolean counted =
        deliverable.clauses().business().filter(b -> b.missed() || b.due()).isPresent();
    Optional<Moment> over = timeline.of(last, deliverable);
    if (!counted
        && over.flatMap(o -> timeline.gap(o, from.get())).filter(g -> g <= 0).isPresent()) {
      report(
          DiagnosticCode.POWER_TOO_LATE,
          span,
          "`"
              + who
              + "` may end `"
              + deliverable.name()
              + "` from "
              + timeline.shown(from.get())
              + " on, but by "
              + timeline.shown(over.orElseThrow())
              + " it is no longer open",
          "let the power begin before that, or leave it out",
          counterexamples
              .missed(deliverable, Map.of(), at -> Fraction.ONE, "missed before the power begins")
              .flatMap(Counterexamples.Found::scenario));
    }
  }

  /** What can be begun only when it is late already. */
  private void begins() {
    Optional<Moment> late = timeline.late(deliverable);
    if (late.isEmpty()) {
      return;
    }
    Optional<Long> open = frame.parties().get(deliverable.performer()).openForSeconds();
    Optional<Moment> joined = open.map(seconds -> new Moment(Moment.Event.START, 0, seconds));
    if (isBefore(late.get(), joined)) {
      String who = frame.parties().get(deliverable.performer()).name();
      report(
          DiagnosticCode.LATE_BEFORE_IT_BEGINS,
          places.due(),
          "`"
              + deliverable.name()
              + "` is late from "
              + timeline.shown(late.get())
              + " on, but `"
              + who
              + "` may join until "
              + timeline.shown(joined.orElseThrow()),
          "count from `" + who + " joins`, or let it be due later",
          counterexamples.joinedLast(deliverable, "who joins last is late"));
    }
    deliverable.after().ifPresent(before -> opens(before, late.get()));
  }

  /**
   * What may have come when the deliverable opens.
   *
   * @param moment when it comes
   * @param says what happens then
   * @param span where it is written
   * @param life the name of a life in which it is so
   */
  private record Threat(Moment moment, String says, Span span, String life) {}

  private void opens(int index, Moment late) {
    Optional<Deliverable> before = timeline.deliverable(index);
    Threat lateness = new Threat(late, "is late from", places.due(), "late before it begins");
    if (before.isEmpty()
        || opensLate(index, before.get(), lateness, Timeline.Course.SMOOTH)
        || opensLate(index, before.get(), lateness, Timeline.Course.ROUGH)
        || before.get().performer() == deliverable.performer()
        || missedTooEarly) {
      return;
    }
    // For another one's lateness nobody loses what is his.
    List<Threat> threats = new ArrayList<>();
    timeline
        .of(deliverable.missed(), deliverable)
        .map(m -> new Threat(m, "is missed", places.missed(), "missed before it begins"))
        .ifPresent(threats::add);
    if (Points.of(deliverable).late()
        || deliverable.clauses().owes().stream().anyMatch(Clauses.Owes::whenLate)) {
      threats.add(lateness);
    }
    deliverable
        .clauses()
        .mayEnd()
        .filter(may -> may.party() != deliverable.performer())
        .flatMap(may -> timeline.of(may.from(), deliverable))
        .map(m -> new Threat(m, "may be ended from", allowed(), "ended before it begins"))
        .ifPresent(threats::add);
    for (Timeline.Course course : List.of(Timeline.Course.LATE, Timeline.Course.AGAIN)) {
      if (threats.stream().anyMatch(threat -> opensLate(index, before.get(), threat, course))) {
        return;
      }
    }
  }

  private Span allowed() {
    return source().one(Clause.Allow.class).map(Clause.Allow::span).orElse(places.head());
  }

  /** Reports what may have come when the deliverable opens; whether it was reported. */
  private boolean opensLate(int index, Deliverable before, Threat threat, Timeline.Course course) {
    Timeline lives = timeline.of(course);
    Moment moment = threat.moment();
    Optional<Moment> kept =
        lives.keptAfter(index).filter(end -> isComparable(end, moment)).or(() -> lives.kept(index));
    if (!isBefore(moment, kept)) {
      return false;
    }
    String name = before.name();
    report(
        DiagnosticCode.LATE_BEFORE_IT_BEGINS,
        threat.span(),
        "`"
            + deliverable.name()
            + "` "
            + threat.says()
            + " "
            + timeline.shown(moment)
            + (threat.says().endsWith("from") ? " on" : "")
            + ", but waits for `"
            + name
            + "`, which, "
            + switch (course) {
              case SMOOTH -> "delivered and answered on time";
              case ROUGH -> "on time but " + hindrance(before);
              case LATE, AGAIN ->
                  "delivered late "
                      + (course == Timeline.Course.AGAIN ? "and again and again " : "")
                      + "by `"
                      + frame.parties().get(before.performer()).name()
                      + "`"
                      + (isContestable(before) ? " and contested" : "");
            }
            + ", may be kept only "
            + timeline.shown(kept.orElseThrow()),
        "count from `" + name + "`, or let it come later",
        opens(before, course)
            .flatMap(
                start ->
                    counterexamples.keptLast(deliverable, pace(course), start, threat.life())));
    return true;
  }

  /** When an agreement begins in which that is so, if a life can show it. */
  private Optional<Long> opens(Deliverable before, Timeline.Course course) {
    boolean counted =
        before.clauses().business().isPresent() || deliverable.clauses().business().isPresent();
    return switch (course) {
      case AGAIN -> Optional.empty();
      case SMOOTH ->
          before.clauses().business().isPresent()
              ? BusinessTimes.keptTooLate(frame, before, deliverable)
              : Optional.of(Course.START);
      case ROUGH, LATE -> Optional.of(Course.START).filter(start -> !counted);
    };
  }

  private static String hindrance(Deliverable before) {
    boolean excused = before.clauses().excuse().isPresent();
    return (excused ? "excused" : "")
        + (excused && isContestable(before) ? " and " : "")
        + (isContestable(before) ? "contested" : "");
  }

  private static boolean isContestable(Deliverable one) {
    return one.facts().stream().anyMatch(Deliverable.Fact::contestable);
  }

  private static Course.Pace pace(Timeline.Course course) {
    return switch (course) {
      case SMOOTH -> Course.Pace.KEEP_LAST;
      case ROUGH -> Course.Pace.KEEP_CONTESTED;
      case LATE, AGAIN -> Course.Pace.KEEP_LATE;
    };
  }

  private static boolean isComparable(Moment end, Moment other) {
    return other.event() == end.event() && other.index() == end.index();
  }

  private boolean isBefore(Moment late, Optional<Moment> other) {
    return other.flatMap(o -> timeline.gap(late, o)).filter(gap -> gap < 0).isPresent();
  }

  /** Who is asked because of an answer must have time left when that answer may come. */
  private void asked() {
    for (Clauses.Asked asked : deliverable.clauses().asked()) {
      for (int first : Points.of(asked.when()).facts().keySet()) {
        for (int then : asked.facts()) {
          inTurn(first, then);
        }
      }
    }
  }

  private void inTurn(int first, int then) {
    if (!(deliverable.facts().get(first).source() instanceof Source.Other before)
        || !(deliverable.facts().get(then).source() instanceof Source.Other after)
        || most(first, then, before) < after.withinSeconds()) {
      return;
    }
    String asking = deliverable.facts().get(first).name();
    String asked = deliverable.facts().get(then).name();
    report(
        DiagnosticCode.ASKED_TOO_LATE,
        places.facts().get(then),
        "`"
            + asked
            + "` must be answered within "
            + span(then, after)
            + ", but `"
            + asking
            + "`, which decides whether it is asked, within "
            + span(first, before)
            + "; both count from the delivery",
        "give `" + asked + "` more time than `" + asking + "`",
        (isBusiness(first) || isBusiness(then)
                ? BusinessTimes.askedTooLate(frame, deliverable, first, then)
                : Optional.of(Course.START))
            .flatMap(
                start ->
                    counterexamples.askedLast(
                        deliverable, first, then, start, "asked when it is too late")));
  }

  /** The most seconds that may pass until a fact is stated; business days are counted as such. */
  private long most(int fact, int comparedWith, Source.Other source) {
    return isBusiness(fact) && !isBusiness(comparedWith)
        ? frame
            .calendars()
            .get(deliverable.clauses().business().orElseThrow().calendar())
            .longest(source.withinSeconds())
        : source.withinSeconds();
  }

  private String span(int fact, Source.Other source) {
    String span = ProseCheck.span(source.withinSeconds());
    return isBusiness(fact) ? span.replaceFirst(" day", " business day") : span;
  }

  private boolean isBusiness(int fact) {
    return deliverable.clauses().business().filter(b -> b.facts().contains(fact)).isPresent();
  }

  private ResolvedDeliverable source() {
    return java.util.Objects.requireNonNull(source);
  }

  private void report(
      DiagnosticCode code, Span span, String message, String hint, Optional<String> life) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint).counterexample(life));
  }
}
