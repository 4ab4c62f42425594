package org.horkos.node.state;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.horkos.dsl.value.Hash;

/**
 * The state tree: one binary Merkle tree, keccak256, index-addressed, in memory. Only what is in
 * use takes room. Leaves are set by {@link #put}; nodes above them are computed when the root or a
 * proof is asked for, each once however many leaves under it have changed. Not for use by several
 * threads at once.
 */
public final class StateTree {
  private final MerkleHasher hasher = new MerkleHasher();
  private final TableTree[] tables;

  /** The empty tree. */
  public StateTree() {
    Layout.Table[] all = Layout.Table.values();
    tables = new TableTree[all.length];
    for (int i = 0; i < all.length; i++) {
      tables[i] = new TableTree(all[i], hasher);
    }
  }

  private TableTree tree(Layout.Table table, long index) {
    if (!table.has(index)) {
      throw new IllegalArgumentException("table " + table + " has no index " + index);
    }
    return tables[table.ordinal()];
  }

  /**
   * Sets the hash of a leaf; {@link Hash#ZERO} empties it.
   *
   * @throws IllegalArgumentException if the table has no such index
   */
  public void put(Layout.Table table, long index, Hash leafHash) {
    tree(table, index).put(index, leafHash.bytes());
  }

  /**
   * The hash of a leaf, {@link Hash#ZERO} if it is empty.
   *
   * @throws IllegalArgumentException if the table has no such index
   */
  public Hash get(Layout.Table table, long index) {
    byte[] hash = new byte[Hash.SIZE];
    tree(table, index).copyLeaf(index, hash);
    return Hash.of(hash);
  }

  private void settle() {
    for (TableTree table : tables) {
      table.settle();
    }
  }

  /** The state root. */
  public Hash root() {
    settle();
    return Hash.of(topNodes()[0]);
  }

  /** The siblings of several leaves at once, packed: {@link Multiproof#toBytes}. */
  byte[] siblings(SortedSet<Touched.Place> leaves) {
    settle();
    byte[][] top = topNodes();
    Multiproof.Nodes nodes =
        (depth, number, target) -> {
          if (depth < Layout.TABLE_LEVELS) {
            byte[] node = top[(1 << depth) - 1 + (int) number];
            System.arraycopy(node, 0, target, 0, Hash.SIZE);
          } else {
            int below = depth - Layout.TABLE_LEVELS;
            TableTree table = tables[(int) (number >>> below)];
            int level = Layout.Table.of((int) (number >>> below)).depth() - below;
            table.copyNode(level, number & ((1L << below) - 1), target);
          }
        };
    return new Multiproof(nodes, leaves).toBytes();
  }

  /** Root, then the nodes below it level by level: node k has the children 2k + 1 and 2k + 2. */
  private byte[][] topNodes() {
    int inner = tables.length - 1;
    byte[][] nodes = new byte[inner + tables.length][Hash.SIZE];
    for (int i = 0; i < tables.length; i++) {
      tables[i].copyNode(Layout.Table.of(i).depth(), 0, nodes[inner + i]);
    }
    for (int i = inner - 1; i >= 0; i--) {
      hasher.node(nodes[2 * i + 1], 0, nodes[2 * i + 2], 0, nodes[i], 0);
    }
    return nodes;
  }

  /**
   * The proof of a leaf, empty ones too, against {@link #root()}.
   *
   * @throws IllegalArgumentException if the table has no such index
   */
  public StateProof proof(Layout.Table table, long index) {
    TableTree tree = tree(table, index);
    settle();
    List<Hash> siblings = new ArrayList<>(table.pathLength());
    byte[] hash = new byte[Hash.SIZE];
    for (int level = 0; level < table.depth(); level++) {
      tree.copyNode(level, (index >>> level) ^ 1, hash);
      siblings.add(Hash.of(hash));
    }
    byte[][] top = topNodes();
    for (int node = tables.length - 1 + table.ordinal(); node > 0; node = (node - 1) / 2) {
      int sibling = node % 2 == 1 ? node + 1 : node - 1;
      siblings.add(Hash.of(top[sibling]));
    }
    return new StateProof(table, index, get(table, index), siblings);
  }
}
