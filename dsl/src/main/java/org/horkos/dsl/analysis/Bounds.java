package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.agreement.Polynomial;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * Bounds of a deliverable's quantities as polynomials of the parameters. A fact stands for its
 * least or greatest value; so what depends on facts is bounded, and what depends on parameters
 * alone is exact. Several bounds of one quantity all hold; it is enough if one of them shows
 * something.
 */
final class Bounds {
  private static final int MOST = 32;

  private final Budget budget;
  private final List<Agreement.Parameter> parameters;
  private final Deliverable deliverable;
  private final Ranges ranges;

  Bounds(List<Agreement.Parameter> parameters, Deliverable deliverable, Budget budget) {
    this.budget = budget;
    this.parameters = parameters;
    this.deliverable = deliverable;
    this.ranges = new Ranges(parameters, deliverable);
  }

  /** Polynomials none of which is anywhere below the quantity; none if it is too complex. */
  List<Polynomial> above(Quantity quantity) {
    return bounds(quantity, true);
  }

  /** Polynomials none of which is anywhere above the quantity; none if it is too complex. */
  List<Polynomial> below(Quantity quantity) {
    return bounds(quantity, false);
  }

  /** The least value of a polynomial; a bound of it where the budget does not suffice. */
  Polynomial.Least least(Polynomial polynomial) {
    return budget.take(polynomial.cornersSize())
        ? polynomial.least(parameters)
        : polynomial.boundedBelow(parameters);
  }

  /** Whether a quantity is never below 0, as far as that can be shown. */
  boolean neverBelowZero(Quantity quantity) {
    if (quantity instanceof Quantity.Least least) {
      return neverBelowZero(least.left()) && neverBelowZero(least.right());
    }
    return ranges.of(quantity).least().signum() >= 0
        || below(quantity).stream().anyMatch(p -> least(p).value().signum() >= 0);
  }

  /** Whether a quantity is never above another one, as far as that can be shown. */
  boolean neverAbove(Quantity quantity, Quantity limit) {
    return isShareOf(quantity, limit)
        || neverBelowZero(
            new Quantity.Sum(
                List.of(
                    limit,
                    new Quantity.Product(
                        List.of(new Quantity.Constant(Fraction.of(-1)), quantity)))));
  }

  /** Whether it is at most the whole of the limit, or the lesser of that and something else. */
  private boolean isShareOf(Quantity quantity, Quantity limit) {
    return switch (quantity) {
      case Quantity.Least least ->
          isShareOf(least.left(), limit) || isShareOf(least.right(), limit);
      case Quantity.Greatest both ->
          isShareOf(both.left(), limit) && isShareOf(both.right(), limit);
      default ->
          ranges.of(limit).least().signum() >= 0
              && share(quantity, limit)
                  .filter(share -> share.most().compareTo(Fraction.ONE) <= 0)
                  .isPresent();
    };
  }

  /** Which share of the limit it is, if it is written as one. */
  private Optional<Interval> share(Quantity quantity, Quantity limit) {
    if (quantity.equals(limit)) {
      return Optional.of(Interval.of(Fraction.ONE));
    }
    return switch (quantity) {
      case Quantity.Quotient quotient ->
          ranges.of(quotient.by()).least().signum() > 0
              ? share(quotient.part(), limit).map(s -> s.dividedBy(ranges.of(quotient.by())))
              : Optional.empty();
      case Quantity.Product product -> {
        Interval others = Interval.of(Fraction.ONE);
        Optional<Interval> share = Optional.empty();
        for (Quantity factor : product.factors()) {
          Optional<Interval> one = share.isPresent() ? Optional.empty() : share(factor, limit);
          others = one.isPresent() ? others : others.times(ranges.of(factor));
          share = share.or(() -> one);
        }
        Interval rest = others;
        yield share.map(one -> one.times(rest));
      }
      default -> Optional.empty();
    };
  }

  private List<Polynomial> bounds(Quantity quantity, boolean above) {
    return switch (quantity) {
      case Quantity.Constant constant -> List.of(Polynomial.of(constant.value()));
      case Quantity.ParameterValue parameter ->
          Polynomial.of(parameter, leaf -> Optional.empty()).stream().toList();
      case Quantity.FactValue fact -> fact(fact, above);
      case Quantity.Pay pay ->
          floored(
              bounds(
                  new Quantity.Sum(
                      deliverable.pays().stream().map(Deliverable.Pay::amount).toList()),
                  above),
              deliverable.pays().size(),
              above);
      case Quantity.Lot lot ->
          floored(bounds(deliverable.lots().get(lot.index()).amount(), above), 1, above);
      case Quantity.PeriodsLate periods -> {
        long most = Lateness.mostSeconds(deliverable);
        yield constant(above ? Math.ceilDiv(most, periods.periodSeconds()) : 0);
      }
      case Quantity.PeriodsEarly periods ->
          constant(above ? Lateness.mostEarly(deliverable) / periods.periodSeconds() : 0);
      case Quantity.Least least ->
          above ? either(least.left(), least.right(), true) : interval(quantity, false);
      case Quantity.Greatest greatest ->
          above ? both(greatest) : either(greatest.left(), greatest.right(), false);
      case Quantity.Sum sum -> {
        List<Polynomial> all = List.of(Polynomial.of(Fraction.ZERO));
        for (Quantity term : sum.terms()) {
          all = combine(all, bounds(term, above), true);
        }
        yield all;
      }
      case Quantity.Product product -> product(product, above);
      case Quantity.Quotient quotient -> quotient(quotient, above);
      case Quantity.If _, Quantity.Power _, Quantity.Median _ -> interval(quantity, above);
    };
  }

