package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

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

  Interval max(Interval other) {
    return new Interval(least.max(other.least), most.max(other.most));
  }

  /** The floored quotients by what is above 0: the smallest divisor takes them furthest from 0. */
  Interval dividedBy(Interval divisor) {
    return new Interval(
        floorDiv(least, least.signum() < 0 ? divisor.least : divisor.most),
        floorDiv(most, most.signum() < 0 ? divisor.most : divisor.least));
  }

  /**
   * The lower medians of those words that are not below {@code least}, and one less than it if all
   * may be. A median grows with each word, so where none can be below it lies between that of the
   * leasts and that of the mosts.
   *
   * @param words at least one
   */
  static Interval median(Interval least, List<Interval> words) {
    if (words.stream().allMatch(word -> word.least.compareTo(least.most) >= 0)) {
      return new Interval(lowerMedian(words, Interval::least), lowerMedian(words, Interval::most));
    }
    BigInteger most =
        words.stream().map(Interval::most).max(Comparator.naturalOrder()).orElseThrow();
    return new Interval(
        least.least.subtract(BigInteger.ONE), most.max(least.most.subtract(BigInteger.ONE)));
  }

  private static BigInteger lowerMedian(List<Interval> words, Function<Interval, BigInteger> end) {
    return words.stream().map(end).sorted().skip((words.size() - 1) / 2).findFirst().orElseThrow();
  }

  private static BigInteger floorDiv(BigInteger a, BigInteger b) {
    BigInteger[] parts = a.divideAndRemainder(b);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
