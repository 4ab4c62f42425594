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
 * @param value what an entry of a contest is worth; 0 if nothing says so; any integer
 * @param asks numbers of the groups of facts that are asked for
 * @param records every record, in the order of the rules; points are any integer
 */
public record Reached(
    BigInteger award,
    List<Penalty> penalties,
    List<Integer> failedRequires,
    BigInteger value,
    List<Integer> asks,
    List<Points> records) {
  /** What a malformed program comes to. */
  public static final Reached NOTHING = new Reached(BigInteger.ZERO, List.of(), List.of());

  public Reached {
    penalties = List.copyOf(penalties);
    failedRequires = List.copyOf(failedRequires);
    asks = List.copyOf(asks);
    records = List.copyOf(records);
  }

  /**
   * What rules come to that value no entry, ask for nothing and record nothing.
   *
   * @param award any integer
   * @param penalties in the order of the rules
   * @param failedRequires numbers
   */
  public Reached(BigInteger award, List<Penalty> penalties, List<Integer> failedRequires) {
    this(award, penalties, failedRequires, BigInteger.ZERO, List.of(), List.of());
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

  /**
   * Points of a record.
   *
   * @param rule the record's number
   * @param to the party that gets them
   * @param points above, below or 0
   */
  public record Points(int rule, int to, BigInteger points) {}
}
