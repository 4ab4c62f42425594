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

  /**
   * Expressions of one deliverable.
   *
   * @param amounts its bound amounts
   * @param fact how a fact's value is read
   * @param secondsLate how lateness is read
   */
  Expressions(Amounts amounts, IntFunction<String> fact, String secondsLate) {
    this.amounts = amounts;
    this.fact = fact;
    this.secondsLate = secondsLate;
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
    if (compare.left() instanceof Quantity.FactValue fact && constant.isPresent()) {
      Fraction number = constant.get();
      if (number.isInteger()) {
        // a big integer literal: what most rules are, as people would write it
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
