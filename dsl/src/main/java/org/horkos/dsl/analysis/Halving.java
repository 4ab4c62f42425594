package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;

/**
 * Shows that a condition never holds where it computes with facts or parameters and cases cannot
 * tell: their ranges are halved until in each part it holds for none of its values. What is not
 * shown within so many parts is not known.
 */
final class Halving {
  private static final int PARTS = 256;

  /** What it costs to look at a part, in looks at a condition. */
  private static final int A_PART = 10;

  private final List<Agreement.Parameter> parameters;
  private final Condition condition;
  private final Budget budget;
  private final long cost;
  private final boolean locked;

  Halving(List<Agreement.Parameter> parameters, Condition condition, Budget budget) {
    this.parameters = parameters;
    this.condition = condition;
    this.budget = budget;
    this.locked = Points.of(condition).locked();
    this.cost = (long) A_PART * Told.of(List.of(condition)).size();
  }

  /** Whether it is shown that the condition never holds. */
  boolean showsNever(Deliverable deliverable) {
    Points points = Points.of(condition);
    List<Halved> facts = new ArrayList<>();
    points.facts().keySet().stream()
        .filter(i -> !(deliverable.facts().get(i).domain() instanceof Domain.Document))
        .forEach(i -> facts.add(new Halved.OfFact(i)));
    Set<Integer> read = new TreeSet<>(points.parameters());
    if (locked) {
      read.addAll(Points.ofLocked(deliverable).parameters());
    }
    List<Halved> all = new ArrayList<>(facts);
    read.forEach(i -> all.add(new Halved.OfParameter(i)));
    Part whole = new Part(parameters, deliverable);
    // One of them often decides; all together are many parts.
    return all.stream().anyMatch(one -> showsNever(whole, List.of(one)))
        || facts.size() > 1 && showsNever(whole, facts)
        || all.size() > facts.size() && all.size() > 1 && showsNever(whole, all);
  }

  private boolean showsNever(Part whole, List<Halved> halved) {
    Deque<Part> open = new ArrayDeque<>(List.of(whole));
    for (int looked = 0; !open.isEmpty(); looked++) {
      if (looked == PARTS || !budget.has(cost)) {
        return false;
      }
      budget.take(cost);
      Part part = open.pop();
      Constancy constancy = new Constancy(part.parameters(), part.deliverable(), budget);
      Constancy.Truth truth = constancy.bounded(condition);
      if (truth == Constancy.Truth.SOMETIMES && locked && budget.take(cost)) {
        truth = constancy.asFormulas(condition);
      }
      if (truth == Constancy.Truth.NEVER) {
        continue;
      }
      Halved widest = part.widest(halved);
      if (truth == Constancy.Truth.ALWAYS || part.width(widest).signum() == 0) {
        return false;
      }
      BigInteger least = part.least(widest);
      BigInteger middle = least.add(part.width(widest).shiftRight(1));
      open.push(part.with(widest, middle.add(BigInteger.ONE), part.most(widest)));
      open.push(part.with(widest, least, middle));
    }
    return true;
  }

  /** Of what ranges are halved. */
  private sealed interface Halved {
    record OfFact(int index) implements Halved {}

    record OfParameter(int index) implements Halved {}
  }

  /** Some of the values of the parameters and facts. */
  private record Part(List<Agreement.Parameter> parameters, Deliverable deliverable) {
    BigInteger least(Halved of) {
      return switch (of) {
        case Halved.OfFact fact -> deliverable.facts().get(fact.index()).domain().least();
        case Halved.OfParameter parameter -> parameters.get(parameter.index()).least();
      };
    }

    BigInteger most(Halved of) {
      return switch (of) {
        case Halved.OfFact fact -> deliverable.facts().get(fact.index()).domain().most();
        case Halved.OfParameter parameter -> parameters.get(parameter.index()).most();
      };
    }

    BigInteger width(Halved of) {
      return most(of).subtract(least(of));
    }

    Halved widest(List<Halved> halved) {
      Halved widest = halved.getFirst();
      for (Halved one : halved) {
        widest = width(one).compareTo(width(widest)) > 0 ? one : widest;
      }
      return widest;
    }

    Part with(Halved of, BigInteger least, BigInteger most) {
      return switch (of) {
        case Halved.OfFact fact -> {
          List<Deliverable.Fact> facts = new ArrayList<>(deliverable.facts());
          Deliverable.Fact one = facts.get(fact.index());
          Domain range = new Domain.Range(least, most, Optional.empty());
          facts.set(
              fact.index(),
              new Deliverable.Fact(
                  one.name(), one.question(), one.decision(), range, one.source()));
          yield new Part(parameters, deliverable.withFacts(facts));
        }
        case Halved.OfParameter parameter -> {
          List<Agreement.Parameter> all = new ArrayList<>(parameters);
          Agreement.Parameter one = all.get(parameter.index());
          all.set(
              parameter.index(),
              new Agreement.Parameter(one.name(), least, most, one.token(), one.date()));
          yield new Part(all, deliverable);
        }
      };
    }
  }
}
