package org.horkos.dsl.analysis;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Interval;

/** Whether a condition can hold at all, and whether it can fail. */
final class Constancy {
  private final List<Agreement.Parameter> parameters;
  private final Deliverable deliverable;
  private final Ranges ranges;
  private final Budget budget;

  Constancy(List<Agreement.Parameter> parameters, Deliverable deliverable, Budget budget) {
    this.budget = budget;
    this.parameters = parameters;
    this.deliverable = deliverable;
    this.ranges = new Ranges(parameters, deliverable);
  }

  /** What can be said of a condition over all facts and parameters. */
  enum Truth {
    ALWAYS,
    NEVER,
    SOMETIMES
  }

  /** Whether a condition holds always, never or sometimes; sometimes also if that is not known. */
  Truth of(Condition condition) {
    return exactly(condition).orElseGet(() -> bounded(condition));
  }

  /** The same, where that is not known looked at more closely; it takes more steps. */
  Truth closely(Condition condition) {
    Optional<Truth> exact = exactly(condition);
    if (exact.isPresent()) {
      return exact.get();
    }
    if (new Halving(parameters, condition, budget).showsNever(deliverable)) {
      return Truth.NEVER;
    }
    Condition not = new Condition.Not(condition);
    return new Halving(parameters, not, budget).showsNever(deliverable)
        ? Truth.ALWAYS
        : bounded(condition);
  }

  private Optional<Truth> exactly(Condition condition) {
    if (Told.of(List.of(condition)).readsOnce()) {
      return Optional.of(bounded(condition));
    }
    return Cases.of(deliverable, List.of(condition), budget)
        .map(cases -> inCases(cases, condition));
  }

  private static Truth inCases(Cases cases, Condition condition) {
    boolean holds = false;
    boolean fails = false;
    for (Cases.Case at : cases.all()) {
      if (Cases.holds(condition, at)) {
        holds = true;
      } else {
        fails = true;
      }
    }
    return holds && fails ? Truth.SOMETIMES : holds ? Truth.ALWAYS : Truth.NEVER;
  }

  /** What the ranges alone say. */
  Truth bounded(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> Truth.ALWAYS;
      case Condition.Late late -> Truth.SOMETIMES;
      case Condition.Not not ->
          switch (bounded(not.condition())) {
            case ALWAYS -> Truth.NEVER;
            case NEVER -> Truth.ALWAYS;
            case SOMETIMES -> Truth.SOMETIMES;
          };
      case Condition.All all -> {
        List<Truth> parts = all.conditions().stream().map(this::bounded).toList();
        yield parts.contains(Truth.NEVER)
            ? Truth.NEVER
            : parts.contains(Truth.SOMETIMES) ? Truth.SOMETIMES : Truth.ALWAYS;
      }
      case Condition.Any any -> {
        List<Truth> parts = any.conditions().stream().map(this::bounded).toList();
        yield parts.contains(Truth.ALWAYS)
            ? Truth.ALWAYS
            : parts.contains(Truth.SOMETIMES) ? Truth.SOMETIMES : Truth.NEVER;
      }
      case Condition.Compare compare -> compare(compare);
    };
  }

  private Truth compare(Condition.Compare compare) {
    Interval a = ranges.of(compare.left());
    Interval b = ranges.of(compare.right());
    boolean below = a.most().compareTo(b.least()) < 0;
    boolean notAbove = a.most().compareTo(b.least()) <= 0;
    boolean above = a.least().compareTo(b.most()) > 0;
    boolean notBelow = a.least().compareTo(b.most()) >= 0;
    boolean equal = notAbove && notBelow;
    return switch (compare.operator()) {
      case IS -> truth(equal, below || above);
      case IS_NOT -> truth(below || above, equal);
      case AT_LEAST -> truth(notBelow, below);
      case AT_MOST -> truth(notAbove, above);
      case ABOVE -> truth(above, notAbove);
      case BELOW -> truth(below, notBelow);
    };
  }

  private static Truth truth(boolean always, boolean never) {
    return always ? Truth.ALWAYS : never ? Truth.NEVER : Truth.SOMETIMES;
  }
}
