package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;

/**
 * What somebody may claim against what is right, though it is wrong.
 *
 * @param wrong the situation that is claimed
 * @param fact the fact in which it differs
 * @param by who claims it
 * @param standsBy who stands by what a neutral said; {@link Course#NOBODY} where a party did
 */
record Claim(Situation wrong, int fact, int by, int standsBy) {
  /** The first that a court would take: the verdict would change, and nobody else be asked. */
  static Optional<Claim> against(Agreement agreement, Situation right, Budget budget) {
    Deliverable one = right.deliverable();
    Situations near = new Situations(agreement.parameters(), one, budget);
    for (int fact = 0; fact < one.facts().size(); fact++) {
      Optional<Integer> stater = one.stater(fact);
      List<Integer> others =
          one.lots().stream()
              .map(Deliverable.Lot::owner)
              .filter(owner -> !stater.equals(Optional.of(owner)))
              .distinct()
              .toList();
      boolean neutral = stater.isEmpty();
      if (!one.facts().get(fact).contestable()
          || !right.asked(fact)
          || others.size() < (neutral ? 2 : 1)) {
        continue;
      }
      for (BigInteger word : near.words(fact, right.amounts())) {
        Situation wrong = right.with(fact, word);
        if (!wrong.outcome().equals(right.outcome()) && right.asksAs(wrong)) {
          return Optional.of(
              new Claim(wrong, fact, others.getFirst(), neutral ? others.get(1) : Course.NOBODY));
        }
      }
    }
    return Optional.empty();
  }
}
