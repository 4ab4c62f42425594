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
      if (lateness) {
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
      default -> throw new IllegalStateException("cases compare facts with constants only");
    };
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
          switch (compare.left()) {
            case Quantity.FactValue fact ->
                compare.right() instanceof Quantity.Constant constant
                    && add(fact.index(), constant.value(), deliverable, points);
            case Quantity.Constant constant ->
                compare.right() instanceof Quantity.FactValue fact
                    ? add(fact.index(), constant.value(), deliverable, points)
                    : compare.right() instanceof Quantity.Constant;
            default -> false;
          };
    };
  }

  private static boolean add(
      int fact,
      Fraction constant,
      Deliverable deliverable,
      Map<Integer, TreeSet<BigInteger>> points) {
    TreeSet<BigInteger> words = points.computeIfAbsent(fact, f -> new TreeSet<>());
    switch (deliverable.facts().get(fact).domain()) {
      case Domain.Range range -> {
        words.add(range.least());
        words.add(range.most());
        for (int step = -1; step <= 2; step++) {
          BigInteger near = constant.floor().add(BigInteger.valueOf(step));
          words.add(near.max(range.least()).min(range.most()));
        }
      }
      case Domain.Choice choice -> {
        for (int i = 0; i < choice.options().size(); i++) {
          words.add(BigInteger.valueOf(i));
        }
      }
      case Domain.Document document -> {
        return false;
      }
    }
    return true;
  }
}
