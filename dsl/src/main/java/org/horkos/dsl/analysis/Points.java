package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * Where the rules of a deliverable can change their mind: the parameters and facts that they read,
 * and the numbers that they compare them with.
 */
final class Points {
  private final Map<Integer, Set<BigInteger>> parameters = new TreeMap<>();
  private final Map<Integer, Set<BigInteger>> facts = new TreeMap<>();
  private final Set<BigInteger> early = new TreeSet<>();
  private boolean late;
  private boolean locked;
  private int size;

  /** All points of a deliverable. */
  static Points of(Deliverable deliverable) {
    Points points = ofLocked(deliverable);
    deliverable.missedGives().forEach(gives -> points.visit(gives.amount()));
    deliverable.failedGives().forEach(gives -> points.visit(gives.amount()));
    deliverable.requires().forEach(require -> points.visit(require.condition()));
    for (Deliverable.Award award : deliverable.awards()) {
      points.visit(award.amount());
      points.visit(award.when());
    }
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      points.visit(penalty.amount());
      points.visit(penalty.when());
    }
    deliverable.clauses().asked().stream().map(Clauses.Asked::when).forEach(points::visit);
    deliverable.clauses().entry().ifPresent(entry -> points.visit(entry.value()));
    return points;
  }

  /** All points of a deliverable, and where a number is least or greatest. */
  static Points of(Deliverable deliverable, Quantity number) {
    Points points = of(deliverable);
    points.visit(number);
    return points;
  }

  /** The points of what is locked. */
  static Points ofLocked(Deliverable deliverable) {
    Points points = new Points();
    deliverable.pays().forEach(pay -> points.visit(pay.amount()));
    deliverable.lots().forEach(lot -> points.visit(lot.amount()));
    return points;
  }

  /** The points of a condition. */
  static Points of(Condition condition) {
    Points points = new Points();
    points.visit(condition);
    return points;
  }

  /** The points of a quantity. */
  static Points of(Quantity quantity) {
    Points points = new Points();
    points.visit(quantity);
    return points;
  }

  /** The parameters that are read. */
  Set<Integer> parameters() {
    return parameters.keySet();
  }

  /** The same, each with numbers near which something changes. */
  Map<Integer, Set<BigInteger>> crossings() {
    return parameters;
  }

  /** The facts that are read, each with numbers near which something changes. */
  Map<Integer, Set<BigInteger>> facts() {
    return facts;
  }

  /** Seconds before due near which something changes. */
  Set<BigInteger> early() {
    return early;
  }

  /** Whether it matters if it is late. */
  boolean late() {
    return late;
  }

  /** Whether the pay or a lot is read, which may be made of parameters. */
  boolean locked() {
    return locked;
  }

  /** How many parts the rules have. */
  int size() {
    return size;
  }

  private void visit(Condition condition) {
    size++;
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Late _ -> late = true;
      case Condition.Not not -> visit(not.condition());
      case Condition.All all -> all.conditions().forEach(this::visit);
      case Condition.Any any -> any.conditions().forEach(this::visit);
      case Condition.Compare compare -> {
        visit(compare.left());
        visit(compare.right());
        crossed(compare.left(), compare.right());
        crossed(compare.right(), compare.left());
      }
    }
  }

  private void crossed(Quantity side, Quantity other) {
    if (!(other instanceof Quantity.Constant constant)) {
      return;
    }
    switch (side) {
      case Quantity.FactValue fact -> around(facts.get(fact.index()), constant.value());
      case Quantity.ParameterValue parameter ->
          around(parameters.get(parameter.index()), constant.value());
      case Quantity.PeriodsEarly periods ->
          around(early, constant.value().times(Fraction.of(periods.periodSeconds())));
      case Quantity.Product product
          when product.factors().size() == 2
              && product.factors().get(0) instanceof Quantity.Constant share
              && share.value().signum() > 0 ->
          crossed(
              product.factors().get(1),
              new Quantity.Constant(constant.value().dividedBy(share.value())));
      default -> {}
    }
  }

  private static void around(
      @org.jspecify.annotations.Nullable Set<BigInteger> words, Fraction at) {
    if (words != null) {
      for (int step = -1; step <= 1; step++) {
        words.add(at.floor().add(BigInteger.valueOf(step)));
      }
    }
  }

  private void visit(Quantity quantity) {
    size++;
    switch (quantity) {
      case Quantity.Constant _ -> {}
      case Quantity.Pay _, Quantity.Lot _ -> locked = true;
      case Quantity.ParameterValue parameter ->
          parameters.computeIfAbsent(parameter.index(), p -> new TreeSet<>());
      case Quantity.FactValue fact -> read(fact.index());
      case Quantity.PeriodsLate _ -> late = true;
      case Quantity.PeriodsEarly _ -> early.add(BigInteger.ZERO);
      case Quantity.Sum sum -> sum.terms().forEach(this::visit);
      case Quantity.Product product -> product.factors().forEach(this::visit);
      case Quantity.Least least -> List.of(least.left(), least.right()).forEach(this::visit);
      case Quantity.Greatest both -> List.of(both.left(), both.right()).forEach(this::visit);
      case Quantity.Power power -> List.of(power.base(), power.exponent()).forEach(this::visit);
      case Quantity.Quotient quotient ->
          List.of(quotient.part(), quotient.by()).forEach(this::visit);
      case Quantity.If one -> {
        visit(one.when());
        visit(one.then());
        visit(one.otherwise());
      }
      case Quantity.Median median -> median.facts().forEach(this::read);
    }
  }

  private void read(int fact) {
    facts.computeIfAbsent(fact, f -> new TreeSet<>());
  }
}
