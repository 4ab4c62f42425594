package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Calendar;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;

/**
 * Whether business days that count from a date end while the holidays of their calendar are known.
 * A date that is a parameter may be each within its bounds. What counts from start or from
 * somebody's joining has no date before it happens.
 */
final class CalendarCheck {
  private static final long DAY = 86_400;

  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final TypedText text;
  private final Timeline timeline;
  private final Diagnostics diagnostics;

  CalendarCheck(TypedText text, int index, Diagnostics diagnostics) {
    this.text = text;
    this.timeline = new Timeline(text.frame(), text.deliverables());
    this.deliverable = text.deliverables().get(index).orElseThrow();
    this.places = text.places().get(index);
    this.diagnostics = diagnostics;
  }

  void check() {
    deliverable.clauses().business().ifPresent(this::check);
  }

  /** The first duration that goes too far stands for all. */
  private void check(Clauses.Business business) {
    Calendar calendar = text.frame().calendars().get(business.calendar());
    boolean found =
        business.due() && ends(calendar, deliverable.due(), 0, places.due())
            || business.grace()
                && ends(calendar, deliverable.due(), deliverable.graceSeconds(), places.due())
            || business.missed() && ends(calendar, deliverable.missed(), 0, places.missed());
    for (int fact : business.facts()) {
      found =
          found
              || deliverable.facts().get(fact).source() instanceof Source.Other other
                  && ends(
                      calendar, deliverable.due(), other.withinSeconds(), places.facts().get(fact));
    }
    if (!found && business.challenge()) {
      ends(calendar, deliverable.due(), deliverable.challengeSeconds(), places.head());
    }
  }

  /** N business days take at least N days. */
  private boolean ends(Calendar calendar, Moment from, long seconds, Span span) {
    Optional<Moment> end =
        timeline
            .of(from, deliverable)
            .filter(moment -> moment.event() == Moment.Event.DATE)
            .map(moment -> Timeline.later(moment, seconds));
    if (end.isEmpty() || local(calendar, latest(end.get())) <= calendar.lastDay()) {
      return false;
    }
    boolean always = local(calendar, timeline.earliest(end.get())) > calendar.lastDay();
    Optional<String> parameter =
        Optional.of(end.get())
            .filter(moment -> !always && moment.index() > 0)
            .map(moment -> text.frame().parameters().get(moment.index() - 1).name());
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.CALENDAR_ENDS,
                span,
                "the holidays of `"
                    + calendar.name()
                    + "` are known until "
                    + Written.date(calendar.lastDay() * DAY)
                    + ", but these business days end later if "
                    + parameter.map(name -> "`" + name + "` is late and ").orElse("")
                    + "`"
                    + deliverable.name()
                    + "` is delivered on its due day: no holiday after that date counts")
            .hint(
                "look up the holidays up to the end, list them, and move `until` there"
                    + parameter
                        .map(name -> "; or let the bounds of `" + name + "` end earlier")
                        .orElse("")));
    return true;
  }

  private static long local(Calendar calendar, long second) {
    return Math.floorDiv(second + calendar.offsetSeconds(), DAY);
  }

  /** The latest Unix time of a moment that counts from a date: a parameter may be its most. */
  private long latest(Moment date) {
    return date.index() == 0
        ? date.offsetSeconds()
        : text.frame().parameters().get(date.index() - 1).most().longValueExact()
            + date.offsetSeconds();
  }
}
