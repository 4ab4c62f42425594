package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/** Writes conditions and quantities as instructions. What depends on no fact is folded. */
final class Expressions {
  private final Amounts amounts;
  private final Assembler code;
  private final Consumer<String> refuse;

  /**
   * Expressions of one deliverable.
   *
   * @param amounts its bound amounts
   * @param code the program that is being written
   * @param refuse takes what is wrong with the current rule and what to change
   */
  Expressions(Amounts amounts, Assembler code, Consumer<String> refuse) {
    this.amounts = amounts;
    this.code = code;
    this.refuse = refuse;
  }

  /** Whether a condition holds, if no fact and no lateness can change it. */
  Optional<Boolean> constant(Condition condition) {
    return amounts.constant(condition);
  }

  /** Leaves 1 on the stack if the condition holds, else 0. */
  void condition(Condition condition) {
    Optional<Boolean> known = constant(condition);
    if (known.isPresent()) {
      code.push(known.get() ? 1 : 0);
      return;
    }
    switch (condition) {
      case Condition.Always always -> code.push(1);
      case Condition.Late late -> code.push(0).op(Op.LATE).op(Op.LT);
      case Condition.Compare compare -> comparison(compare);
      case Condition.Not not -> {
        condition(not.condition());
        code.op(Op.NOT);
      }
      case Condition.All all -> all(all.conditions(), Op.AND);
      case Condition.Any any -> all(any.conditions(), Op.OR);
    }
  }

  /** Constants among them cannot decide and are left out. */
  private void all(List<Condition> conditions, Op op) {
    boolean first = true;
    for (Condition each : conditions) {
      if (constant(each).isPresent()) {
        continue;
      }
      condition(each);
      if (!first) {
        code.op(op);
      }
      first = false;
    }
  }

  private void comparison(Condition.Compare compare) {
    BigInteger scale = lcm(denominator(compare.left()), denominator(compare.right()));
    boolean swapped =
        switch (compare.operator()) {
          case AT_LEAST, ABOVE -> true;
          case IS, IS_NOT, AT_MOST, BELOW -> false;
        };
    quantity(swapped ? compare.right() : compare.left(), scale);
    quantity(swapped ? compare.left() : compare.right(), scale);
    switch (compare.operator()) {
      case IS -> code.op(Op.EQ);
      case IS_NOT -> code.op(Op.EQ).op(Op.NOT);
      case AT_LEAST, AT_MOST -> code.op(Op.LE);
      case ABOVE, BELOW -> code.op(Op.LT);
    }
  }

  /** A denominator that every value of the quantity can be brought to. */
  BigInteger denominator(Quantity quantity) {
    Optional<Fraction> constant = amounts.constant(quantity);
    if (constant.isPresent()) {
      return constant.get().denominator();
    }
    return switch (quantity) {
      case Quantity.Sum sum -> {
        BigInteger all = BigInteger.ONE;
        for (Quantity term : sum.terms()) {
          all = lcm(all, denominator(term));
        }
        yield all;
      }
      case Quantity.Product product -> {
        BigInteger all = constantFactor(product).denominator();
        for (Quantity factor : variable(product.factors())) {
          all = all.multiply(denominator(factor));
        }
        yield all;
      }
      case Quantity.Least least -> lcm(denominator(least.left()), denominator(least.right()));
      case Quantity.Greatest greatest ->
          lcm(denominator(greatest.left()), denominator(greatest.right()));
      case Quantity.Power power ->
          amounts.constant(power.base()).orElseThrow().denominator().pow(power.most());
      case Quantity.Quotient quotient -> {
        Optional<Fraction> by = amounts.constant(quotient.by());
        yield by.isPresent()
            ? denominator(inverse(quotient, by.get()))
            : denominator(quotient.part()).multiply(reciprocals(quotient));
      }
      case Quantity.If one -> lcm(denominator(one.then()), denominator(one.otherwise()));
      case Quantity.Median median -> BigInteger.ONE;
      case Quantity.PeriodsEarly early -> BigInteger.ONE;
      case Quantity.FactValue fact -> BigInteger.ONE;
      case Quantity.PeriodsLate late -> BigInteger.ONE;
      case Quantity.Constant value -> BigInteger.ONE;
      case Quantity.ParameterValue value -> BigInteger.ONE;
      case Quantity.Pay pay -> BigInteger.ONE;
      case Quantity.Lot lot -> BigInteger.ONE;
    };
  }

  /** Leaves the quantity times {@code scale}, a multiple of its denominator, on the stack. */
  void quantity(Quantity quantity, BigInteger scale) {
    Optional<Fraction> constant = amounts.constant(quantity);
    if (constant.isPresent()) {
      push(constant.get().times(Fraction.of(scale)).numerator());
      return;
    }
    switch (quantity) {
      case Quantity.FactValue fact -> {
        code.op(Op.FACT, fact.index());
        times(scale);
      }
      case Quantity.PeriodsLate late -> {
        if (late.periodSeconds() < 1 || late.periodSeconds() >= 1L << 32) {
          refuse.accept("a period of lateness is 1 second to 2^32 - 1; choose a shorter one");
        }
        code.periods(late.periodSeconds());
        times(scale);
      }
      case Quantity.Sum sum -> sum(sum, scale);
      case Quantity.Product product -> product(product, scale);
      case Quantity.Least least -> {
        quantity(least.left(), scale);
        quantity(least.right(), scale);
        code.op(Op.MIN);
      }
      case Quantity.Greatest greatest -> {
        quantity(greatest.left(), scale);
        quantity(greatest.right(), scale);
        code.op(Op.MAX);
      }
      case Quantity.Power power -> {
        Fraction base = amounts.constant(power.base()).orElseThrow();
        table(power.exponent(), 0, power.most(), k -> base.power(k).times(Fraction.of(scale)));
      }
      case Quantity.Quotient quotient -> quotient(quotient, scale);
      case Quantity.If one -> oneOf(one, scale);
      case Quantity.Median median -> {
        push(median.least());
        median.facts().forEach(fact -> code.op(Op.FACT, fact));
        code.op(Op.MEDIAN, median.facts().size());
        times(scale);
      }
      case Quantity.PeriodsEarly early -> {
        code.op(Op.EARLY);
        if (early.periodSeconds() != 1) {
          code.push(early.periodSeconds()).op(Op.DIV);
        }
        times(scale);
      }
      case Quantity.Constant value -> throw folded(value);
      case Quantity.ParameterValue value -> throw folded(value);
      case Quantity.Pay pay -> throw folded(pay);
      case Quantity.Lot lot -> throw folded(lot);
    }
  }

