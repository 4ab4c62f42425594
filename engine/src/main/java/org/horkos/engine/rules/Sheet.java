package org.horkos.engine.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
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
  private final @Nullable BigInteger[] points;
  private final TreeSet<Integer> asked = new TreeSet<>();
  private final List<@Nullable BigInteger> reachedAmounts;
  private BigInteger award = BigInteger.ZERO;
  private BigInteger value = BigInteger.ZERO;

  Sheet(FactSheet facts, Deliverable deliverable) {
    this.facts = facts;
    this.holds = new boolean[deliverable.requires().size()];
    this.reached = new boolean[Math.max(1, deliverable.awards().size())];
    this.taken = new BigInteger[deliverable.penalties().size()];
    this.points = new BigInteger[deliverable.clauses().records().size()];
    this.reachedAmounts = new ArrayList<>(Collections.nCopies(reached.length, null));
  }

  BigInteger word(int fact) {
    return facts.words().get(fact);
  }

  long secondsLate() {
    return facts.secondsLate();
  }

  long secondsEarly() {
    return facts.secondsEarly();
  }

  void valueIs(BigInteger worth) {
    value = worth;
  }

  void asks(int number) {
    asked.add(number);
  }

  void records(int number, BigInteger amount) {
    points[number] = amount;
  }

  /** What this record gives; nothing if its condition does not hold. */
  Optional<BigInteger> recorded(int number) {
    return Optional.ofNullable(points[number]);
  }

  void requireHolds(int number) {
    holds[number] = true;
  }

  void awardIsReached(int number, BigInteger amount) {
    reached[number] = true;
    reachedAmounts.set(number, amount);
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

  /** What this award comes to; nothing if its condition does not hold. */
  Optional<BigInteger> awarded(int number) {
    return Optional.ofNullable(reachedAmounts.get(number));
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
    List<Reached.Points> records = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      int to = deliverable.clauses().records().get(i).party();
      records.add(new Reached.Points(i, to, recorded(i).orElse(BigInteger.ZERO)));
    }
    return new Reached(award, penalties, failed, value, List.copyOf(asked), records);
  }

  @Override
  public String toString() {
    return "Sheet" + facts + Arrays.toString(taken);
  }
}
