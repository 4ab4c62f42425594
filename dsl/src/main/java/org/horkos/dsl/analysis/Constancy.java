package org.horkos.dsl.analysis;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;

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
      Truth truth = bounded(condition);
      // Ranges do not know that facts are whole numbers, which may never be what they are to be.
      if (truth != Truth.SOMETIMES || !equates(condition)) {
        return Optional.of(truth);
      }
    }
    return Cases.of(deliverable, List.of(condition), budget)
        .map(cases -> inCases(cases, condition));
  }

  private static boolean equates(Condition condition) {
    return switch (condition) {
      case Condition.Always _, Condition.Late _ -> false;
      case Condition.Not not -> equates(not.condition());
      case Condition.All all -> all.conditions().stream().anyMatch(Constancy::equates);
      case Condition.Any any -> any.conditions().stream().anyMatch(Constancy::equates);
      case Condition.Compare compare ->
          switch (compare.operator()) {
            case IS, IS_NOT -> isFraction(compare.left()) || isFraction(compare.right());
            case AT_LEAST, AT_MOST, ABOVE, BELOW -> false;
          };
    };
  }

  private static boolean isFraction(Quantity quantity) {
    return quantity instanceof Quantity.Constant constant && !constant.value().isInteger();
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
    return ranges.holds(condition);
  }
}
