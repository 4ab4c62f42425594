package org.horkos.engine.rules;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.engine.verdict.Verdict;

/**
 * A verdict with its reasons.
 *
 * @param deliverable the deliverable's name
 * @param rules every rule: requires, then awards, then penalties, in the order of the text
 * @param verdict what they come to
 */
public record Explanation(String deliverable, List<RuleOutcome> rules, Verdict verdict) {
  public Explanation {
    rules = List.copyOf(rules);
  }

  /** What a rule is. */
  public enum Kind {
    /** A condition without which the award is 0. */
    REQUIRE,
    /** A share of the pay. */
    AWARD,
    /** An amount taken from the award or a lot. */
    PENALTY,
    /** Points of a party's reputation. */
    RECORD
  }

  /**
   * What became of one rule.
   *
   * @param kind what it is
   * @param number its number among those of its kind, from 0
   * @param label its sentence; for an award its percentage, or its number from 1
   * @param held whether its condition holds
   * @param values what it looked at
   * @param amount for a rule that held, what it gives or asks for in base units (of a record,
   *     points), before limits; empty for requires
   */
  public record RuleOutcome(
      Kind kind,
      int number,
      String label,
      boolean held,
      List<Value> values,
      Optional<BigInteger> amount) {
    public RuleOutcome {
      values = List.copyOf(values);
    }
  }

  /**
   * A value that a rule looked at.
   *
   * @param name the fact's name, or {@code late}
   * @param word its word; seconds for {@code late}
   * @param text as people write it: an option's name, an amount with its token, hours and minutes
   */
  public record Value(String name, BigInteger word, String text) {}
}
