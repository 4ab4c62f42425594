package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.analysis.BindingCheck.Problem;
import org.horkos.dsl.source.DiagnosticCode;

/**
 * Dates do not wait until an agreement begins, and it begins only when the last one has paid in:
 * who does so late could make others late who have not begun. So it is looked at as if everything
 * began as late as bindings allow.
 */
final class DateCheck {
  private final Agreement agreement;
  private final Timeline timeline;
  private final long begins;

  DateCheck(Agreement agreement, Bindings bindings) {
    this.agreement = bound(agreement, bindings.parameters());
    this.timeline =
        new Timeline(this.agreement, agreement.deliverables().stream().map(Optional::of).toList())
            .of(Timeline.Course.ROUGH);
    this.begins = plus(bindings.openBy(), agreement.fundedWithinSeconds());
  }

  private static Agreement bound(Agreement agreement, List<BigInteger> values) {
    List<Agreement.Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Agreement.Parameter one = agreement.parameters().get(i);
      BigInteger value = values.get(i);
      parameters.add(new Agreement.Parameter(one.name(), value, value, one.token(), one.date()));
    }
    return agreement.withParameters(parameters);
  }

  /** One for each date that may pass too early. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    for (Deliverable deliverable : agreement.deliverables()) {
      if (deliverable.clauses().contest().isEmpty()
          && deliverable.clauses().carriesFrom().isEmpty()
          && !deliverable.clauses().afterAnyEnd()) {
        check(deliverable, problems);
      }
    }
    return problems;
  }

  private void check(Deliverable deliverable, List<Problem> problems) {
    Optional<Moment> due = timeline.late(deliverable);
    Optional<Long> late = due.flatMap(this::latest);
    if (due.isEmpty() || late.isEmpty()) {
      return;
    }
    boolean dated = due.get().event() == Moment.Event.DATE;
    if (dated) {
      opens(deliverable)
          .filter(opens -> late.get() <= opens)
          .ifPresent(opens -> problem(deliverable, "is late from", late.get(), opens, problems));
    }
    if (!deliverable.clauses().byItself()) {
      dated(deliverable.missed(), deliverable)
          .filter(missed -> missed <= late.get())
          .ifPresent(missed -> problem(deliverable, "is missed on", missed, late.get(), problems));
      deliverable
          .clauses()
          .mayEnd()
          .flatMap(may -> dated(may.from(), deliverable))
          .filter(from -> from < late.get())
          .ifPresent(from -> problem(deliverable, "may be ended from", from, late.get(), problems));
    }
  }

  private Optional<Long> dated(Moment moment, Deliverable own) {
    return timeline
        .of(moment, own)
        .filter(one -> one.event() == Moment.Event.DATE)
        .map(timeline::earliest);
  }

  /** When it opens at the latest, if that is known. */
  private Optional<Long> opens(Deliverable deliverable) {
    long open = agreement.parties().get(deliverable.performer()).openForSeconds().orElse(0L);
    long joined = plus(begins, open);
    return deliverable.after().isEmpty()
        ? Optional.of(joined)
        : timeline
            .kept(deliverable.after().get())
            .flatMap(this::latest)
            .map(kept -> Math.max(kept, joined));
  }

  /** The Unix time of a moment at the latest. */
  private Optional<Long> latest(Moment moment) {
    long later = moment.offsetSeconds();
    return switch (moment.event()) {
      case START -> Optional.of(plus(begins, later));
      case DATE -> Optional.of(timeline.earliest(moment));
      case JOINS ->
          agreement
              .parties()
              .get(moment.index())
              .openForSeconds()
              .map(open -> plus(plus(begins, open), later));
      case ENDED ->
          timeline.kept(moment.index()).flatMap(this::latest).map(end -> plus(end, later));
      case DUE, DUE_OF -> Optional.empty();
    };
  }

  private static long plus(long time, long seconds) {
    return time > Long.MAX_VALUE - seconds ? Long.MAX_VALUE : time + seconds;
  }

  private void problem(
      Deliverable deliverable, String what, long date, long begins, List<Problem> problems) {
    problems.add(
        new Problem(
            DiagnosticCode.BOUND_TOO_LATE,
            "`"
                + deliverable.name()
                + "` "
                + what
                + " "
                + Written.date(date)
                + ", but if everything begins as late as is bound, its performer may still be on"
                + " time "
                + (begins == Long.MAX_VALUE ? "at any time" : "on " + Written.date(begins))
                + ": let openBy be earlier, or the dates later"));
  }
}
