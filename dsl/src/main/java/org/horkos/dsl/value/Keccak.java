package org.horkos.dsl.value;

/**
 * Keccak-256 as Ethereum uses it (the original padding, not that of FIPS 202). One state per thread
 * is kept and reused: making one costs more than hashing a Merkle node.
 */
public final class Keccak {
  private static final ThreadLocal<KeccakState> STATE = ThreadLocal.withInitial(KeccakState::new);

  private Keccak() {}

  /** The hash of all the parts, one after the other, without separators. */
  public static Hash hash(byte[]... parts) {
    KeccakState state = STATE.get();
    for (byte[] part : parts) {
      state.update(part);
    }
    return Hash.of(state.finish());
  }

  /** The hash of two hashes, one after the other: an inner node of a Merkle tree. */
  public static Hash node(Hash left, Hash right) {
    byte[] both = new byte[2 * Hash.SIZE];
    left.copyTo(both, 0);
    right.copyTo(both, Hash.SIZE);
    return hash(both);
  }
}
