package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.List;

/**
 * What the rules of a deliverable came to on some facts, before it is composed to a {@link
 * Verdict}: what an evaluator finds out, whatever it is made of.
 *
 * @param award the greatest award whose condition holds, floored; 0 if none holds; any integer
 * @param penalties every penalty, in the order of the rules; amounts are floored, any integer
 * @param failedRequires numbers of the requires that do not hold
 */
public record Reached(BigInteger award, List<Penalty> penalties, List<Integer> failedRequires) {
  /** What a malformed program comes to. */
  public static final Reached NOTHING = new Reached(BigInteger.ZERO, List.of(), List.of());

  public Reached {
    penalties = List.copyOf(penalties);
    failedRequires = List.copyOf(failedRequires);
  }

  /**
   * A penalty.
   *
   * @param rule its number
   * @param to the party that it names
   * @param pot 0 the award, k + 1 the lot k
   * @param amount base units
   */
  public record Penalty(int rule, int to, int pot, BigInteger amount) {}
}
