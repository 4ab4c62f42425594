package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.List;

/**
 * What a deliverable's facts are worth, in base units.
 *
 * @param award what the rules give of the pay, before the penalties that come out of it
 * @param penalties what is taken, in program order; entries of 0 are left out
 * @param failedRequires indexes of the requires that do not hold, ascending
 */
public record Verdict(BigInteger award, List<Penalty> penalties, List<Integer> failedRequires) {
  /** {@link Penalty#pot()} of a penalty that comes out of the award. */
  public static final int FROM_AWARD = 0;

  public Verdict {
    penalties = List.copyOf(penalties);
    failedRequires = List.copyOf(failedRequires);
  }

  /**
   * A penalty.
   *
   * @param rule its number in the program
   * @param to the receiving party
   * @param pot {@link #FROM_AWARD}, or 1 + the index of the lot it comes from
   * @param amount base units, above 0
   */
  public record Penalty(int rule, int to, int pot, BigInteger amount) {}
}
