package org.horkos.dsl.backend.program;

import java.math.BigInteger;

/**
 * All integers that a word can be, bounds inclusive.
 *
 * @param least the least
 * @param most the greatest, not below the least
 */
public record Interval(BigInteger least, BigInteger most) {
  /** 0 and 1. */
  static final Interval BOOLEAN = new Interval(BigInteger.ZERO, BigInteger.ONE);

  public Interval {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("an interval from " + least + " to " + most + " is empty");
    }
  }

  static Interval of(BigInteger value) {
    return new Interval(value, value);
  }

  boolean isConstant() {
    return least.equals(most);
  }

  /** Whether every value fits a signed word of 256 bits. */
  boolean fitsWord() {
    return least.bitLength() <= 255 && most.bitLength() <= 255;
  }

  Interval plus(Interval other) {
    return new Interval(least.add(other.least), most.add(other.most));
  }

  Interval times(Interval other) {
    BigInteger a = least.multiply(other.least);
    BigInteger b = least.multiply(other.most);
    BigInteger c = most.multiply(other.least);
    BigInteger d = most.multiply(other.most);
    return new Interval(a.min(b).min(c.min(d)), a.max(b).max(c.max(d)));
  }

  Interval min(Interval other) {
    return new Interval(least.min(other.least), most.min(other.most));
  }

  /** The floored quotients by a positive constant. */
  Interval dividedBy(BigInteger divisor) {
    return new Interval(floorDiv(least, divisor), floorDiv(most, divisor));
  }

  private static BigInteger floorDiv(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
