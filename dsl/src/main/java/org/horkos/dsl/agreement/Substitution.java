package org.horkos.dsl.agreement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts quantities in place of facts. */
final class Substitution {
  private final Map<Integer, Quantity> inPlaceOf = new TreeMap<>();

  /** From now on this stands for the fact. */
  void put(int fact, Quantity quantity) {
    inPlaceOf.put(fact, quantity);
  }

  /** The condition with what stands for facts in it. */
  Condition in(Condition condition) {
    return switch (condition) {
      case Condition.Always _, Condition.Late _ -> condition;
      case Condition.Compare compare ->
          new Condition.Compare(in(compare.left()), compare.operator(), in(compare.right()));
      case Condition.All all -> new Condition.All(all.conditions().stream().map(this::in).toList());
      case Condition.Any any -> new Condition.Any(any.conditions().stream().map(this::in).toList());
      case Condition.Not not -> new Condition.Not(in(not.condition()));
    };
  }

  private Quantity in(Quantity quantity) {
    return switch (quantity) {
      case Quantity.FactValue fact -> inPlaceOf.getOrDefault(fact.index(), fact);
      case Quantity.Sum sum -> new Quantity.Sum(all(sum.terms()));
      case Quantity.Product product -> new Quantity.Product(all(product.factors()));
      case Quantity.Least least -> new Quantity.Least(in(least.left()), in(least.right()));
      case Quantity.Greatest both -> new Quantity.Greatest(in(both.left()), in(both.right()));
      case Quantity.If one -> new Quantity.If(in(one.when()), in(one.then()), in(one.otherwise()));
      case Quantity.Constant _,
          Quantity.ParameterValue _,
          Quantity.Pay _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Power _,
          Quantity.Quotient _,
          Quantity.Median _ ->
          quantity;
    };
  }

  private List<Quantity> all(List<Quantity> quantities) {
    return quantities.stream().map(this::in).toList();
  }
}
