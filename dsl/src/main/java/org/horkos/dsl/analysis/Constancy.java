package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/** Whether a condition can hold at all, and whether it can fail. */
final class Constancy {
  private final List<Agreement.Parameter> parameters;
  private final Deliverable deliverable;
  private final Interval pay;
  private final List<Interval> lots;

  Constancy(List<Agreement.Parameter> parameters, Deliverable deliverable) {
    this.parameters = parameters;
    this.deliverable = deliverable;
    Interval sum = Interval.of(Fraction.ZERO);
    List<Interval> none = List.of();
    for (Deliverable.Pay one : deliverable.pays()) {
      sum = sum.plus(range(one.amount(), Interval.of(Fraction.ZERO), none).floor());
    }
    this.pay = sum;
    List<Interval> owned = new ArrayList<>();
    for (Deliverable.Lot lot : deliverable.lots()) {
      owned.add(range(lot.amount(), sum, none).floor());
    }
    this.lots = owned;
  }

  /** What can be said of a condition over all facts and parameters. */
  enum Truth {
    ALWAYS,
    NEVER,
    SOMETIMES
  }

  /** Whether a condition holds always, never or sometimes; sometimes also if that is not known. */
  Truth of(Condition condition) {
    Optional<Cases> cases = Cases.of(deliverable, List.of(condition));
    if (cases.isEmpty()) {
      return bounded(condition);
    }
    boolean holds = false;
    boolean fails = false;
    for (Cases.Case at : cases.get().all()) {
      if (Cases.holds(condition, at)) {
        holds = true;
      } else {
        fails = true;
      }
    }
    return holds && fails ? Truth.SOMETIMES : holds ? Truth.ALWAYS : Truth.NEVER;
  }

  private Truth bounded(Condition condition) {
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
    Interval a = range(compare.left(), pay, lots);
    Interval b = range(compare.right(), pay, lots);
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

  private Interval range(Quantity quantity, Interval wholePay, List<Interval> owned) {
    return switch (quantity) {
      case Quantity.Constant constant -> Interval.of(constant.value());
      case Quantity.ParameterValue parameter -> {
        Agreement.Parameter p = parameters.get(parameter.index());
        yield Interval.of(p.least(), p.most());
      }
      case Quantity.FactValue fact ->
          switch (deliverable.facts().get(fact.index()).domain()) {
            case Domain.Range range -> Interval.of(range.least(), range.most());
            case Domain.Choice choice ->
                Interval.of(BigInteger.ZERO, BigInteger.valueOf(choice.options().size() - 1L));
            case Domain.Document document -> Interval.of(Fraction.ZERO);
          };
      case Quantity.Pay p -> wholePay;
      case Quantity.Lot lot -> owned.get(lot.index());
      case Quantity.PeriodsLate periods ->
          Interval.of(
              BigInteger.ZERO,
              BigInteger.valueOf(Lateness.mostSeconds(deliverable) / periods.periodSeconds() + 1));
      case Quantity.Sum sum ->
          sum.terms().stream()
              .map(q -> range(q, wholePay, owned))
              .reduce(Interval.of(Fraction.ZERO), Interval::plus);
      case Quantity.Product product ->
          product.factors().stream()
              .map(q -> range(q, wholePay, owned))
              .reduce(Interval.of(Fraction.ONE), Interval::times);
      case Quantity.Least least ->
          range(least.left(), wholePay, owned).min(range(least.right(), wholePay, owned));
    };
  }
}
