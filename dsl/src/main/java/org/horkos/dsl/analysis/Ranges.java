package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/** Between which values the quantities of a deliverable lie, for all parameters and facts. */
final class Ranges {
  private final List<Agreement.Parameter> parameters;
  private final Deliverable deliverable;
  private final Interval pay;
  private final List<Interval> lots;

  Ranges(List<Agreement.Parameter> parameters, Deliverable deliverable) {
    this.parameters = parameters;
    this.deliverable = deliverable;
    Interval sum = Interval.of(Fraction.ZERO);
    List<Interval> none = List.of();
    for (Deliverable.Pay one : deliverable.pays()) {
      sum = sum.plus(of(one.amount(), Interval.of(Fraction.ZERO), none).floor());
    }
    this.pay = sum;
    List<Interval> owned = new ArrayList<>();
    for (Deliverable.Lot lot : deliverable.lots()) {
      owned.add(of(lot.amount(), sum, none).floor());
    }
    this.lots = owned;
  }

  /** The range of a quantity; it may be wider than the quantity's, never narrower. */
  Interval of(Quantity quantity) {
    return of(quantity, pay, lots);
  }

  private Interval of(Quantity quantity, Interval wholePay, List<Interval> owned) {
    return switch (quantity) {
      case Quantity.Constant constant -> Interval.of(constant.value());
      case Quantity.ParameterValue parameter -> {
        Agreement.Parameter p = parameters.get(parameter.index());
        yield Interval.of(p.least(), p.most());
      }
      case Quantity.FactValue fact -> {
        Deliverable.Domain domain = deliverable.facts().get(fact.index()).domain();
        yield Interval.of(domain.least(), domain.most());
      }
      case Quantity.Pay p -> wholePay;
      case Quantity.Lot lot -> owned.get(lot.index());
      case Quantity.PeriodsLate periods ->
          Interval.of(
              BigInteger.ZERO,
              BigInteger.valueOf(Lateness.mostSeconds(deliverable) / periods.periodSeconds() + 1));
      case Quantity.PeriodsEarly periods ->
          Interval.of(
              BigInteger.ZERO,
              BigInteger.valueOf(Lateness.mostEarly(deliverable) / periods.periodSeconds()));
      case Quantity.Sum sum ->
          sum.terms().stream()
              .map(q -> of(q, wholePay, owned))
              .reduce(Interval.of(Fraction.ZERO), Interval::plus);
      case Quantity.Product product ->
          product.factors().stream()
              .map(q -> of(q, wholePay, owned))
              .reduce(Interval.of(Fraction.ONE), Interval::times);
      case Quantity.Least least ->
          of(least.left(), wholePay, owned).min(of(least.right(), wholePay, owned));
      case Quantity.Greatest greatest ->
          of(greatest.left(), wholePay, owned).max(of(greatest.right(), wholePay, owned));
      case Quantity.Power power -> {
        Interval exponent = of(power.exponent(), wholePay, owned);
        yield of(power.base(), wholePay, owned)
            .power(exponent.least().floor().max(BigInteger.ZERO).intValueExact(), power.most());
      }
      case Quantity.Quotient quotient -> {
        Interval by = of(quotient.by(), wholePay, owned);
        yield of(quotient.part(), wholePay, owned).dividedBy(by);
      }
      case Quantity.If one ->
          switch (holds(one.when(), wholePay, owned)) {
            case NEVER -> of(one.otherwise(), wholePay, owned);
            case ALWAYS -> of(one.then(), wholePay, owned);
            case SOMETIMES ->
                one.thenWithin(of(one.then(), wholePay, owned))
                    .or(of(one.otherwise(), wholePay, owned));
          };
      case Quantity.Median median -> {
        Interval votes = Interval.of(Fraction.of(median.least().subtract(BigInteger.ONE)));
        for (int fact : median.facts()) {
          Deliverable.Domain domain = deliverable.facts().get(fact).domain();
          votes = votes.or(Interval.of(Fraction.of(domain.most())));
        }
        yield votes;
      }
    };
  }

  /** What ranges alone say of a condition. */
  Constancy.Truth holds(Condition condition) {
    return holds(condition, pay, lots);
  }

  private Constancy.Truth holds(Condition condition, Interval wholePay, List<Interval> owned) {
    return switch (condition) {
      case Condition.Always always -> Constancy.Truth.ALWAYS;
      case Condition.Late late ->
          Lateness.isOnTime(deliverable) ? Constancy.Truth.NEVER : Constancy.Truth.SOMETIMES;
      case Condition.Not not -> holds(not.condition(), wholePay, owned).not();
      case Condition.All all ->
          Constancy.Truth.all(
              all.conditions().stream().map(one -> holds(one, wholePay, owned)).toList());
      case Condition.Any any ->
          Constancy.Truth.any(
              any.conditions().stream().map(one -> holds(one, wholePay, owned)).toList());
      case Condition.Compare compare -> compare(compare, wholePay, owned);
    };
  }

  private Constancy.Truth compare(
      Condition.Compare compare, Interval wholePay, List<Interval> owned) {
    Interval a = of(compare.left(), wholePay, owned);
    Interval b = of(compare.right(), wholePay, owned);
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

  private static Constancy.Truth truth(boolean always, boolean never) {
    return always
        ? Constancy.Truth.ALWAYS
        : never ? Constancy.Truth.NEVER : Constancy.Truth.SOMETIMES;
  }
}
