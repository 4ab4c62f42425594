package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.node.Seeded;
import org.horkos.node.step.Facts;

/** Random words for facts. */
final class Words {
  private final Seeded seeded;

  Words(Seeded seeded) {
    this.seeded = seeded;
  }

  /** A claim of one fact. */
  Facts one(DeliverableTerms part, int fact) {
    TreeMap<Integer, BigInteger> words = new TreeMap<>();
    words.put(fact, word(part.facts().get(fact)));
    return new Facts(words);
  }

  /** A word for each fact, or for each that the performer states. */
  Facts facts(DeliverableTerms part, boolean performers) {
    TreeMap<Integer, BigInteger> words = new TreeMap<>();
    for (int i = 0; i < part.facts().size(); i++) {
      if (!performers || part.facts().get(i).statedByPerformer()) {
        words.put(i, word(part.facts().get(i)));
      }
    }
    return new Facts(words);
  }

  /** A word within the fact's range. */
  BigInteger word(FactTerms fact) {
    if (fact.kind() == DeliverableTerms.Kind.DOCUMENT) {
      return new BigInteger(1, seeded.hash().bytes());
    }
    BigInteger range = fact.most().subtract(fact.least());
    // The best words mostly, so that lives get beyond their first delivery.
    return seeded.oneIn(3)
        ? fact.least().add(BigInteger.valueOf(seeded.below(range.longValueExact() + 1)))
        : seeded.oneIn(2) ? fact.most() : fact.least();
  }
}
