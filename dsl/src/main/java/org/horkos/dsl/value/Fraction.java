package org.horkos.dsl.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact rational number in lowest terms, its denominator positive. Oath's arithmetic is exact
 * (rule 4 of the language): only an amount that is paid is rounded, once, by {@link #floor()}.
 *
 * @param numerator any integer
 * @param denominator at least 1, without a common divisor with the numerator
 */
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {
  /** Nothing. */
  public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  /** The unit. */
  public static final Fraction ONE = new Fraction(BigInteger.ONE, BigInteger.ONE);

  /**
   * Brings numerator and denominator to lowest terms.
   *
   * @throws ArithmeticException if the denominator is 0
   */
  public Fraction {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a fraction's denominator is not 0");
    }
    if (denominator.signum() < 0) {
      numerator = numerator.negate();
      denominator = denominator.negate();
    }
    BigInteger divisor = numerator.gcd(denominator);
    if (!divisor.equals(BigInteger.ONE)) {
      numerator = numerator.divide(divisor);
      denominator = denominator.divide(divisor);
    }
  }

  /** The integer {@code value}. */
  public static Fraction of(BigInteger value) {
    return new Fraction(value, BigInteger.ONE);
  }

  /** The integer {@code value}. */
  public static Fraction of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** {@code numerator / denominator}. */
  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** The sum, exact. */
  public Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The difference, exact. */
  public Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  /** The product, exact. */
  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * The quotient, exact.
   *
   * @throws ArithmeticException if {@code other} is 0
   */
  public Fraction dividedBy(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** This to the power of {@code exponent}, which is at least 0; exact. */
  public Fraction power(int exponent) {
    return new Fraction(numerator.pow(exponent), denominator.pow(exponent));
  }

  /** The lesser of the two. */
  public Fraction min(Fraction other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The greater of the two. */
  public Fraction max(Fraction other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return numerator.signum();
  }

  /** The greatest integer that is not above this fraction (rounds towards minus infinity). */
  public BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  /** Whether this is an integer. */
  public boolean isInteger() {
    return denominator.equals(BigInteger.ONE);
  }

  @Override
  public int compareTo(Fraction other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** As people write it, {@code 66.6666}; a quotient where no decimals end. */
  public String decimal() {
    try {
      BigDecimal decimal = new BigDecimal(numerator).divide(new BigDecimal(denominator));
      return decimal.stripTrailingZeros().toPlainString();
    } catch (ArithmeticException endless) {
      return toString();
    }
  }

  @Override
  public String toString() {
    return isInteger() ? numerator.toString() : numerator + "/" + denominator;
  }
}
