package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.List;

/**
 * The facts that one verdict is made of.
 *
 * @param words one word per fact of the deliverable, in order; a document's is its hash
 * @param secondsLate 0 if delivered by due and grace, else delivered minus due
 * @param secondsEarly due minus delivered; 0 if it was not delivered before it was due
 */
public record FactSheet(List<BigInteger> words, long secondsLate, long secondsEarly) {
  public FactSheet {
    words = List.copyOf(words);
    if (secondsLate < 0) {
      throw new IllegalArgumentException("lateness is not below 0 seconds");
    }
    if (secondsEarly < 0) {
      throw new IllegalArgumentException("earliness is not below 0 seconds");
    }
  }

  /**
   * The facts of what was not delivered early.
   *
   * @param words one word per fact
   * @param secondsLate not below 0
   */
  public FactSheet(List<BigInteger> words, long secondsLate) {
    this(words, secondsLate, 0);
  }
}
