package org.horkos.engine.rules;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/** Conditions and quantities of a typed deliverable as functions of a sheet, exact. */
final class Reading {
  private final Amounts amounts;

  Reading(Amounts amounts) {
    this.amounts = amounts;
  }

  Predicate<Sheet> condition(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> sheet -> true;
      case Condition.Late late -> sheet -> sheet.secondsLate() > 0;
      case Condition.Compare compare -> comparison(compare);
      case Condition.All all -> {
        List<Predicate<Sheet>> parts = all.conditions().stream().map(this::condition).toList();
        yield sheet -> parts.stream().allMatch(part -> part.test(sheet));
      }
      case Condition.Any any -> {
        List<Predicate<Sheet>> parts = any.conditions().stream().map(this::condition).toList();
        yield sheet -> parts.stream().anyMatch(part -> part.test(sheet));
      }
      case Condition.Not not -> condition(not.condition()).negate();
    };
  }

  private Predicate<Sheet> comparison(Condition.Compare compare) {
    Condition.Operator operator = compare.operator();
    Optional<Fraction> constant = amounts.constant(compare.right());
    if (compare.left() instanceof Quantity.FactValue fact
        && constant.isPresent()
        && constant.get().isInteger()) {
      // what most rules are: one fact against one number
      int index = fact.index();
      BigInteger number = constant.get().numerator();
      return sheet -> operator.holds(sheet.word(index).compareTo(number));
    }
    Function<Sheet, Fraction> left = quantity(compare.left());
    Function<Sheet, Fraction> right = quantity(compare.right());
    return sheet -> operator.holds(left.apply(sheet).compareTo(right.apply(sheet)));
  }

  Function<Sheet, Fraction> quantity(Quantity quantity) {
    Optional<Fraction> constant = amounts.constant(quantity);
    if (constant.isPresent()) {
      Fraction value = constant.get();
      return sheet -> value;
    }
    return switch (quantity) {
      case Quantity.FactValue fact -> sheet -> Fraction.of(sheet.word(fact.index()));
      case Quantity.PeriodsLate late ->
          sheet -> Fraction.of(Math.ceilDiv(sheet.secondsLate(), late.periodSeconds()));
      case Quantity.Sum sum -> {
        List<Function<Sheet, Fraction>> terms = sum.terms().stream().map(this::quantity).toList();
        yield sheet -> {
          Fraction total = Fraction.ZERO;
          for (Function<Sheet, Fraction> term : terms) {
            total = total.plus(term.apply(sheet));
          }
          return total;
        };
      }
      case Quantity.Product product -> {
        List<Function<Sheet, Fraction>> factors =
            product.factors().stream().map(this::quantity).toList();
        yield sheet -> {
          Fraction total = Fraction.ONE;
          for (Function<Sheet, Fraction> factor : factors) {
            total = total.times(factor.apply(sheet));
          }
          return total;
        };
      }
      case Quantity.Least least -> {
        Function<Sheet, Fraction> left = quantity(least.left());
        Function<Sheet, Fraction> right = quantity(least.right());
        yield sheet -> left.apply(sheet).min(right.apply(sheet));
      }
      case Quantity.Greatest greatest -> {
        Function<Sheet, Fraction> left = quantity(greatest.left());
        Function<Sheet, Fraction> right = quantity(greatest.right());
        yield sheet -> left.apply(sheet).max(right.apply(sheet));
      }
      case Quantity.PeriodsEarly early ->
          sheet -> Fraction.of(sheet.secondsEarly() / early.periodSeconds());
      case Quantity.Power power -> {
        Function<Sheet, Fraction> base = quantity(power.base());
        Function<Sheet, Fraction> exponent = quantity(power.exponent());
        yield sheet -> base.apply(sheet).power(exponent.apply(sheet).numerator().intValueExact());
      }
      case Quantity.Quotient quotient -> {
        Function<Sheet, Fraction> part = quantity(quotient.part());
        Function<Sheet, Fraction> by = quantity(quotient.by());
        yield sheet -> part.apply(sheet).dividedBy(by.apply(sheet));
      }
      case Quantity.If one -> {
        Predicate<Sheet> when = condition(one.when());
        Function<Sheet, Fraction> then = quantity(one.then());
        Function<Sheet, Fraction> otherwise = quantity(one.otherwise());
        yield sheet -> (when.test(sheet) ? then : otherwise).apply(sheet);
      }
      case Quantity.Median median -> sheet -> Fraction.of(median(median, sheet));
      case Quantity.Constant value -> throw folded(value);
      case Quantity.ParameterValue value -> throw folded(value);
      case Quantity.Pay pay -> throw folded(pay);
      case Quantity.Lot lot -> throw folded(lot);
    };
  }

  private static BigInteger median(Quantity.Median median, Sheet sheet) {
    List<BigInteger> votes =
        median.facts().stream()
            .map(sheet::word)
            .filter(word -> word.compareTo(median.least()) >= 0)
            .sorted()
            .toList();
    return votes.isEmpty()
        ? median.least().subtract(BigInteger.ONE)
        : votes.get((votes.size() - 1) / 2);
  }

  private static IllegalStateException folded(Quantity quantity) {
    return new IllegalStateException(quantity + " is constant and was folded before");
  }

  /** Which facts a rule looks at, ascending, and whether at lateness and earliness. */
  static final class Looked {
    private final TreeSet<Integer> facts = new TreeSet<>();
    private boolean lateness;
    private boolean earliness;

    TreeSet<Integer> facts() {
      return facts;
    }

    boolean lateness() {
      return lateness;
    }

    boolean earliness() {
      return earliness;
    }

    Looked at(Condition condition) {
      switch (condition) {
        case Condition.Always always -> {}
        case Condition.Late late -> lateness = true;
        case Condition.Compare compare -> at(compare.left()).at(compare.right());
        case Condition.All all -> all.conditions().forEach(this::at);
        case Condition.Any any -> any.conditions().forEach(this::at);
        case Condition.Not not -> at(not.condition());
      }
      return this;
    }

    Looked at(Quantity quantity) {
      switch (quantity) {
        case Quantity.FactValue fact -> facts.add(fact.index());
        case Quantity.PeriodsLate late -> lateness = true;
        case Quantity.Sum sum -> sum.terms().forEach(this::at);
        case Quantity.Product product -> product.factors().forEach(this::at);
        case Quantity.Least least -> at(least.left()).at(least.right());
        case Quantity.Greatest greatest -> at(greatest.left()).at(greatest.right());
        case Quantity.PeriodsEarly early -> earliness = true;
        case Quantity.Power power -> at(power.base()).at(power.exponent());
        case Quantity.Quotient quotient -> at(quotient.part()).at(quotient.by());
        case Quantity.If one -> at(one.when()).at(one.then()).at(one.otherwise());
        case Quantity.Median median -> facts.addAll(median.facts());
        case Quantity.Constant value -> {}
        case Quantity.ParameterValue value -> {}
        case Quantity.Pay pay -> {}
        case Quantity.Lot lot -> {}
      }
      return this;
    }
  }
}
