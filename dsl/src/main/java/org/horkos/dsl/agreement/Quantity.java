package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Fraction;

/** An exact number: an amount in base units, a count, a share. Typed: units have been checked. */
public sealed interface Quantity {
  /** Whether it depends on facts or on when something is delivered, and not on parameters alone. */
  default boolean dependsOnFacts() {
    return switch (this) {
      case Constant _, ParameterValue _, Pay _, Lot _ -> false;
      case FactValue _, PeriodsLate _, PeriodsEarly _, Median _ -> true;
      case Sum sum -> sum.terms().stream().anyMatch(Quantity::dependsOnFacts);
      case Product product -> product.factors().stream().anyMatch(Quantity::dependsOnFacts);
      case Least least -> least.left().dependsOnFacts() || least.right().dependsOnFacts();
      case Greatest both -> both.left().dependsOnFacts() || both.right().dependsOnFacts();
      case Power power -> power.base().dependsOnFacts() || power.exponent().dependsOnFacts();
      case Quotient quotient -> quotient.part().dependsOnFacts() || quotient.by().dependsOnFacts();
      case If one ->
          one.when().dependsOnFacts()
              || one.then().dependsOnFacts()
              || one.otherwise().dependsOnFacts();
    };
  }

  /**
   * A number of the text; money is in base units.
   *
   * @param value exact
   */
  record Constant(Fraction value) implements Quantity {}

  /**
   * A parameter.
   *
   * @param index into {@link Agreement#parameters()}
   */
  record ParameterValue(int index) implements Quantity {}

  /**
   * A fact's word.
   *
   * @param index into {@link Deliverable#facts()}
   */
  record FactValue(int index) implements Quantity {}

  /** The whole pay of this deliverable: the sum of its floored pays. */
  record Pay() implements Quantity {}

  /**
   * A lot of this deliverable, floored.
   *
   * @param index into {@link Deliverable#lots()}
   */
  record Lot(int index) implements Quantity {}

  /**
   * Started periods late: 0 when on time (grace included), else ceil((delivered - due) / period).
   *
   * @param periodSeconds the length of a period, at least 1
   */
  record PeriodsLate(long periodSeconds) implements Quantity {}

  /**
   * Full periods early: 0 when delivered at due or later, else floor((due - delivered) / period).
   *
   * @param periodSeconds the length of a period, at least 1
   */
  record PeriodsEarly(long periodSeconds) implements Quantity {}

  /**
   * A sum.
   *
   * @param terms at least one
   */
  record Sum(List<Quantity> terms) implements Quantity {
    public Sum {
      terms = List.copyOf(terms);
    }
  }

  /**
   * A product; a percentage of something is one with a constant share.
   *
   * @param factors at least one
   */
  record Product(List<Quantity> factors) implements Quantity {
    public Product {
      factors = List.copyOf(factors);
    }
  }

  /**
   * The lesser of two: {@code at most} behind an amount.
   *
   * @param left one
   * @param right the other
   */
  record Least(Quantity left, Quantity right) implements Quantity {}

  /**
   * The greater of two.
   *
   * @param left one
   * @param right the other
   */
  record Greatest(Quantity left, Quantity right) implements Quantity {}

  /**
   * A power.
   *
   * @param base depends on no fact
   * @param exponent an integer
   * @param most the exponent is 0 to this
   */
  record Power(Quantity base, Quantity exponent, int most) implements Quantity {}

  /**
   * A quotient.
   *
   * @param part what is divided
   * @param by above 0; if it depends on facts, an integer
   * @param least the least value of {@code by} if it depends on facts, at least 1
   * @param most the greatest value of {@code by} if it depends on facts
   */
  record Quotient(Quantity part, Quantity by, int least, int most) implements Quantity {}

  /**
   * One of two, by a condition.
   *
   * @param when the condition
   * @param then if it holds
   * @param otherwise if not
   */
  record If(Condition when, Quantity then, Quantity otherwise) implements Quantity {
    /**
     * Between which values {@code then} lies where the condition holds: where votes are enough, the
     * median is that of at least one.
     *
     * @param anywhere between which values it lies, whether the condition holds or not
     */
    public Interval thenWithin(Interval anywhere) {
      if (!(then instanceof Median median && median.countsWhere(when))) {
        return anywhere;
      }
      Interval counted = Interval.of(Fraction.of(median.least()));
      return anywhere.max(counted);
    }
  }

  /**
   * The lower median of those facts that are at least {@code least}; {@code least - 1} if none is.
   *
   * @param facts indexes into {@link Deliverable#facts()}, at most 31
   * @param least what is below it does not count
   */
  record Median(List<Integer> facts, BigInteger least) implements Quantity {
    public Median {
      facts = List.copyOf(facts);
    }

    /** Whether at least one of the facts counts wherever a condition holds, as a quorum's does. */
    boolean countsWhere(Condition when) {
      return switch (when) {
        case Condition.All all -> all.conditions().stream().anyMatch(this::countsWhere);
        case Condition.Compare compare ->
            compare.operator() == Condition.Operator.AT_LEAST
                && compare.right() instanceof Constant needs
                && needs.value().signum() > 0
                && compare.left() instanceof Sum votes
                && votes.terms().stream().allMatch(this::isVote);
        case Condition.Always _, Condition.Late _, Condition.Any _, Condition.Not _ -> false;
      };
    }

    /** What is 0 unless one of the facts counts. */
    private boolean isVote(Quantity quantity) {
      return quantity instanceof If one
          && one.otherwise() instanceof Constant otherwise
          && otherwise.value().signum() == 0
          && one.when() instanceof Condition.Compare said
          && said.operator() == Condition.Operator.AT_LEAST
          && said.left() instanceof FactValue fact
          && facts.contains(fact.index())
          && said.right() instanceof Constant from
          && from.value().compareTo(Fraction.of(least)) >= 0;
    }
  }
}
