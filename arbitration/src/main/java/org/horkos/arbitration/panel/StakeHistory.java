package org.horkos.arbitration.panel;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.horkos.dsl.value.Hash;

/**
 * The changes of a court's sum tree in order. From them the tree can be built again, and with it
 * the trees that open disputes still draw from.
 */
public final class StakeHistory {
  private StakeHistory() {}

  /**
   * One change.
   *
   * @param index the arbitrator's
   * @param arbitrator the leaf from then on
   */
  public record Change(int index, Arbitrator arbitrator) {}

  /**
   * What a replay gives.
   *
   * @param tree the tree after all changes
   * @param frozen per wanted root the tree that had it
   */
  public record Replayed(SumTree tree, Map<Hash, SumTree> frozen) {
    public Replayed {
      frozen = Map.copyOf(frozen);
    }
  }

  /**
   * Applies changes from the empty tree on.
   *
   * @param changes all of them, oldest first
   * @param wanted roots of trees to keep on the way
   * @throws IllegalArgumentException if a wanted root never was: the history is not this court's
   */
  public static Replayed replay(List<Change> changes, Collection<Hash> wanted) {
    Set<Hash> sought = Set.copyOf(wanted);
    Map<Hash, SumTree> frozen = new HashMap<>();
    SumTree tree = SumTree.EMPTY;
    if (sought.contains(tree.root())) {
      frozen.put(tree.root(), tree);
    }
    for (Change change : changes) {
      tree = tree.with(change.index(), change.arbitrator());
      if (sought.contains(tree.root())) {
        frozen.put(tree.root(), tree);
      }
    }
    if (!frozen.keySet().containsAll(sought)) {
      throw new IllegalArgumentException(
          "the history of stakes does not lead to a root that a dispute froze");
    }
    return new Replayed(tree, frozen);
  }
}
