package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * The Merkle root of a list, filled with zero hashes to the next power of two, and its branches.
 */
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
      level = above(level, empty);
      empty = Keccak.node(empty, empty);
    }
    return level.getFirst();
  }

  private static List<Hash> above(List<Hash> level, Hash empty) {
    List<Hash> above = new ArrayList<>((level.size() + 1) / 2);
    for (int i = 0; i < level.size(); i += 2) {
      above.add(Keccak.node(level.get(i), i + 1 < level.size() ? level.get(i + 1) : empty));
    }
    return above;
  }

  /**
   * The branch of a leaf: its siblings, from the leaf up; none if it is the only one.
   *
   * @param leaves at least one
   * @param index of the leaf
   */
  public static List<Hash> siblings(List<Hash> leaves, int index) {
    if (index < 0 || index >= leaves.size()) {
      throw new IllegalArgumentException("a list of " + leaves.size() + " has no leaf " + index);
    }
    List<Hash> siblings = new ArrayList<>();
    List<Hash> level = leaves;
    Hash empty = Hash.ZERO;
    for (int place = index; level.size() > 1; place >>>= 1) {
      int beside = place ^ 1;
      siblings.add(beside < level.size() ? level.get(beside) : empty);
      level = above(level, empty);
      empty = Keccak.node(empty, empty);
    }
    return siblings;
  }
}
