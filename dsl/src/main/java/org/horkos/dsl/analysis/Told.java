package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Quantity;

/**
 * Which words of a fact some conditions can tell apart: where it is only compared with numbers,
 * those that give the same answers stand for each other.
 */
final class Told {
  private final List<Reading> readings = new ArrayList<>();
  private final Set<Integer> together = new TreeSet<>();
  private int size;
  private int lates;

  /** A comparison and the facts that it reads. */
  private record Reading(Condition.Compare compare, Set<Integer> facts) {}

  /** What conditions tell apart. */
  static Told of(List<Condition> conditions) {
    Told told = new Told();
    conditions.forEach(told::visit);
    return told;
  }

  /**
   * Whether no fact is read twice: then what can be said of each comparison alone says all of the
   * condition.
   */
  boolean readsOnce() {
    int read = 0;
    Set<Integer> all = new TreeSet<>();
    for (Reading one : readings) {
      read += one.facts().size();
      all.addAll(one.facts());
    }
    return together.isEmpty() && read == all.size() && lates <= 1 && !all.contains(Cases.EARLY);
  }

  /** How many parts the conditions have. */
  int size() {
    return size;
  }

  /** The least word of each run of words that give the same answers. */
  List<BigInteger> apart(int fact, NavigableSet<BigInteger> words) {
    if (together.contains(fact)) {
      return List.copyOf(words);
    }
    List<Condition.Compare> about =
        readings.stream().filter(one -> one.facts().contains(fact)).map(Reading::compare).toList();
    List<BigInteger> apart = new ArrayList<>();
    List<Boolean> before = List.of();
    for (BigInteger word : words) {
      Cases.Case at = new Cases.Case(Map.of(fact, word), false);
      List<Boolean> answers = about.stream().map(compare -> Cases.holds(compare, at)).toList();
      if (apart.isEmpty() || !answers.equals(before)) {
        apart.add(word);
      }
      before = answers;
    }
    return apart;
  }

  private void visit(Condition condition) {
    size++;
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Late _ -> lates++;
      case Condition.Not not -> visit(not.condition());
      case Condition.All all -> all.conditions().forEach(this::visit);
      case Condition.Any any -> any.conditions().forEach(this::visit);
      case Condition.Compare compare -> {
        Set<Integer> read = reads(compare);
        readings.add(new Reading(compare, read));
        size += parts(compare.left()) + parts(compare.right());
        if (read.size() > 1) {
          together.addAll(read);
        }
      }
    }
  }

  private static Set<Integer> reads(Condition.Compare compare) {
    Points points = Points.of(compare);
    Set<Integer> all = new TreeSet<>(points.facts().keySet());
    if (!points.early().isEmpty()) {
      all.add(Cases.EARLY);
    }
    return all;
  }

  private static int parts(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Sum sum -> 1 + sum.terms().stream().mapToInt(Told::parts).sum();
      case Quantity.Product product -> 1 + product.factors().stream().mapToInt(Told::parts).sum();
      case Quantity.Least least -> 1 + parts(least.left()) + parts(least.right());
      case Quantity.Greatest both -> 1 + parts(both.left()) + parts(both.right());
      case Quantity.If one -> 3 + parts(one.then()) + parts(one.otherwise());
      case Quantity.Constant _,
          Quantity.ParameterValue _,
          Quantity.FactValue _,
          Quantity.Pay _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Power _,
          Quantity.Quotient _,
          Quantity.Median _ ->
          1;
    };
  }
}
