package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * All cases that conditions can tell apart. Where facts are compared with constants only, a
 * condition cannot change between two neighbouring constants; so finitely many cases stand for all,
 * and what holds in each of them holds always.
 */
final class Cases {
  private static final int MOST = 20_000;

  /** In place of a fact's index: how many seconds early it is delivered. */
  private static final int EARLY = -1;

  /** A fact with at most so many values is looked at with each of them. */
  private static final int FEW = 8;

  private final List<Map<Integer, BigInteger>> facts;
  private final boolean lateness;

  private Cases(List<Map<Integer, BigInteger>> facts, boolean lateness) {
    this.facts = facts;
    this.lateness = lateness;
  }

  /**
   * One case.
   *
   * @param words a word for each fact that matters
   * @param late whether the delivery is late
   */
  record Case(Map<Integer, BigInteger> words, boolean late) {}

  /** The cases of some conditions; empty if they compare other things or there are too many. */
  static Optional<Cases> of(Deliverable deliverable, List<Condition> conditions) {
    Map<Integer, TreeSet<BigInteger>> points = new TreeMap<>();
    boolean[] late = new boolean[1];
    for (Condition condition : conditions) {
      if (!collect(condition, deliverable, points, late)) {
        return Optional.empty();
      }
    }
    List<Map<Integer, BigInteger>> all = new ArrayList<>();
    all.add(Map.of());
    for (Map.Entry<Integer, TreeSet<BigInteger>> fact : points.entrySet()) {
      if ((long) all.size() * fact.getValue().size() > MOST) {
        return Optional.empty();
      }
      List<Map<Integer, BigInteger>> more = new ArrayList<>();
      for (Map<Integer, BigInteger> one : all) {
        for (BigInteger word : fact.getValue()) {
          Map<Integer, BigInteger> next = new TreeMap<>(one);
          next.put(fact.getKey(), word);
          more.add(next);
        }
      }
      all = more;
    }
    return Optional.of(new Cases(all, late[0]));
  }

  /** All of them. */
  List<Case> all() {
    List<Case> cases = new ArrayList<>();
    for (Map<Integer, BigInteger> words : facts) {
      cases.add(new Case(words, false));
      // What is early is not late.
      if (lateness && words.getOrDefault(EARLY, BigInteger.ZERO).signum() == 0) {
        cases.add(new Case(words, true));
      }
    }
    return cases;
  }

  /** Whether a condition holds in a case. */
  static boolean holds(Condition condition, Case at) {
    return switch (condition) {
      case Condition.Always always -> true;
      case Condition.Late late -> at.late();
      case Condition.All all -> all.conditions().stream().allMatch(c -> holds(c, at));
      case Condition.Any any -> any.conditions().stream().anyMatch(c -> holds(c, at));
      case Condition.Not not -> !holds(not.condition(), at);
      case Condition.Compare compare -> {
        int order = value(compare.left(), at).compareTo(value(compare.right(), at));
        yield switch (compare.operator()) {
          case IS -> order == 0;
          case IS_NOT -> order != 0;
          case AT_LEAST -> order >= 0;
          case AT_MOST -> order <= 0;
          case ABOVE -> order > 0;
          case BELOW -> order < 0;
        };
      }
    };
  }

  private static Fraction value(Quantity quantity, Case at) {
    return switch (quantity) {
      case Quantity.Constant constant -> constant.value();
      case Quantity.FactValue fact ->
          Fraction.of(at.words().getOrDefault(fact.index(), BigInteger.ZERO));
      case Quantity.PeriodsEarly _ -> Fraction.of(at.words().getOrDefault(EARLY, BigInteger.ZERO));
      case Quantity.Sum sum ->
          sum.terms().stream().map(q -> value(q, at)).reduce(Fraction.ZERO, Fraction::plus);
      case Quantity.Product product ->
          product.factors().stream().map(q -> value(q, at)).reduce(Fraction.ONE, Fraction::times);
      case Quantity.Least least -> value(least.left(), at).min(value(least.right(), at));
      case Quantity.Greatest both -> value(both.left(), at).max(value(both.right(), at));
      case Quantity.If one -> value(holds(one.when(), at) ? one.then() : one.otherwise(), at);
      case Quantity.ParameterValue _,
          Quantity.Pay _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.Power _,
          Quantity.Quotient _,
          Quantity.Median _ ->
          throw new IllegalStateException("cases know no " + quantity);
    };
  }

