package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;

/**
 * Shows that a condition never holds where it computes with facts and cases cannot tell: ranges of
 * facts are halved until in each part it holds for none of its values. What is not shown within so
 * many parts is not known.
 */
final class Halving {
  private static final int PARTS = 256;

  /** What it costs to look at a part, in looks at a condition. */
  private static final int A_PART = 10;

  private final List<Agreement.Parameter> parameters;
  private final Condition condition;
  private final Budget budget;
  private final long cost;

  Halving(List<Agreement.Parameter> parameters, Condition condition, Budget budget) {
    this.parameters = parameters;
    this.condition = condition;
    this.budget = budget;
    this.cost = (long) A_PART * Told.of(List.of(condition)).size();
  }

  /** Whether it is shown that the condition never holds. */
  boolean showsNever(Deliverable deliverable) {
    List<Integer> facts =
        Points.of(condition).facts().keySet().stream()
            .filter(i -> !(deliverable.facts().get(i).domain() instanceof Domain.Document))
            .toList();
    // One fact often decides; all together are many parts.
    return facts.stream().anyMatch(fact -> showsNever(deliverable, List.of(fact)))
        || facts.size() > 1 && showsNever(deliverable, facts);
  }

  private boolean showsNever(Deliverable deliverable, List<Integer> facts) {
    Deque<Deliverable> open = new ArrayDeque<>(List.of(deliverable));
    for (int looked = 0; !open.isEmpty(); looked++) {
      if (looked == PARTS || !budget.has(cost)) {
        return false;
      }
      budget.take(cost);
      Deliverable part = open.pop();
      Constancy.Truth truth = new Constancy(parameters, part, budget).bounded(condition);
      if (truth == Constancy.Truth.NEVER) {
        continue;
      }
      int widest = widest(part, facts);
      if (truth == Constancy.Truth.ALWAYS || width(part, widest).signum() == 0) {
        return false;
      }
      Domain domain = part.facts().get(widest).domain();
      BigInteger middle = domain.least().add(width(part, widest).shiftRight(1));
      open.push(with(part, widest, middle.add(BigInteger.ONE), domain.most()));
      open.push(with(part, widest, domain.least(), middle));
    }
    return true;
  }

  private static int widest(Deliverable part, List<Integer> facts) {
    int widest = facts.getFirst();
    for (int fact : facts) {
      widest = width(part, fact).compareTo(width(part, widest)) > 0 ? fact : widest;
    }
    return widest;
  }

  private static BigInteger width(Deliverable part, int fact) {
    Domain domain = part.facts().get(fact).domain();
    return domain.most().subtract(domain.least());
  }

  private static Deliverable with(Deliverable part, int fact, BigInteger least, BigInteger most) {
    List<Deliverable.Fact> facts = new ArrayList<>(part.facts());
    Deliverable.Fact one = facts.get(fact);
    Domain range = new Domain.Range(least, most, Optional.empty());
    facts.set(
        fact,
        new Deliverable.Fact(one.name(), one.question(), one.decision(), range, one.source()));
    return part.withFacts(facts);
  }
}
