package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.horkos.dsl.value.Fraction;

/**
 * A quantity multiplied out: a sum of products of parameters with exact coefficients. Two
 * quantities that are always equal have the same polynomial; so amounts can be compared for all
 * values of the parameters at once.
 */
public final class Polynomial {
  /** How many products a polynomial may have, and how many parameters each of them. */
  public static final int MOST_TERMS = 128;

  private static final int MOST_FACTORS = 8;
  private static final int MOST_CORNER_PARAMETERS = 10;

  // A product of parameters, as their sorted indexes, with its coefficient (never 0).
  private final Map<List<Integer>, Fraction> terms;

  private Polynomial(Map<List<Integer>, Fraction> terms) {
    this.terms = terms;
  }

  /** A constant. */
  public static Polynomial of(Fraction value) {
    Map<List<Integer>, Fraction> terms = new LinkedHashMap<>();
    if (value.signum() != 0) {
      terms.put(List.of(), value);
    }
    return new Polynomial(terms);
  }

  /**
   * A quantity multiplied out; empty if it is too large for that.
   *
   * @param leaves what stands for facts, pay, lots, periods and lesser ones; constants, parameters,
   *     sums and products are multiplied out here
   */
  public static Optional<Polynomial> of(
      Quantity quantity, Function<Quantity, Optional<Polynomial>> leaves) {
    return switch (quantity) {
      case Quantity.Constant constant -> Optional.of(of(constant.value()));
      case Quantity.ParameterValue parameter ->
          Optional.of(new Polynomial(Map.of(List.of(parameter.index()), Fraction.ONE)));
      case Quantity.Sum sum -> {
        Optional<Polynomial> result = Optional.of(of(Fraction.ZERO));
        for (Quantity term : sum.terms()) {
          Optional<Polynomial> next = of(term, leaves);
          result = result.flatMap(r -> next.flatMap(r::plus));
        }
        yield result;
      }
      case Quantity.Product product -> {
        Optional<Polynomial> result = Optional.of(of(Fraction.ONE));
        for (Quantity factor : product.factors()) {
          Optional<Polynomial> next = of(factor, leaves);
          result = result.flatMap(r -> next.flatMap(r::times));
        }
        yield result;
      }
      case Quantity.FactValue fact -> leaves.apply(fact);
      case Quantity.Pay pay -> leaves.apply(pay);
      case Quantity.Lot lot -> leaves.apply(lot);
      case Quantity.PeriodsLate periods -> leaves.apply(periods);
      case Quantity.Least least -> leaves.apply(least);
      case Quantity.PeriodsEarly periods -> leaves.apply(periods);
      case Quantity.Greatest greatest -> leaves.apply(greatest);
      case Quantity.Power power -> leaves.apply(power);
      case Quantity.Quotient quotient ->
          quotient.by() instanceof Quantity.Constant by && by.value().signum() != 0
              ? of(quotient.part(), leaves)
                  .flatMap(part -> part.times(of(Fraction.ONE.dividedBy(by.value()))))
              : leaves.apply(quotient);
      case Quantity.If one -> leaves.apply(one);
      case Quantity.Median median -> leaves.apply(median);
    };
  }

  /** Whether it is an integer for all integer values of the parameters. */
  public boolean isInteger() {
    return terms.values().stream().allMatch(Fraction::isInteger);
  }

  /** The sum; empty if it is too large. */
  public Optional<Polynomial> plus(Polynomial other) {
    Map<List<Integer>, Fraction> sum = new LinkedHashMap<>(terms);
    other.terms.forEach((product, factor) -> add(sum, product, factor));
    return bounded(sum);
  }

  /** The product; empty if it is too large. */
  public Optional<Polynomial> times(Polynomial other) {
    if ((long) terms.size() * other.terms.size() > MOST_TERMS * 16L) {
      return Optional.empty();
    }
    Map<List<Integer>, Fraction> result = new LinkedHashMap<>();
    for (Map.Entry<List<Integer>, Fraction> a : terms.entrySet()) {
      for (Map.Entry<List<Integer>, Fraction> b : other.terms.entrySet()) {
        List<Integer> product = new ArrayList<>(a.getKey());
        product.addAll(b.getKey());
        if (product.size() > MOST_FACTORS) {
          return Optional.empty();
        }
        Collections.sort(product);
        add(result, List.copyOf(product), a.getValue().times(b.getValue()));
      }
    }
    return bounded(result);
  }

