package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one deliverable ends on the way to an extreme, and on which findings.
 *
 * @param deliverable index
 * @param end how it ends
 * @param amount what the party ends with here: what it gets less what it locked, base units
 * @param facts for each fact that matters here the words with which it comes to this amount; any
 *     other fact may be anything
 * @param lateness when it is delivered, if that matters
 * @param exact whether these findings come to this amount; else it is a bound that none exceeds
 */
public record Lead(
    int deliverable,
    End end,
    BigInteger amount,
    SortedMap<Integer, Range> facts,
    Optional<Lateness> lateness,
    boolean exact) {
  public Lead {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /**
   * When something is delivered, in seconds past due, negative if early.
   *
   * @param least not before; empty for as early as can be
   * @param most not after; empty for as late as can be
   */
  public record Lateness(Optional<BigInteger> least, Optional<BigInteger> most) {}

  static Lead without(int deliverable, End end, BigInteger amount, boolean exact) {
    return new Lead(deliverable, end, amount, new TreeMap<>(), Optional.empty(), exact);
  }

  /** With what money that is owed adds. */
  Lead with(Debts.Share debt) {
    return new Lead(
        deliverable, end, amount.add(debt.amount()), facts, lateness, exact && debt.exact());
  }

  /** With what disputes add. */
  Lead with(BigInteger forfeit) {
    return forfeit.signum() == 0
        ? this
        : new Lead(deliverable, end, amount.add(forfeit), facts, lateness, false);
  }
}
