package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * Quantities and conditions on a box: bounds that hold for all findings in it. Of a single finding
 * they are exact.
 */
final class BoxValues {
  private final Amounts amounts;
  private final BigInteger grace;
  private final Box box;

  /**
   * The values on a box.
   *
   * @param amounts the deliverable's bound amounts
   * @param graceSeconds how long past due it is not late
   */
  BoxValues(Amounts amounts, long graceSeconds, Box box) {
    this.amounts = amounts;
    this.grace = BigInteger.valueOf(graceSeconds);
    this.box = box;
  }

  /** A quantity as it is paid: floored once. */
  Range floored(Quantity quantity) {
    Interval exact = of(quantity);
    return new Range(exact.least().floor(), exact.most().floor());
  }

  Interval of(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Constant constant -> Interval.of(constant.value());
      case Quantity.ParameterValue parameter ->
          Interval.of(Fraction.of(amounts.parameters().get(parameter.index())));
      case Quantity.FactValue fact -> {
        Range range = box.range(fact.index());
        yield Interval.of(range.least(), range.most());
      }
      case Quantity.Pay _ -> Interval.of(Fraction.of(amounts.pay()));
      case Quantity.Lot lot -> Interval.of(Fraction.of(amounts.lots().get(lot.index())));
      case Quantity.PeriodsLate late -> late(BigInteger.valueOf(late.periodSeconds()));
      case Quantity.PeriodsEarly early -> early(BigInteger.valueOf(early.periodSeconds()));
      case Quantity.Sum sum ->
          sum.terms().stream().map(this::of).reduce(Interval.of(Fraction.ZERO), Interval::plus);
      case Quantity.Product product ->
          product.factors().stream()
              .map(this::of)
              .reduce(Interval.of(Fraction.ONE), Interval::times);
      case Quantity.Least least -> of(least.left()).min(of(least.right()));
      case Quantity.Greatest greatest -> of(greatest.left()).max(of(greatest.right()));
      case Quantity.Power power -> {
        Interval exponent = of(power.exponent());
        int least = exponent.least().floor().max(BigInteger.ZERO).intValueExact();
        int most = exponent.most().floor().min(BigInteger.valueOf(power.most())).intValueExact();
        yield of(power.base()).power(least, Math.max(least, most));
      }
      case Quantity.Quotient quotient -> of(quotient.part()).dividedBy(of(quotient.by()));
      case Quantity.If one ->
          switch (holds(one.when())) {
            case ALWAYS -> one.thenWithin(of(one.then()));
            case NEVER -> of(one.otherwise());
            case SOMETIMES -> one.thenWithin(of(one.then())).or(of(one.otherwise()));
          };
      case Quantity.Median median -> median(median);
    };
  }

  private Interval late(BigInteger period) {
    Range range = box.range(box.lateness());
    return Interval.of(periodsLate(range.least(), period), periodsLate(range.most(), period));
  }

  private BigInteger periodsLate(BigInteger seconds, BigInteger period) {
    return seconds.compareTo(grace) > 0
        ? seconds.add(period).subtract(BigInteger.ONE).divide(period)
        : BigInteger.ZERO;
  }

  private Interval early(BigInteger period) {
    Range range = box.range(box.lateness());
    return Interval.of(
        range.most().negate().max(BigInteger.ZERO).divide(period),
        range.least().negate().max(BigInteger.ZERO).divide(period));
  }

  /** A median grows with each vote, as long as it is certain which votes count. */
  private Interval median(Quantity.Median median) {
    BigInteger none = median.least().subtract(BigInteger.ONE);
    List<Range> counted = new ArrayList<>();
    boolean certain = true;
    for (int fact : median.facts()) {
      Range range = box.range(fact);
      if (range.least().compareTo(median.least()) >= 0) {
        counted.add(range);
      } else if (range.most().compareTo(median.least()) >= 0) {
        certain = false;
        counted.add(range);
      }
    }
    if (counted.isEmpty()) {
      return Interval.of(Fraction.of(none));
    }
    if (certain) {
      return Interval.of(
          lower(counted.stream().map(Range::least).sorted().toList()),
          lower(counted.stream().map(Range::most).sorted().toList()));
    }
    BigInteger most = counted.stream().map(Range::most).reduce(none, BigInteger::max);
    return Interval.of(none, most);
  }

  private static BigInteger lower(List<BigInteger> sorted) {
    return sorted.get((sorted.size() - 1) / 2);
  }

  Truth holds(Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> Truth.ALWAYS;
      case Condition.Late _ -> {
        Range range = box.range(box.lateness());
        boolean some = range.most().compareTo(grace) > 0;
        yield range.least().compareTo(grace) > 0
            ? Truth.ALWAYS
            : some ? Truth.SOMETIMES : Truth.NEVER;
      }
      case Condition.Not not -> holds(not.condition()).not();
      case Condition.All all ->
          all.conditions().stream().map(this::holds).reduce(Truth.ALWAYS, Truth::and);
      case Condition.Any any ->
          any.conditions().stream().map(this::holds).reduce(Truth.NEVER, Truth::or);
      case Condition.Compare compare ->
          compared(of(compare.left()), compare.operator(), of(compare.right()));
    };
  }

  private static Truth compared(Interval left, Condition.Operator operator, Interval right) {
    boolean below = left.most().compareTo(right.least()) < 0;
    boolean atMost = left.most().compareTo(right.least()) <= 0;
    boolean above = left.least().compareTo(right.most()) > 0;
    boolean atLeast = left.least().compareTo(right.most()) >= 0;
    return switch (operator) {
      case IS -> decided(atMost && atLeast, below || above);
      case IS_NOT -> decided(below || above, atMost && atLeast);
      case AT_LEAST -> decided(atLeast, below);
      case AT_MOST -> decided(atMost, above);
      case ABOVE -> decided(above, atMost);
      case BELOW -> decided(below, atLeast);
    };
  }

  private static Truth decided(boolean always, boolean never) {
    return always ? Truth.ALWAYS : never ? Truth.NEVER : Truth.SOMETIMES;
  }
}
