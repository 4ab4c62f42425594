package org.horkos.node.state;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

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

  /** The root of an empty subtree of so many levels, 0 to 40. */
  public static Hash emptyRoot(int levels) {
    return Hash.of(MerkleHasher.empty(levels));
  }

  /** The roots of all tables, in their order. */
  public List<Hash> tableRoots() {
    settle();
    List<Hash> roots = new ArrayList<>(tables.length);
    byte[] hash = new byte[Hash.SIZE];
    for (Layout.Table table : Layout.Table.values()) {
      tables[table.ordinal()].copyNode(table.depth(), 0, hash);
      roots.add(Hash.of(hash));
    }
    return List.copyOf(roots);
  }

  /**
   * The nodes beside a table's path to the state root, from the table up.
   *
   * @param tableRoots of all tables, in their order
   */
  public static List<Hash> siblingsOf(List<Hash> tableRoots, Layout.Table table) {
    List<Hash> siblings = new ArrayList<>(Layout.TABLE_LEVELS);
    List<Hash> level = tableRoots;
    for (int number = table.ordinal(); level.size() > 1; number >>>= 1) {
      siblings.add(level.get(number ^ 1));
      List<Hash> above = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        above.add(Keccak.node(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return List.copyOf(siblings);
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