  private static IllegalStateException folded(Quantity quantity) {
    return new IllegalStateException(quantity + " is constant and was folded before");
  }

  private void sum(Quantity.Sum sum, BigInteger scale) {
    Fraction fixed = Fraction.ZERO;
    for (Quantity term : sum.terms()) {
      fixed = fixed.plus(amounts.constant(term).orElse(Fraction.ZERO));
    }
    boolean first = true;
    for (Quantity term : variable(sum.terms())) {
      quantity(term, scale);
      if (!first) {
        code.op(Op.ADD);
      }
      first = false;
    }
    if (fixed.signum() != 0) {
      push(fixed.times(Fraction.of(scale)).numerator());
      code.op(Op.ADD);
    }
  }

  private void product(Quantity.Product product, BigInteger scale) {
    Fraction rest = constantFactor(product).times(Fraction.of(scale));
    boolean first = true;
    for (Quantity factor : variable(product.factors())) {
      BigInteger own = denominator(factor);
      quantity(factor, own);
      rest = rest.times(new Fraction(BigInteger.ONE, own));
      if (!first) {
        code.op(Op.MUL);
      }
      first = false;
    }
    times(rest.numerator());
  }

  /*
   * The machine has no powers, and dividing would lose what an exact comparison needs. A count has
   * few values, so what follows from it is looked up: the sum over k of (count = k) · entry(k).
   */
  private void table(Quantity count, int least, int most, IntFunction<Fraction> entry) {
    BigInteger scale = denominator(count);
    boolean first = true;
    for (int k = least; k <= most; k++) {
      BigInteger value = entry.apply(k).numerator();
      if (value.signum() == 0) {
        continue;
      }
      quantity(count, scale);
      push(scale.multiply(BigInteger.valueOf(k)));
      code.op(Op.EQ);
      times(value);
      if (!first) {
        code.op(Op.ADD);
      }
      first = false;
    }
    if (first) {
      code.push(0);
    }
  }

  private static Quantity inverse(Quantity.Quotient quotient, Fraction by) {
    Quantity factor = new Quantity.Constant(Fraction.ONE.dividedBy(by));
    return new Quantity.Product(List.of(quotient.part(), factor));
  }

  /** The least multiple of everything that may be divided by. */
  private static BigInteger reciprocals(Quantity.Quotient quotient) {
    BigInteger all = BigInteger.ONE;
    for (int k = quotient.least(); k <= quotient.most(); k++) {
      all = lcm(all, BigInteger.valueOf(k));
    }
    return all;
  }

  private void quotient(Quantity.Quotient quotient, BigInteger scale) {
    Optional<Fraction> by = amounts.constant(quotient.by());
    if (by.isPresent()) {
      quantity(inverse(quotient, by.get()), scale);
      return;
    }
    BigInteger own = denominator(quotient.part());
    BigInteger all = reciprocals(quotient);
    quantity(quotient.part(), own);
    table(
        quotient.by(),
        quotient.least(),
        quotient.most(),
        k -> Fraction.of(all.divide(BigInteger.valueOf(k))));
    code.op(Op.MUL);
    times(scale.divide(own.multiply(all)));
  }

  private void oneOf(Quantity.If one, BigInteger scale) {
    Optional<Boolean> known = amounts.constant(one.when());
    if (known.isPresent()) {
      quantity(known.get() ? one.then() : one.otherwise(), scale);
      return;
    }
    condition(one.when());
    quantity(one.then(), scale);
    code.op(Op.MUL);
    condition(one.when());
    code.op(Op.NOT);
    quantity(one.otherwise(), scale);
    code.op(Op.MUL).op(Op.ADD);
  }

  private Fraction constantFactor(Quantity.Product product) {
    Fraction fixed = Fraction.ONE;
    for (Quantity factor : product.factors()) {
      fixed = fixed.times(amounts.constant(factor).orElse(Fraction.ONE));
    }
    return fixed;
  }

  private List<Quantity> variable(List<Quantity> quantities) {
    return quantities.stream().filter(each -> amounts.constant(each).isEmpty()).toList();
  }

  private void times(BigInteger factor) {
    if (!factor.equals(BigInteger.ONE)) {
      push(factor);
      code.op(Op.MUL);
    }
  }

  void push(BigInteger word) {
    if (word.bitLength() > 255) {
      refuse.accept(
          "a number in it has more than 255 bits; use rounder percentages or smaller amounts");
      code.push(0);
    } else {
      code.push(word);
    }
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