  /** This times a number. */
  public Polynomial times(Fraction factor) {
    Map<List<Integer>, Fraction> result = new LinkedHashMap<>();
    terms.forEach((product, old) -> add(result, product, old.times(factor)));
    return new Polynomial(result);
  }

  /** The number r with this = r · other for all values of the parameters, if there is one. */
  public Optional<Fraction> ratio(Polynomial other) {
    if (!terms.keySet().equals(other.terms.keySet()) || terms.isEmpty()) {
      return Optional.empty();
    }
    Fraction ratio = null;
    for (Map.Entry<List<Integer>, Fraction> term : terms.entrySet()) {
      Fraction of = other.terms.getOrDefault(term.getKey(), Fraction.ONE);
      Fraction here = term.getValue().times(new Fraction(of.denominator(), of.numerator()));
      if (ratio != null && !ratio.equals(here)) {
        return Optional.empty();
      }
      ratio = here;
    }
    return Optional.ofNullable(ratio);
  }

  /**
   * The least value within the parameters' bounds, with the parameters' values there; exact if no
   * parameter is multiplied by itself, else not above the true one.
   */
  public Least least(List<Agreement.Parameter> parameters) {
    List<Integer> used = terms.keySet().stream().flatMap(List::stream).distinct().sorted().toList();
    boolean corners =
        used.size() <= MOST_CORNER_PARAMETERS
            && terms.keySet().stream().allMatch(p -> p.stream().distinct().count() == p.size());
    if (!corners) {
      return boundedBelow(parameters);
    }
    // What is linear in each parameter alone is least in a corner of their bounds.
    Least best = null;
    for (int corner = 0; corner < 1 << used.size(); corner++) {
      Map<Integer, Fraction> values = new TreeMap<>();
      for (int i = 0; i < used.size(); i++) {
        Agreement.Parameter p = parameters.get(used.get(i));
        values.put(used.get(i), Fraction.of((corner >> i & 1) == 0 ? p.least() : p.most()));
      }
      Fraction sum = at(values);
      if (best == null || sum.compareTo(best.value()) < 0) {
        best = new Least(sum, values);
      }
    }
    return best == null ? new Least(Fraction.ZERO, Map.of()) : best;
  }

  /** A value that is not above the least one, computed term by term. */
  public Least boundedBelow(List<Agreement.Parameter> parameters) {
    Interval sum = Interval.of(Fraction.ZERO);
    for (Map.Entry<List<Integer>, Fraction> term : terms.entrySet()) {
      Interval product = Interval.of(term.getValue());
      for (int index : term.getKey()) {
        Agreement.Parameter p = parameters.get(index);
        product = product.times(Interval.of(p.least(), p.most()));
      }
      sum = sum.plus(product);
    }
    return new Least(sum.least(), Map.of());
  }

  /** How many products are computed for {@link #least}. */
  public long cornersSize() {
    long used = terms.keySet().stream().flatMap(List::stream).distinct().count();
    return (used <= MOST_CORNER_PARAMETERS ? 1L << used : 1) * Math.max(1, terms.size());
  }

  /** The value for these values of the parameters; those not given count as 0. */
  public Fraction at(Map<Integer, Fraction> values) {
    Fraction sum = Fraction.ZERO;
    for (Map.Entry<List<Integer>, Fraction> term : terms.entrySet()) {
      Fraction product = term.getValue();
      for (int index : term.getKey()) {
        product = product.times(values.getOrDefault(index, Fraction.ZERO));
      }
      sum = sum.plus(product);
    }
    return sum;
  }

  /**
   * A least value.
   *
   * @param value the value
   * @param where the parameters' values there, by index; empty if only a bound is known
   */
  public record Least(Fraction value, Map<Integer, Fraction> where) {}

  private static void add(
      Map<List<Integer>, Fraction> terms, List<Integer> product, Fraction factor) {
    Fraction sum = terms.getOrDefault(product, Fraction.ZERO).plus(factor);
    if (sum.signum() == 0) {
      terms.remove(product);
    } else {
      terms.put(product, sum);
    }
  }

  private static Optional<Polynomial> bounded(Map<List<Integer>, Fraction> terms) {
    return terms.size() > MOST_TERMS ? Optional.empty() : Optional.of(new Polynomial(terms));
  }
}
