package org.horkos.node.state;

import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * That a leaf stands at an index of a table under a state root.
 *
 * @param table the table
 * @param index the leaf's index in it
 * @param leafHash keccak256 of the leaf's bytes; zero proves that the leaf is empty
 * @param siblings from the leaf's own up to the one below the root: the table's depth and 3
 */
public record StateProof(Layout.Table table, long index, Hash leafHash, List<Hash> siblings) {
  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException if the table has no such index or the number of siblings is
   *     not the table's
   */
  public StateProof {
    siblings = List.copyOf(siblings);
    if (!table.has(index) || siblings.size() != table.pathLength()) {
      throw new IllegalArgumentException(
          "a proof in table "
              + table
              + " has an index of it and "
              + table.pathLength()
              + " siblings");
    }
  }

  /** The state root that the leaf and the siblings make. */
  public Hash root() {
    Hash node = leafHash;
    // The table's number is the path's first bits, the index the others.
    long path = (long) table.ordinal() << table.depth() | index;
    for (Hash sibling : siblings) {
      node = (path & 1) == 0 ? Keccak.node(node, sibling) : Keccak.node(sibling, node);
      path >>>= 1;
    }
    return node;
  }

  /** Whether this proves its leaf under {@code root}. */
  public boolean verifies(Hash root) {
    return root().equals(root);
  }
}
