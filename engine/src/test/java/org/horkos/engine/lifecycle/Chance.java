package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** A seeded source of choices; the same seed makes the same life again. */
public final class Chance {
  private final SplittableRandom random;

  /** Choices of this seed. */
  public Chance(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** From {@code least} to {@code most}, both inclusive. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** True once in {@code n}. */
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** One of a list that is not empty. */
  public <T> T of(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Mostly small, so that odd units matter; sometimes as large as money gets. */
  public BigInteger amount() {
    return oneIn(5)
        ? BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE)).multiply(BigInteger.TEN.pow(12))
        : BigInteger.valueOf(between(1, 999));
  }
}