  /** Whether it is made of constants and of facts with few values, which then are all looked at. */
  private static boolean few(
      Quantity quantity, Deliverable deliverable, Map<Integer, TreeSet<BigInteger>> points) {
    return switch (quantity) {
      case Quantity.Constant _ -> true;
      case Quantity.FactValue fact -> all(fact.index(), deliverable, points);
      case Quantity.Sum sum -> sum.terms().stream().allMatch(q -> few(q, deliverable, points));
      case Quantity.Product product ->
          product.factors().stream().allMatch(q -> few(q, deliverable, points));
      case Quantity.Least least ->
          few(least.left(), deliverable, points) && few(least.right(), deliverable, points);
      case Quantity.Greatest both ->
          few(both.left(), deliverable, points) && few(both.right(), deliverable, points);
      case Quantity.If one ->
          collect(one.when(), deliverable, points, new boolean[1])
              && few(one.then(), deliverable, points)
              && few(one.otherwise(), deliverable, points);
      case Quantity.ParameterValue _,
          Quantity.Pay _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Power _,
          Quantity.Quotient _,
          Quantity.Median _ ->
          false;
    };
  }

  private static boolean all(
      int fact, Deliverable deliverable, Map<Integer, TreeSet<BigInteger>> points) {
    Domain domain = deliverable.facts().get(fact).domain();
    BigInteger width = domain.most().subtract(domain.least());
    if (domain instanceof Domain.Document || width.compareTo(BigInteger.valueOf(FEW)) >= 0) {
      return false;
    }
    TreeSet<BigInteger> words = points.computeIfAbsent(fact, f -> new TreeSet<>());
    for (int i = 0; i <= width.intValueExact(); i++) {
      words.add(domain.least().add(BigInteger.valueOf(i)));
    }
    return true;
  }

  private static boolean collect(
      Condition condition,
      Deliverable deliverable,
      Map<Integer, TreeSet<BigInteger>> points,
      boolean[] late) {
    return switch (condition) {
      case Condition.Always always -> true;
      case Condition.Late l -> {
        late[0] = true;
        yield true;
      }
      case Condition.All all ->
          all.conditions().stream().allMatch(c -> collect(c, deliverable, points, late));
      case Condition.Any any ->
          any.conditions().stream().allMatch(c -> collect(c, deliverable, points, late));
      case Condition.Not not -> collect(not.condition(), deliverable, points, late);
      case Condition.Compare compare ->
          threshold(compare.left(), compare.right(), deliverable, points)
              || threshold(compare.right(), compare.left(), deliverable, points)
              || few(compare.left(), deliverable, points)
                  && few(compare.right(), deliverable, points);
    };
  }

  /** A fact, or how early it is, against a number: it matters where the number is crossed. */
  private static boolean threshold(
      Quantity fact,
      Quantity number,
      Deliverable deliverable,
      Map<Integer, TreeSet<BigInteger>> points) {
    if (!(number instanceof Quantity.Constant constant)) {
      return false;
    }
    return switch (fact) {
      case Quantity.FactValue value -> add(value.index(), constant.value(), deliverable, points);
      case Quantity.PeriodsEarly early when early.periodSeconds() == 1 -> {
        BigInteger most = BigInteger.valueOf(Lateness.mostEarly(deliverable));
        around(constant.value(), BigInteger.ZERO, most, EARLY, points);
        yield true;
      }
      case Quantity.Product product
          when product.factors().size() == 2
              && product.factors().get(0) instanceof Quantity.Constant share
              && share.value().signum() > 0
              && product.factors().get(1) instanceof Quantity.FactValue value ->
          add(value.index(), constant.value().dividedBy(share.value()), deliverable, points);
      default -> false;
    };
  }

  private static void around(
      Fraction number,
      BigInteger least,
      BigInteger most,
      int key,
      Map<Integer, TreeSet<BigInteger>> points) {
    TreeSet<BigInteger> words = points.computeIfAbsent(key, f -> new TreeSet<>());
    words.add(least);
    words.add(most);
    for (int step = -1; step <= 2; step++) {
      BigInteger near = number.floor().add(BigInteger.valueOf(step));
      words.add(near.max(least).min(most));
    }
  }

  private static boolean add(
      int fact,
      Fraction constant,
      Deliverable deliverable,
      Map<Integer, TreeSet<BigInteger>> points) {
    Domain domain = deliverable.facts().get(fact).domain();
    switch (domain) {
      case Domain.Choice choice -> {
        TreeSet<BigInteger> words = points.computeIfAbsent(fact, f -> new TreeSet<>());
        for (int i = 0; i < choice.options().size(); i++) {
          words.add(BigInteger.valueOf(i));
        }
      }
      case Domain.Document _ -> {
        return false;
      }
      case Domain.Range _, Domain.TimeSpan _, Domain.Percent _, Domain.Time _ -> {
        around(constant, domain.least(), domain.most(), fact, points);
      }
    }
    return true;
  }
}
