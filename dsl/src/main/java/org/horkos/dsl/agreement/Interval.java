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

  /** All greater ones of a value of this and one of the other. */
  public Interval max(Interval other) {
    return new Interval(least.max(other.least), most.max(other.most));
  }

  /** The smallest interval that holds both. */
  public Interval or(Interval other) {
    return new Interval(least.min(other.least), most.max(other.most));
  }

  /** All quotients of a value of this by one of the other, which lies above 0. */
  public Interval dividedBy(Interval other) {
    return times(
        new Interval(Fraction.ONE.dividedBy(other.most), Fraction.ONE.dividedBy(other.least)));
  }

  /** All values of this, which are at least 0, to powers of 0 to {@code most}. */
  public Interval power(int leastExponent, int mostExponent) {
    Interval all = of(least.power(leastExponent)).or(of(most.power(leastExponent)));
    return all.or(of(least.power(mostExponent))).or(of(most.power(mostExponent)));
  }

  /** All values of this, floored. */
  public Interval floor() {
    return of(least.floor(), most.floor());
  }
}
