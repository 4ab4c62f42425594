package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * What a deliverable's rules look at: which variables of a {@link Box}, and where a comparison can
 * change its mind.
 */
final class Watched {
  private final Amounts amounts;
  private final int lateness;
  private final BigInteger grace;
  private final List<Condition> comparisons = new ArrayList<>();
  private final List<Condition> nested = new ArrayList<>();
  private final TreeSet<Integer> variables = new TreeSet<>();
  private int size;

  Watched(Deliverable deliverable, Amounts amounts) {
    this.amounts = amounts;
    this.lateness = deliverable.facts().size();
    this.grace = BigInteger.valueOf(deliverable.graceSeconds());
    deliverable.requires().forEach(require -> look(require.condition(), comparisons));
    for (Deliverable.Award award : deliverable.awards()) {
      look(award.when(), comparisons);
      look(award.amount());
    }
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      look(penalty.when(), comparisons);
      look(penalty.amount());
    }
    // What decides about a rule is told apart before what decides about a part of an amount.
    comparisons.addAll(nested);
  }

  /** How many parts the rules have, all of which are computed in each box. */
  int size() {
    return size;
  }

  /** All that some rule looks at, ascending. */
  List<Integer> variables() {
    return List.copyOf(variables);
  }

  /**
   * A cut of a box.
   *
   * @param variable of the box
   * @param at the most of the lower part
   */
  record Cut(int variable, BigInteger at) {}

  /**
   * Where a comparison that is not decided changes its mind, if that is known, else the middle of
   * what it reads; empty if all are decided.
   */
  Optional<Cut> threshold(Box box, BoxValues values) {
    List<Condition> undecided =
        comparisons.stream().filter(one -> values.holds(one) == Truth.SOMETIMES).toList();
    return undecided.stream()
        .flatMap(one -> threshold(one, box).stream())
        .findFirst()
        .or(() -> undecided.stream().flatMap(one -> middle(one, box).stream()).findFirst());
  }

  /**
   * The middle of the range that is widest beside what it is at all; empty if no rule tells the
   * findings apart.
   */
  Optional<Cut> widest(Box box, Box root) {
    Fraction most = Fraction.ZERO;
    Optional<Cut> cut = Optional.empty();
    for (int variable : variables) {
      if (!box.range(variable).single()) {
        Fraction part =
            Fraction.of(box.range(variable).width())
                .dividedBy(Fraction.of(root.range(variable).width()));
        if (part.compareTo(most) > 0) {
          most = part;
          cut = Optional.of(new Cut(variable, box.range(variable).middle()));
        }
      }
    }
    return cut;
  }

  private Optional<Cut> threshold(Condition condition, Box box) {
    return condition instanceof Condition.Compare compare
        ? threshold(compare.left(), compare.right(), box)
            .or(() -> threshold(compare.right(), compare.left(), box))
        : within(box, lateness, grace);
  }

  private Optional<Cut> middle(Condition condition, Box box) {
    TreeSet<Integer> read = new TreeSet<>();
    if (condition instanceof Condition.Compare compare) {
      read(compare.left(), read);
      read(compare.right(), read);
    }
    return widest(box, read);
  }

  /** A multiple of one fact, or how early it is, against a number. */
  private Optional<Cut> threshold(Quantity side, Quantity number, Box box) {
    Optional<Fraction> limit = amounts.constant(number);
    if (limit.isEmpty()) {
      return Optional.empty();
    }
    Fraction factor = Fraction.ONE;
    Quantity read = side;
    if (side instanceof Quantity.Product product) {
      read = product.factors().getFirst();
      for (Quantity each : product.factors()) {
        Optional<Fraction> constant = amounts.constant(each);
        factor = constant.isPresent() ? factor.times(constant.get()) : factor;
        read = constant.isPresent() ? read : each;
      }
      long changing = product.factors().stream().filter(Quantity::dependsOnFacts).count();
      if (changing != 1 || factor.signum() == 0) {
        return Optional.empty();
      }
    }
    Fraction at = limit.get().dividedBy(factor);
    return switch (read) {
      case Quantity.FactValue fact -> near(box, fact.index(), at.floor());
      case Quantity.PeriodsEarly early ->
          near(
              box,
              lateness,
              at.floor().multiply(BigInteger.valueOf(early.periodSeconds())).negate());
      default -> Optional.empty();
    };
  }

  private static Optional<Cut> near(Box box, int variable, BigInteger at) {
    return within(box, variable, at.subtract(BigInteger.ONE)).or(() -> within(box, variable, at));
  }

  private static Optional<Cut> within(Box box, int variable, BigInteger at) {
    Range range = box.range(variable);
    boolean inside = range.least().compareTo(at) <= 0 && at.compareTo(range.most()) < 0;
    return inside ? Optional.of(new Cut(variable, at)) : Optional.empty();
  }

  private static Optional<Cut> widest(Box box, TreeSet<Integer> among) {
    BigInteger most = BigInteger.ZERO;
    Optional<Cut> cut = Optional.empty();
    for (int variable : among) {
      Range range = box.range(variable);
      BigInteger width = range.width();
      if (width.compareTo(most) > 0) {
        most = width;
        cut = Optional.of(new Cut(variable, range.middle()));
      }
    }
    return cut;
  }

  private void look(Condition condition, List<Condition> into) {
    size++;
    switch (condition) {
      case Condition.Always _ -> {}
      case Condition.Late _ -> {
        variables.add(lateness);
        into.add(condition);
      }
      case Condition.Not not -> look(not.condition(), into);
      case Condition.All all -> all.conditions().forEach(one -> look(one, into));
      case Condition.Any any -> any.conditions().forEach(one -> look(one, into));
      case Condition.Compare compare -> {
        into.add(compare);
        look(compare.left());
        look(compare.right());
      }
    }
  }

  private void look(Quantity quantity) {
    size++;
    read(quantity, variables);
    if (quantity instanceof Quantity.PeriodsLate) {
      nested.add(new Condition.Late());
    }
    parts(quantity).forEach(this::look);
    if (quantity instanceof Quantity.If one) {
      look(one.when(), nested);
    }
  }

  private void read(Quantity quantity, TreeSet<Integer> into) {
    switch (quantity) {
      case Quantity.FactValue fact -> into.add(fact.index());
      case Quantity.PeriodsLate _, Quantity.PeriodsEarly _ -> into.add(lateness);
      case Quantity.Median median -> into.addAll(median.facts());
      default -> {}
    }
    parts(quantity).forEach(part -> read(part, into));
  }

  private static List<Quantity> parts(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Sum sum -> sum.terms();
      case Quantity.Product product -> product.factors();
      case Quantity.Least least -> List.of(least.left(), least.right());
      case Quantity.Greatest greatest -> List.of(greatest.left(), greatest.right());
      case Quantity.Power power -> List.of(power.base(), power.exponent());
      case Quantity.Quotient quotient -> List.of(quotient.part(), quotient.by());
      case Quantity.If one -> List.of(one.then(), one.otherwise());
      case Quantity.Constant _,
          Quantity.ParameterValue _,
          Quantity.FactValue _,
          Quantity.Pay _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Median _ ->
          List.of();
    };
  }
}