  /** A floored sum is below the exact one by less than one unit for each summand. */
  private static List<Polynomial> floored(List<Polynomial> exact, int summands, boolean above) {
    return above || exact.stream().allMatch(Polynomial::isInteger)
        ? exact
        : combine(exact, List.of(Polynomial.of(Fraction.of(-summands))), true);
  }

  private List<Polynomial> fact(Quantity.FactValue fact, boolean above) {
    Deliverable.Domain domain = deliverable.facts().get(fact.index()).domain();
    if (above && domain instanceof Deliverable.Domain.Range range && range.upTo().isPresent()) {
      return bounds(new Quantity.ParameterValue(range.upTo().get()), true);
    }
    return List.of(Polynomial.of(Fraction.of(above ? domain.most() : domain.least())));
  }

  private static List<Polynomial> constant(long value) {
    return List.of(Polynomial.of(Fraction.of(BigInteger.valueOf(value))));
  }

  private List<Polynomial> interval(Quantity quantity, boolean above) {
    Interval range = ranges.of(quantity);
    return List.of(Polynomial.of(above ? range.most() : range.least()));
  }

  private List<Polynomial> either(Quantity left, Quantity right, boolean above) {
    List<Polynomial> all = new ArrayList<>(bounds(left, above));
    all.addAll(bounds(right, above));
    return all.size() > MOST ? all.subList(0, MOST) : all;
  }

  /** The greater of two that are not below 0 is not above their sum. */
  private List<Polynomial> both(Quantity.Greatest greatest) {
    List<Polynomial> all = new ArrayList<>(interval(greatest, true));
    if (ranges.of(greatest.left()).least().signum() >= 0
        && ranges.of(greatest.right()).least().signum() >= 0) {
      all.addAll(combine(bounds(greatest.left(), true), bounds(greatest.right(), true), true));
    }
    Interval left = ranges.of(greatest.left());
    Interval right = ranges.of(greatest.right());
    if (left.most().compareTo(right.least()) <= 0) {
      all.addAll(bounds(greatest.right(), true));
    }
    if (right.most().compareTo(left.least()) <= 0) {
      all.addAll(bounds(greatest.left(), true));
    }
    if (left.most().signum() <= 0) {
      // What is never above 0 does not count beside what is never below it.
      all.addAll(bounds(new Quantity.Sum(List.of(greatest.right())), true));
    }
    return all.size() > MOST ? all.subList(0, MOST) : all;
  }

  private List<Polynomial> quotient(Quantity.Quotient quotient, boolean above) {
    Interval by = ranges.of(quotient.by());
    boolean positive = ranges.of(quotient.part()).least().signum() >= 0;
    if (!positive) {
      return interval(quotient, above);
    }
    Fraction factor = Fraction.ONE.dividedBy(above ? by.least() : by.most());
    return combine(bounds(quotient.part(), above), List.of(Polynomial.of(factor)), false);
  }

  private List<Polynomial> product(Quantity.Product product, boolean above) {
    Fraction fixed = Fraction.ONE;
    List<Quantity> others = new ArrayList<>();
    for (Quantity factor : product.factors()) {
      if (factor instanceof Quantity.Constant constant) {
        fixed = fixed.times(constant.value());
      } else {
        others.add(factor);
      }
    }
    boolean direction = above == (fixed.signum() >= 0);
    List<Polynomial> all = List.of(Polynomial.of(fixed));
    if (others.size() > 1 && others.stream().anyMatch(q -> ranges.of(q).least().signum() < 0)) {
      return interval(product, above);
    }
    for (Quantity other : others) {
      List<Polynomial> next = bounds(other, direction);
      if (others.size() > 1 && !direction) {
        // Only what is itself not below 0 may be multiplied as a lower bound.
        next = next.stream().filter(p -> least(p).value().signum() >= 0).toList();
      }
      all = combine(all, next, false);
    }
    return all.isEmpty() ? interval(product, above) : all;
  }

  private static List<Polynomial> combine(
      List<Polynomial> left, List<Polynomial> right, boolean sum) {
    List<Polynomial> all = new ArrayList<>();
    for (Polynomial a : left) {
      for (Polynomial b : right) {
        Optional<Polynomial> both = sum ? a.plus(b) : a.times(b);
        if (all.size() < MOST) {
          both.ifPresent(all::add);
        }
      }
    }
    return all;
  }
}
