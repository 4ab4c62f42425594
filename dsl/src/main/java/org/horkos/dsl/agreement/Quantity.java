package org.horkos.dsl.agreement;

import java.util.List;
import org.horkos.dsl.value.Fraction;

/** An exact number: an amount in base units, a count, a share. Typed: units have been checked. */
public sealed interface Quantity {
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
}
