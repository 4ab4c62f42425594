package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.AbstractList;
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
  /** How many parts of conditions are looked at in all cases of one question. */
  private static final long MOST = 1_000_000;

  /** In place of a fact's index: how many seconds early it is delivered. */
  static final int EARLY = -1;

  /** A fact with at most so many values is looked at with each of them. */
  private static final int FEW = 8;

  private final Map<Integer, List<BigInteger>> words;
  private final int count;
  private final long steps;
  private final boolean lateness;

  private Cases(Map<Integer, List<BigInteger>> words, int count, long steps, boolean lateness) {
    this.words = words;
    this.count = count;
    this.steps = steps;
    this.lateness = lateness;
  }

  /**
   * One case.
   *
   * @param words a word for each fact that matters
   * @param late whether the delivery is late
   */
  record Case(Map<Integer, BigInteger> words, boolean late) {}

  /**
   * The cases of some conditions; empty if they compare other things, or if there are more than the
   * budget allows to look at once with each of the conditions.
   */
  static Optional<Cases> of(Deliverable deliverable, List<Condition> conditions, Budget budget) {
    Map<Integer, TreeSet<BigInteger>> points = new TreeMap<>();
    boolean[] late = new boolean[1];
    for (Condition condition : conditions) {
      if (!collect(condition, deliverable, points, late)) {
        return Optional.empty();
      }
    }
    Told told = Told.of(conditions);
    // Each word of a fact is compared with all that reads it.
    if (!budget.take(10L * told.size())) {
      return Optional.empty();
    }
    Map<Integer, List<BigInteger>> words = new TreeMap<>();
    long product = 1;
    for (Map.Entry<Integer, TreeSet<BigInteger>> fact : points.entrySet()) {
      List<BigInteger> apart = told.apart(fact.getKey(), fact.getValue());
      words.put(fact.getKey(), apart);
      product = Math.min(MOST + 1, product * apart.size());
    }
    long steps = (late[0] ? 2 : 1) * product * (told.size() + points.size());
    if (!budget.take(steps > MOST ? Long.MAX_VALUE : steps)) {
      return Optional.empty();
    }
    return Optional.of(new Cases(words, (int) product, steps, late[0]));
  }

  /** How many parts of the conditions there are in all cases. */
  long steps() {
    return steps;
  }

  /** All of them; each is made when it is looked at. */
  List<Case> all() {
    return new AbstractList<>() {
      @Override
      public int size() {
        return lateness ? 2 * count : count;
      }

      @Override
      public Case get(int index) {
        return Cases.this.get(index % count, index >= count);
      }
    };
  }

  private Case get(int number, boolean late) {
    Map<Integer, BigInteger> one = new TreeMap<>();
    int left = number;
    for (Map.Entry<Integer, List<BigInteger>> fact : words.entrySet()) {
      one.put(fact.getKey(), fact.getValue().get(left % fact.getValue().size()));
      left /= fact.getValue().size();
    }
    // What is early is not late.
    return new Case(one, late && one.getOrDefault(EARLY, BigInteger.ZERO).signum() == 0);
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

  /** The value of a quantity that is made of constants and of facts of the case. */
  static Fraction value(Quantity quantity, Case at) {
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
