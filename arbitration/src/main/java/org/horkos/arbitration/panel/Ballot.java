package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** The hashes that bind a ballot: docs/protocol/court.md, "Ballot". */
public final class Ballot {
  private static final int WORD = 32;

  private Ballot() {}

  /**
   * {@code H(n × (fact u8 || value i256))}, ascending by fact.
   *
   * @throws IllegalArgumentException if a fact is not in 0 to 255 or a value not in 256 bits
   */
  public static Hash hash(SortedMap<Integer, BigInteger> words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.size() * (1 + WORD));
    for (Map.Entry<Integer, BigInteger> entry : words.entrySet()) {
      int fact = entry.getKey();
      BigInteger word = entry.getValue();
      if (fact < 0 || fact > 255 || word.bitLength() >= 8 * WORD) {
        throw new IllegalArgumentException(
            "a ballot states facts 0 to 255 by signed words of 256 bits");
      }
      bytes.put((byte) fact);
      byte[] twos = word.toByteArray();
      byte fill = (byte) (word.signum() < 0 ? -1 : 0);
      for (int i = twos.length; i < WORD; i++) {
        bytes.put(fill);
      }
      bytes.put(twos);
    }
    return Keccak.hash(bytes.array());
  }

  /**
   * What a voter commits to: {@code H(voter || termsHash || deliverable u8 || round u8 || seat u8
   * || ballotHash || salt)}. It names the voter, so a copied commitment cannot be revealed by
   * another.
   *
   * @param voter who sits
   * @param terms of the panel
   * @param seat which
   * @param ballotHash {@link #hash}
   * @param salt 32 bytes that nobody can guess
   */
  public static Hash commitment(
      Address voter, PanelTerms terms, int seat, Hash ballotHash, Hash salt) {
    return Keccak.hash(
        voter.bytes(),
        terms.termsHash().bytes(),
        new byte[] {(byte) terms.deliverable(), (byte) terms.round(), (byte) seat},
        ballotHash.bytes(),
        salt.bytes());
  }
}
