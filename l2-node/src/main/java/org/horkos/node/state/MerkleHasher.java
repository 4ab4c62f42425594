package org.horkos.node.state;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.horkos.dsl.value.Hash;

/**
 * Hashes the nodes of the state tree in place, without an object per node, and knows the roots of
 * the empty subtrees. Not for use by several threads at once.
 */
final class MerkleHasher {
  private static final int MAX_LEVELS = 40;
  private static final byte[][] EMPTY = emptyRoots();

  private final KeccakDigest digest = new KeccakDigest(256);

  private static byte[][] emptyRoots() {
    byte[][] roots = new byte[MAX_LEVELS + 1][Hash.SIZE];
    KeccakDigest digest = new KeccakDigest(256);
    for (int level = 1; level <= MAX_LEVELS; level++) {
      digest.update(roots[level - 1], 0, Hash.SIZE);
      digest.update(roots[level - 1], 0, Hash.SIZE);
      digest.doFinal(roots[level], 0);
    }
    return roots;
  }

  /** The root of an empty subtree of so many levels; not to be written to. */
  static byte[] empty(int levels) {
    return EMPTY[levels];
  }

  /** Writes the hash of the 64 bytes at {@code from} to {@code target} at {@code to}. */
  void node(byte[] source, int from, byte[] target, int to) {
    digest.update(source, from, 2 * Hash.SIZE);
    digest.doFinal(target, to);
  }

  /** Writes the hash of two hashes to {@code target} at {@code to}. */
  void node(byte[] left, int leftAt, byte[] right, int rightAt, byte[] target, int to) {
    digest.update(left, leftAt, Hash.SIZE);
    digest.update(right, rightAt, Hash.SIZE);
    digest.doFinal(target, to);
  }

  /** Whether the 32 bytes at {@code at} are zero: an empty leaf. */
  static boolean isEmptyLeaf(byte[] bytes, int at) {
    return Arrays.equals(bytes, at, at + Hash.SIZE, EMPTY[0], 0, Hash.SIZE);
  }
}
