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
    SOMETIMES;

    /** What is so of the opposite. */
    Truth not() {
      return switch (this) {
        case ALWAYS -> NEVER;
        case NEVER -> ALWAYS;
        case SOMETIMES -> SOMETIMES;
      };
    }

    /** What is so of several that are to hold together. */
    static Truth all(List<Truth> parts) {
      return parts.contains(NEVER) ? NEVER : parts.contains(SOMETIMES) ? SOMETIMES : ALWAYS;
    }

    /** What is so of several of which one is to hold. */
    static Truth any(List<Truth> parts) {
      return parts.contains(ALWAYS) ? ALWAYS : parts.contains(SOMETIMES) ? SOMETIMES : NEVER;
    }
  }

  /** Whether a condition holds always, never or sometimes; sometimes also if that is not known. */
  Truth of(Condition condition) {
    return exactly(condition).orElseGet(() -> bounded(condition));
  }

  /** The same, where that is not known looked at more closely; it takes more steps. */
  Truth closely(Condition condition) {
    Optional<Truth> exact = exactly(condition);
    // What is locked may be made of the very parameters with which it is compared.
    if (exact.isPresent() && (exact.get() != Truth.SOMETIMES || !Points.of(condition).locked())) {
      return exact.get();
    }
    Truth formula = asFormulas(condition);
    if (formula != Truth.SOMETIMES) {
      return formula;
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

  /** What amounts say as formulas of the parameters: `pay` is never above the price it is. */
  Truth asFormulas(Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> Truth.ALWAYS;
      case Condition.Late _ -> Truth.SOMETIMES;
      case Condition.Not not -> asFormulas(not.condition()).not();
      case Condition.All all -> Truth.all(all.conditions().stream().map(this::asFormulas).toList());
      case Condition.Any any -> Truth.any(any.conditions().stream().map(this::asFormulas).toList());
      case Condition.Compare compare -> {
        Bounds bounds = new Bounds(parameters, deliverable, budget);
        boolean notAbove = bounds.neverAbove(compare.left(), compare.right());
        boolean notBelow = bounds.neverAbove(compare.right(), compare.left());
        yield switch (compare.operator()) {
          case AT_MOST -> notAbove ? Truth.ALWAYS : Truth.SOMETIMES;
          case ABOVE -> notAbove ? Truth.NEVER : Truth.SOMETIMES;
          case AT_LEAST -> notBelow ? Truth.ALWAYS : Truth.SOMETIMES;
          case BELOW -> notBelow ? Truth.NEVER : Truth.SOMETIMES;
          case IS -> notAbove && notBelow ? Truth.ALWAYS : Truth.SOMETIMES;
          case IS_NOT -> notAbove && notBelow ? Truth.NEVER : Truth.SOMETIMES;
        };
      }
    };
  }

  private static boolean equates(Condition condition) {
    return switch (condition) {
      case Condition.Always _, Condition.Late _ -> false;
      case Condition.Not not -> equates(not.condition());
      case Condition.All all -> all.conditions().stream().anyMatch(Constancy::equates);
      case Condition.Any any -> any.conditions().stream().anyMatch(Constancy::equates);
      case Condition.Compare compare ->
          switch (compare.operator()) {
            case IS, IS_NOT -> !isWhole(compare.left()) || !isWhole(compare.right());
            case AT_LEAST, AT_MOST, ABOVE, BELOW -> false;
          };
    };
  }

  /** Whether it comes to every whole number of its range. */
  private static boolean isWhole(Quantity quantity) {
    return switch (quantity) {
      case Quantity.FactValue _, Quantity.ParameterValue _ -> true;
      case Quantity.Constant constant -> constant.value().isInteger();
      default -> false;
    };
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
