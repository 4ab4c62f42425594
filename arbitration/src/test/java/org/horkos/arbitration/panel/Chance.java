package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** A seeded generator: the seed is printed by each failure and given again by -Dhorkos.seed. */
final class Chance {
  final long seed;
  private final Random random;

  Chance(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** As many generators as runs, from the given seed or from 1 on. */
  static List<Long> seeds(int runs) {
    Long given = Long.getLong("horkos.seed");
    return given != null
        ? List.of(given)
        : java.util.stream.LongStream.rangeClosed(1, runs).boxed().toList();
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  BigInteger amount(long below) {
    return BigInteger.valueOf(Math.floorMod(random.nextLong(), below));
  }

  Hash hash() {
    byte[] bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    return Hash.of(bytes);
  }

  static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    byte[] hash = Keccak.hash(BigInteger.valueOf(number).toByteArray()).bytes();
    System.arraycopy(hash, 0, bytes, 0, bytes.length);
    return Address.of(bytes);
  }
}
