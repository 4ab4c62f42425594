package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** The Merkle root of a list, filled with zero hashes to the next power of two. */
public final class ListRoot {
  private ListRoot() {}

  /**
   * The root; a single leaf is its own.
   *
   * @param leaves at least one
   */
  public static Hash of(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      throw new IllegalArgumentException("a list without leaves has no root");
    }
    List<Hash> level = leaves;
    Hash empty = Hash.ZERO; // the root of an empty subtree as high as the level
    while (level.size() > 1) {
      List<Hash> above = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        above.add(Keccak.node(level.get(i), i + 1 < level.size() ? level.get(i + 1) : empty));
      }
      level = above;
      empty = Keccak.node(empty, empty);
    }
    return level.getFirst();
  }
}
