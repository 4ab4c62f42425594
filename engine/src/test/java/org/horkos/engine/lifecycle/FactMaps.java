package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;

/** Facts as inputs carry them. */
final class FactMaps {
  private FactMaps() {}

  /** {@code of(0, 7, 2, 9)}: fact 0 is 7, fact 2 is 9. */
  static SortedMap<Integer, BigInteger> of(long... factsAndWords) {
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < factsAndWords.length; i += 2) {
      facts.put((int) factsAndWords[i], BigInteger.valueOf(factsAndWords[i + 1]));
    }
    return facts;
  }

  /** All facts as they stand. */
  static SortedMap<Integer, BigInteger> asserted(DeliverableTerms part, DeliverableState state) {
    List<BigInteger> words = FactWords.asserted(part, state.facts());
    TreeMap<Integer, BigInteger> facts = new TreeMap<>();
    for (int i = 0; i < words.size(); i++) {
      facts.put(i, words.get(i));
    }
    return facts;
  }
}
