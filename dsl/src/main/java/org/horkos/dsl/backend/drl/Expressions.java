package org.horkos.dsl.backend.drl;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * Conditions and quantities as Java expressions over {@code BigInteger}. A quantity is an integer
 * over a denominator known here, so that what DRL computes is as exact as the language.
 */
final class Expressions {
  private final Amounts amounts;
  private final IntFunction<String> fact;
  private final String secondsLate;
  private final String secondsEarly;
  private final boolean inPattern;

  /**
   * Expressions of one deliverable, for the pattern of a rule.
   *
   * @param amounts its bound amounts
   * @param fact how a fact's value is read
   * @param secondsLate how lateness is read
   * @param secondsEarly how earliness is read
   */
  Expressions(Amounts amounts, IntFunction<String> fact, String secondsLate, String secondsEarly) {
    this(amounts, fact, secondsLate, secondsEarly, true);
  }

  private Expressions(
      Amounts amounts,
      IntFunction<String> fact,
      String secondsLate,
      String secondsEarly,
      boolean inPattern) {
    this.amounts = amounts;
    this.fact = fact;
    this.secondsLate = secondsLate;
    this.secondsEarly = secondsEarly;
    this.inPattern = inPattern;
  }

  /** The same expressions where only Java is read. */
  private Expressions plain() {
    return new Expressions(amounts, fact, secondsLate, secondsEarly, false);
  }

  /** An integer expression; the quantity is this over the denominator. */
  record Scaled(String code, BigInteger denominator) {
    String over(BigInteger common) {
      return times(code, common.divide(denominator));
    }
  }

