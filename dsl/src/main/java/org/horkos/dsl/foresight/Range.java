package org.horkos.dsl.foresight;

import java.math.BigInteger;

/**
 * All integers from the least to the most, both included.
 *
 * @param least the least
 * @param most the most, not below the least
 */
public record Range(BigInteger least, BigInteger most) {
  static Range of(BigInteger value) {
    return new Range(value, value);
  }

  static Range of(long least, long most) {
    return new Range(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  /** Whether there is only one. */
  public boolean single() {
    return least.equals(most);
  }

  Range plus(Range other) {
    return new Range(least.add(other.least), most.add(other.most));
  }

  Range minus(Range other) {
    return new Range(least.subtract(other.most), most.subtract(other.least));
  }

  Range max(Range other) {
    return new Range(least.max(other.least), most.max(other.most));
  }

  Range within(BigInteger low, BigInteger high) {
    return new Range(least.max(low).min(high), most.max(low).min(high));
  }

  Range orZero() {
    return new Range(least.min(BigInteger.ZERO), most.max(BigInteger.ZERO));
  }

  BigInteger width() {
    return most.subtract(least);
  }

  BigInteger middle() {
    return least.add(most).shiftRight(1);
  }
}
