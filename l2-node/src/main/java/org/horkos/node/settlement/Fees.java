package org.horkos.node.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What a transaction offers (EIP-1559), wei per gas.
 *
 * @param tip for whoever puts it into a block
 * @param most of base fee and tip together
 */
record Fees(BigInteger tip, BigInteger most) {
  /** 1 gwei. */
  static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);

  /** A transaction that no block takes gets a higher tip up to this: 20 gwei. */
  static final BigInteger HIGHEST_TIP = TIP.multiply(BigInteger.valueOf(20));

  private static final int GWEI_DIGITS = 9;

  Fees {
    if (tip.signum() < 0 || most.compareTo(tip) < 0) {
      throw new IllegalArgumentException("a tip is 0 or more, and part of the most");
    }
  }

  /**
   * What a new transaction offers: room for a base fee twice as high. Empty if not even the present
   * one may be paid.
   *
   * @param base the present base fee
   * @param cap the most that may be paid
   */
  static Optional<Fees> first(BigInteger base, BigInteger cap) {
    if (base.add(TIP).compareTo(cap) > 0) {
      return Optional.empty();
    }
    return Optional.of(new Fees(TIP, base.multiply(BigInteger.TWO).add(TIP).min(cap)));
  }

  /**
   * What replaces these: both an eighth higher, which L1's nodes ask for, and room for a base fee
   * twice as high. Empty if that is above what may be paid.
   */
  Optional<Fees> raised(BigInteger base, BigInteger cap) {
    BigInteger higher = anEighthMore(tip);
    BigInteger least = anEighthMore(most).max(base.add(higher));
    if (least.compareTo(cap) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Fees(higher, base.multiply(BigInteger.TWO).add(higher).max(least).min(cap)));
  }

  private static BigInteger anEighthMore(BigInteger fee) {
    // rounded up
    return fee.multiply(BigInteger.valueOf(9)).add(BigInteger.valueOf(7)).shiftRight(3);
  }

  /** Whether a block of this base fee can take it. */
  boolean enter(BigInteger base) {
    return most.compareTo(base) >= 0;
  }

  /** More than may be paid, whatever is wanted. */
  static L1Failure tooDear(String what, BigInteger base, BigInteger cap) {
    return new L1Failure(
        L1Failure.Kind.HINDERED,
        "L1's base fee is "
            + gwei(base)
            + " per gas, and at most "
            + gwei(cap)
            + " may be paid: "
            + what
            + ". A node goes on by itself when the base fee falls, or after a restart with a higher"
            + " l1.maxFeeGwei.");
  }

  /** An amount as people read it, as {@code 1.5 gwei}. */
  static String gwei(BigInteger wei) {
    return new BigDecimal(wei, GWEI_DIGITS).stripTrailingZeros().toPlainString() + " gwei";
  }
}
