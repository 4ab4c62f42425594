package org.horkos.node.step;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.packed.PackedWriter;

/**
 * A list of facts, ascending: a word for each.
 *
 * @param words by the fact's index, 0 to 31; at most 32
 */
public record Facts(SortedMap<Integer, BigInteger> words) {
  /** The most facts of one deliverable. */
  public static final int MAX = 32;

  /** No facts. */
  public static final Facts NONE = new Facts(Collections.emptySortedMap());

  /**
   * Checks the indexes and words. A document's hash may be given as the unsigned number that it is;
   * it is kept as the signed word of the same 256 bits.
   *
   * @throws IllegalArgumentException if an index is not a fact's or a word has more than 256 bits
   */
  public Facts {
    TreeMap<Integer, BigInteger> signed = new TreeMap<>(words);
    signed.replaceAll((fact, word) -> signed(word));
    words = Collections.unmodifiableSortedMap(signed);
    for (Map.Entry<Integer, BigInteger> word : words.entrySet()) {
      if (word.getKey() < 0 || word.getKey() >= MAX || word.getValue().bitLength() > 255) {
        throw new IllegalArgumentException(
            "a fact has an index from 0 to " + (MAX - 1) + " and a word of 256 bits");
      }
    }
  }

  /** These words by their index. */
  public static Facts of(Map<Integer, BigInteger> words) {
    return new Facts(new TreeMap<>(words));
  }

  /** The signed word of the same 256 bits; what does not fit 256 bits as it is. */
  static BigInteger signed(BigInteger word) {
    return word.signum() > 0 && word.bitLength() == 256
        ? word.subtract(BigInteger.TWO.pow(256))
        : word;
  }

  /** {@code factsHash}: keccak256 of {@code fact u8 || value i256} of each, ascending. */
  public Hash hash() {
    PackedWriter bytes = new PackedWriter();
    words.forEach((fact, word) -> bytes.u8(fact).i256(word));
    return Keccak.hash(bytes.toBytes());
  }
}
