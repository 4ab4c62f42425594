package org.horkos.dsl.value;

import org.bouncycastle.crypto.digests.KeccakDigest;

/**
 * Keccak-256 as Ethereum uses it (the original padding, not that of FIPS 202). One digest per
 * thread is kept and reused: making one costs more than hashing a Merkle node.
 */
public final class Keccak {
  private static final ThreadLocal<KeccakDigest> DIGEST =
      ThreadLocal.withInitial(() -> new KeccakDigest(256));

  private Keccak() {}

  /** The hash of all the parts, one after the other, without separators. */
  public static Hash hash(byte[]... parts) {
    KeccakDigest digest = DIGEST.get();
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[Hash.SIZE];
    digest.doFinal(out, 0);
    return Hash.of(out);
  }

  /** The hash of two hashes, one after the other: an inner node of a Merkle tree. */
  public static Hash node(Hash left, Hash right) {
    byte[] both = new byte[2 * Hash.SIZE];
    left.copyTo(both, 0);
    right.copyTo(both, Hash.SIZE);
    return hash(both);
  }
}
