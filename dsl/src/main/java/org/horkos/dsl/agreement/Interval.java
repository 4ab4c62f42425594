package org.horkos.dsl.agreement;

import java.math.BigInteger;
import org.horkos.dsl.value.Fraction;

/**
 * All values from the least to the most, both included; exact.
 *
 * @param least the least value
 * @param most the greatest value, not below the least
 */
public record Interval(Fraction least, Fraction most) {
  /** Only this value. */
  public static Interval of(Fraction value) {
    return new Interval(value, value);
  }

  /** From one integer to another. */
  public static Interval of(BigInteger least, BigInteger most) {
    return new Interval(Fraction.of(least), Fraction.of(most));
  }

  /** All sums of a value of this and one of the other. */
  public Interval plus(Interval other) {
    return new Interval(least.plus(other.least), most.plus(other.most));
  }

  /** All products of a value of this and one of the other. */
  public Interval times(Interval other) {
    Fraction a = least.times(other.least);
    Fraction b = least.times(other.most);
    Fraction c = most.times(other.least);
    Fraction d = most.times(other.most);
    return new Interval(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)));
  }

  /** All lesser ones of a value of this and one of the other. */
  public Interval min(Interval other) {
    return new Interval(least.min(other.least), most.min(other.most));
  }

  /** All values of this, floored. */
  public Interval floor() {
    return of(least.floor(), most.floor());
  }
}
