package org.horkos.node.state;

import java.util.HashMap;
import java.util.Map;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.value.Hash;

/**
 * The courts' sum trees, by the roots that they have and had: a dispute goes on drawing from the
 * one that it froze. Trees never change and are named by their content, so nothing has to be undone
 * here when a step is; only how many changes were recorded is counted back.
 */
final class SumTrees {
  private final Map<Long, Map<Hash, SumTree>> byCourt = new HashMap<>();
  private final Map<Long, SumTree> replayed = new HashMap<>();
  private final Map<Long, Long> counts = new HashMap<>();

  /** How many changes a court's sum tree has had. */
  long count(long court) {
    return counts.getOrDefault(court, 0L);
  }

  void counted(long court, long more) {
    counts.merge(court, more, Long::sum);
  }

  void know(long court, SumTree tree) {
    byCourt.computeIfAbsent(court, id -> new HashMap<>()).put(tree.root(), tree);
  }

  /** One more change from storage, in order. */
  void replay(long court, Leaf.StakeChange change) {
    SumTree tree =
        replayed.getOrDefault(court, SumTree.EMPTY).with(change.index(), change.arbitrator());
    replayed.put(court, tree);
    know(court, tree);
    counted(court, 1);
  }

  SumTree get(long court, Hash root) {
    if (root.equals(SumTree.EMPTY.root())) {
      return SumTree.EMPTY;
    }
    Map<Hash, SumTree> trees = byCourt.get(court);
    SumTree tree = trees == null ? null : trees.get(root);
    if (tree == null) {
      throw new IllegalArgumentException(
          "the stake history of court " + court + " does not lead to the root " + root);
    }
    return tree;
  }
}
