package org.horkos.engine.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Reached;
import org.jspecify.annotations.Nullable;

/**
 * What Drools works on: the facts of one evaluation, and what the rules that fired made of them.
 * Whatever the order in which they fire, the result is the same: requires are ANDed, the greatest
 * award counts, each penalty is set once. Used by one thread, once.
 */
public final class Sheet {
  private final FactSheet facts;
  private final boolean[] holds;
  private final boolean[] reached;
  private final @Nullable BigInteger[] taken;
  private BigInteger award = BigInteger.ZERO;

  Sheet(FactSheet facts, Deliverable deliverable) {
    this.facts = facts;
    this.holds = new boolean[deliverable.requires().size()];
    this.reached = new boolean[Math.max(1, deliverable.awards().size())];
    this.taken = new BigInteger[deliverable.penalties().size()];
  }

  BigInteger word(int fact) {
    return facts.words().get(fact);
  }

  long secondsLate() {
    return facts.secondsLate();
  }

  void requireHolds(int number) {
    holds[number] = true;
  }

  void awardIsReached(int number, BigInteger amount) {
    reached[number] = true;
    award = award.max(amount);
  }

  void penaltyTakes(int number, BigInteger amount) {
    taken[number] = amount;
  }

  boolean requireHeld(int number) {
    return holds[number];
  }

  boolean awardHeld(int number) {
    return reached[number];
  }

  boolean penaltyHeld(int number) {
    return taken[number] != null;
  }

  /** What this penalty takes; 0 if its condition does not hold. */
  BigInteger penalty(int number) {
    BigInteger amount = taken[number];
    return amount == null ? BigInteger.ZERO : amount;
  }

  /** What the rules came to. */
  Reached reached(Deliverable deliverable) {
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < holds.length; i++) {
      if (!holds[i]) {
        failed.add(i);
      }
    }
    List<Reached.Penalty> penalties = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      int pot = penalty.fromLot().map(lot -> lot + 1).orElse(0);
      penalties.add(new Reached.Penalty(i, penalty.to(), pot, penalty(i)));
    }
    return new Reached(award, penalties, failed);
  }

  @Override
  public String toString() {
    return "Sheet" + facts + Arrays.toString(taken);
  }
}
