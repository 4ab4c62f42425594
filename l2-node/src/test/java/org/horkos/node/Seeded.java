package org.horkos.node;

import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * Random values out of one seed. A failing test names the seed; set the system property {@code
 * horkos.seed} to play it again.
 */
public final class Seeded {
  private final long seed;
  private final SplittableRandom random;

  /** Values of this seed. */
  public Seeded(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** The seed of the run: {@code horkos.seed}, or {@code usual}. */
  public static long seed(long usual) {
    return Long.getLong("horkos.seed", usual);
  }

  /** For messages of failed assertions. */
  @Override
  public String toString() {
    return "replay with -Dhorkos.seed=" + seed;
  }

  /** From 0 to {@code bound}, exclusive. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** From 0 to {@code bound}, exclusive. */
  public long below(long bound) {
    return random.nextLong(bound);
  }

  /** True once in {@code times}. */
  public boolean oneIn(int times) {
    return below(times) == 0;
  }

  /** Random bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A number of at most so many bits, of random length. */
  public BigInteger upTo(int bits) {
    int length = below(bits + 1);
    return new BigInteger(1, bytes((length + 7) / 8)).mod(BigInteger.ONE.shiftLeft(length));
  }

  /** A signed word of 256 bits, of random length. */
  public BigInteger word() {
    BigInteger value = upTo(255);
    return oneIn(2) ? value : value.negate();
  }

  /** A random hash. */
  public Hash hash() {
    return Hash.of(bytes(Hash.SIZE));
  }

  /** A random address. */
  public Address address() {
    return Address.of(bytes(Address.SIZE));
  }

  /** One of these. */
  public <T> T oneOf(List<T> all) {
    return all.get(below(all.size()));
  }
}