  String condition(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> "true";
      case Condition.Late late -> secondsLate + " > 0";
      case Condition.Not not -> "!(" + condition(not.condition()) + ")";
      case Condition.All all -> joined(all.conditions(), " && ");
      case Condition.Any any -> joined(any.conditions(), " || ");
      case Condition.Compare compare -> comparison(compare);
    };
  }

  private String joined(List<Condition> conditions, String operator) {
    return conditions.stream().map(this::condition).collect(Collectors.joining(operator, "(", ")"));
  }

  private String comparison(Condition.Compare compare) {
    Scaled left = quantity(compare.left());
    Scaled right = quantity(compare.right());
    BigInteger common = lcm(left.denominator(), right.denominator());
    String operator =
        switch (compare.operator()) {
          case IS -> "==";
          case IS_NOT -> "!=";
          case AT_LEAST -> ">=";
          case AT_MOST -> "<=";
          case ABOVE -> ">";
          case BELOW -> "<";
        };
    Optional<Fraction> constant = amounts.constant(compare.right());
    if (inPattern && compare.left() instanceof Quantity.FactValue fact && constant.isPresent()) {
      Fraction number = constant.get();
      if (number.isInteger()) {
        // a big integer literal of patterns: what most rules are, as people would write it
        return this.fact.apply(fact.index()) + " " + operator + " " + number.numerator() + "I";
      }
    }
    return left.over(common) + ".compareTo(" + right.over(common) + ") " + operator + " 0";
  }

  Scaled quantity(Quantity quantity) {
    Optional<Fraction> constant = amounts.constant(quantity);
    if (constant.isPresent()) {
      return new Scaled(number(constant.get().numerator()), constant.get().denominator());
    }
    return switch (quantity) {
      case Quantity.FactValue value -> new Scaled(fact.apply(value.index()), BigInteger.ONE);
      case Quantity.PeriodsLate late ->
          new Scaled(
              "periodsLate(" + secondsLate + ", " + late.periodSeconds() + "L)", BigInteger.ONE);
      case Quantity.Sum sum -> {
        List<Scaled> terms = sum.terms().stream().map(this::quantity).toList();
        BigInteger common =
            terms.stream().map(Scaled::denominator).reduce(BigInteger.ONE, Expressions::lcm);
        String code =
            terms.stream()
                .map(term -> term.over(common))
                .reduce((one, other) -> one + ".add(" + other + ")")
                .orElse(number(BigInteger.ZERO));
        yield new Scaled(code, common);
      }
      case Quantity.Product product -> {
        List<Scaled> factors = product.factors().stream().map(this::quantity).toList();
        yield new Scaled(
            factors.stream()
                .map(Scaled::code)
                .reduce((one, other) -> one + ".multiply(" + other + ")")
                .orElse(number(BigInteger.ONE)),
            factors.stream().map(Scaled::denominator).reduce(BigInteger.ONE, BigInteger::multiply));
      }
      case Quantity.Least least -> {
        Scaled left = quantity(least.left());
        Scaled right = quantity(least.right());
        BigInteger common = lcm(left.denominator(), right.denominator());
        yield new Scaled(left.over(common) + ".min(" + right.over(common) + ")", common);
      }
      case Quantity.Greatest greatest -> {
        Scaled left = quantity(greatest.left());
        Scaled right = quantity(greatest.right());
        BigInteger common = lcm(left.denominator(), right.denominator());
        yield new Scaled(left.over(common) + ".max(" + right.over(common) + ")", common);
      }
      case Quantity.PeriodsEarly early ->
          new Scaled(
              "periodsEarly(" + secondsEarly + ", " + early.periodSeconds() + "L)", BigInteger.ONE);
      case Quantity.If one -> {
        Scaled then = quantity(one.then());
        Scaled otherwise = quantity(one.otherwise());
        BigInteger common = lcm(then.denominator(), otherwise.denominator());
        yield new Scaled(
            "("
                + plain().condition(one.when())
                + " ? "
                + then.over(common)
                + " : "
                + otherwise.over(common)
                + ")",
            common);
      }
      case Quantity.Median median ->
          new Scaled(
              "median("
                  + number(median.least())
                  + median.facts().stream()
                      .map(fact::apply)
                      .collect(Collectors.joining(", ", ", Arrays.asList(", "))")),
              BigInteger.ONE);
      case Quantity.Power power -> {
        Fraction base = amounts.constant(power.base()).orElseThrow();
        Scaled exponent = quantity(power.exponent());
        // base^k over one denominator for all k: n^k · d^(most - k)
        yield new Scaled(
            number(base.numerator())
                + ".pow("
                + exponent.code()
                + ".intValue()).multiply("
                + number(base.denominator())
                + ".pow("
                + power.most()
                + " - "
                + exponent.code()
                + ".intValue()))",
            base.denominator().pow(power.most()));
      }
      case Quantity.Quotient quotient -> {
        Scaled part = quantity(quotient.part());
        Optional<Fraction> by = amounts.constant(quotient.by());
        if (by.isPresent()) {
          Fraction whole = by.get();
          yield new Scaled(
              times(part.code(), whole.denominator()),
              part.denominator().multiply(whole.numerator()));
        }
        BigInteger all = BigInteger.ONE;
        for (int k = quotient.least(); k <= quotient.most(); k++) {
          all = lcm(all, BigInteger.valueOf(k));
        }
        Scaled divisor = quantity(quotient.by());
        yield new Scaled(
            part.code() + ".multiply(" + number(all) + ".divide(" + divisor.code() + "))",
            part.denominator().multiply(all));
      }
      case Quantity.Constant value -> throw folded(value);
      case Quantity.ParameterValue value -> throw folded(value);
      case Quantity.Pay pay -> throw folded(pay);
      case Quantity.Lot lot -> throw folded(lot);
    };
  }

  /** A literal. */
  static String number(BigInteger value) {
    return "new BigInteger(\"" + value + "\")";
  }

  private static String times(String code, BigInteger factor) {
    return factor.equals(BigInteger.ONE) ? code : code + ".multiply(" + number(factor) + ")";
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }

  private static IllegalStateException folded(Quantity quantity) {
    return new IllegalStateException(quantity + " is constant and was folded before");
  }
}
