package org.horkos.dsl.analysis;

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
    Optional<Long> gap = new Behind(frame, timeline, deliverable).missed();
    if (gap.isEmpty() || gap.get() > 0) {
      gap.filter(behindLate -> behindLate <= excuse()).ifPresent(this::missedWhileExcused);
      return;
    }
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
        deliverable.clauses().business().isPresent()
            ? Optional.empty()
            : counterexamples.delivered(
                deliverable,
                late.map(TimesCheck::pace).orElse(Course.Pace.SOON),
                deliverable.graceSeconds(),
                "on time, but missed already"));
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

  /** The longest excuse, in seconds. */
  private long excuse() {
    return deliverable
        .clauses()
        .excuse()
        .map(fact -> deliverable.facts().get(fact).domain().most().longValueExact())
        .orElse(0L);
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
            + ProseCheck.span(excuse())
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
    Span span = source().one(Clause.Allow.class).map(Clause.Allow::span).orElse(places.head());
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
    Optional<Moment> kept =
        deliverable
            .after()
            .flatMap(before -> timeline.keptAfter(before).filter(end -> isComparable(end, late)))
            .or(() -> deliverable.after().flatMap(timeline::kept));
    if (isBefore(late.get(), kept)) {
      Deliverable before = timeline.deliverable(deliverable.after().orElseThrow());
      report(
          DiagnosticCode.LATE_BEFORE_IT_BEGINS,
          places.due(),
          "`"
              + deliverable.name()
              + "` is late from "
              + timeline.shown(late.get())
              + " on, but waits for `"
              + before.name()
              + "`, which, delivered and answered on time, may be kept only "
              + timeline.shown(kept.orElseThrow()),
          "count from `" + before.name() + "`, or let it be due later",
          counterexamples.keptLast(deliverable, "late before it begins"));
    }
  }

  private static boolean isComparable(Moment end, Optional<Moment> late) {
    return late.filter(l -> l.event() == end.event() && l.index() == end.index()).isPresent();
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
        isBusiness(first) || isBusiness(then)
            ? Optional.empty()
            : counterexamples.askedLast(deliverable, first, then, "asked when it is too late"));
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
