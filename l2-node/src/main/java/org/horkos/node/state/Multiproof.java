package org.horkos.node.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import org.horkos.dsl.value.Hash;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.Layout.Table;
import org.horkos.node.state.Touched.Place;

/**
 * The siblings of several leaves at once: at each inner node above a leaf first those of the
 * children that hold leaves, left before right; then, if one child holds none, its hash.
 */
final class Multiproof {
  private static final int TOP = Layout.TABLE_LEVELS;

  /** Reads nodes of the tree, by their depth below the root and their number at that depth. */
  interface Nodes {
    void copy(int depth, long number, byte[] target);
  }

  private final Nodes nodes;
  private final List<Place> leaves;
  private final List<byte[]> siblings = new ArrayList<>();

  Multiproof(Nodes nodes, SortedSet<Place> leaves) {
    this.nodes = nodes;
    this.leaves = List.copyOf(leaves);
  }

  /**
   * {@code n u16 || ceil(n / 8) bytes of flags || a hash for each flag that is 0}; a flag is 1 for
   * the empty subtree of its level.
   */
  byte[] toBytes() {
    if (!leaves.isEmpty()) {
      collect(0, leaves.size(), 0);
    }
    byte[] flags = new byte[(siblings.size() + 7) / 8];
    PackedWriter hashes = new PackedWriter();
    for (int i = 0; i < siblings.size(); i++) {
      byte[] hash = siblings.get(i);
      if (hash.length == 0) {
        flags[i / 8] |= (byte) (0x80 >>> (i % 8));
      } else {
        hashes.raw(hash);
      }
    }
    return new PackedWriter().u16(siblings.size()).raw(flags).raw(hashes.toBytes()).toBytes();
  }

  /** The siblings below a node at a depth, over the leaves from {@code from} to {@code until}. */
  private void collect(int from, int until, int depth) {
    Place first = leaves.get(from);
    if (depth == TOP + first.table().depth()) {
      return;
    }
    int shift = TOP + Layout.MAX_DEPTH - depth - 1;
    int middle = from;
    while (middle < until && (leaves.get(middle).path() >>> shift & 1) == 0) {
      middle++;
    }
    if (middle > from) {
      collect(from, middle, depth + 1);
    }
    if (middle < until) {
      collect(middle, until, depth + 1);
    }
    if (middle == from || middle == until) {
      sibling(depth + 1, first.path() >>> shift ^ 1);
    }
  }

  private void sibling(int depth, long number) {
    byte[] hash = new byte[Hash.SIZE];
    nodes.copy(depth, number, hash);
    boolean empty =
        depth >= TOP
            && Arrays.equals(
                hash,
                MerkleHasher.empty(
                    Table.of((int) (number >>> (depth - TOP))).depth() - (depth - TOP)));
    siblings.add(empty ? new byte[0] : hash);
  }
}
