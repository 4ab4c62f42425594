package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.List;

/**
 * The facts that one verdict is made of.
 *
 * @param words one word per fact of the deliverable, in order; a document's is its hash
 * @param secondsLate 0 if delivered by due and grace, else delivered minus due
 */
public record FactSheet(List<BigInteger> words, long secondsLate) {
  public FactSheet {
    words = List.copyOf(words);
    if (secondsLate < 0) {
      throw new IllegalArgumentException("lateness is not below 0 seconds");
    }
  }
}
