package org.horkos.node.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.Seeded;
import org.horkos.node.state.Layout.Table;
import org.junit.jupiter.api.Test;

class StateTreeTest {
  /** The tree as docs/protocol/state.md describes it, recomputed from nothing each time. */
  private static final class Naive {
    final Map<Table, Map<Long, Hash>> leaves = new HashMap<>();

    void put(Table table, long index, Hash hash) {
      leaves.computeIfAbsent(table, any -> new HashMap<>()).put(index, hash);
    }

    Hash root() {
      return top(0, Layout.TABLE_LEVELS);
    }

    private Hash top(int number, int levels) {
      if (levels == 0) {
        Table table = Table.of(number);
        return subtree(leaves.getOrDefault(table, Map.of()), 0, table.depth());
      }
      return Keccak.node(top(2 * number, levels - 1), top(2 * number + 1, levels - 1));
    }

    private Hash subtree(Map<Long, Hash> under, long number, int levels) {
      if (levels == 0) {
        return under.getOrDefault(number, Hash.ZERO);
      }
      if (under.isEmpty()) {
        Hash empty = Hash.ZERO;
        for (int i = 0; i < levels; i++) {
          empty = Keccak.node(empty, empty);
        }
        return empty;
      }
      Map<Long, Hash> left = new HashMap<>();
      Map<Long, Hash> right = new HashMap<>();
      under.forEach(
          (index, hash) -> ((index >>> (levels - 1) & 1) == 0 ? left : right).put(index, hash));
      return Keccak.node(
          subtree(left, 2 * number, levels - 1), subtree(right, 2 * number + 1, levels - 1));
    }
  }

  private static long index(Seeded seeded, Table table) {
    long all = 1L << table.depth();
    // Small ids, near slots, the last index, and anything between.
    return switch (seeded.below(4)) {
      case 0 -> seeded.below(Math.min(all, 600));
      case 1 -> all - 1 - seeded.below(Math.min(all, 3));
      default -> seeded.below(all);
    };
  }

  @Test
  void itsRootIsThatOfTheTreeComputedNaively() {
    Seeded seeded = new Seeded(Seeded.seed(11));
    for (int round = 0; round < 20; round++) {
      StateTree tree = new StateTree();
      Naive naive = new Naive();
      for (int batch = 0; batch < 6; batch++) {
        for (int i = seeded.below(12); i >= 0; i--) {
          Table table = seeded.oneOf(List.of(Table.values()).subList(0, 7));
          long index = index(seeded, table);
          Hash hash = seeded.oneIn(8) ? Hash.ZERO : seeded.hash();
          tree.put(table, index, hash);
          naive.put(table, index, hash);
          assertThat(tree.get(table, index)).isEqualTo(hash);
        }
        assertThat(tree.root()).as(seeded.toString()).isEqualTo(naive.root());
      }
    }
  }

  @Test
  void everyProofVerifiesAndNoneOfAnotherLeafDoes() {
    Seeded seeded = new Seeded(Seeded.seed(12));
    StateTree tree = new StateTree();
    List<Map.Entry<Table, Long>> places = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Table table = seeded.oneOf(List.of(Table.values()).subList(0, 7));
      long index = index(seeded, table);
      tree.put(table, index, seeded.hash());
      places.add(Map.entry(table, index));
      // Its neighbours, most of them empty, are proved as well.
      places.add(Map.entry(table, index ^ 1));
    }
    Hash root = tree.root();
    for (Map.Entry<Table, Long> place : places) {
      StateProof proof = tree.proof(place.getKey(), place.getValue());
      assertThat(proof.verifies(root)).as(seeded + " " + place).isTrue();
      assertThat(proof.leafHash()).isEqualTo(tree.get(place.getKey(), place.getValue()));
      StateProof forged =
          new StateProof(proof.table(), proof.index(), seeded.hash(), proof.siblings());
      assertThat(forged.verifies(root)).isFalse();
      StateProof elsewhere =
          new StateProof(proof.table(), proof.index() ^ 1, proof.leafHash(), proof.siblings());
      assertThat(elsewhere.verifies(root)).isEqualTo(bothAreTheSame(tree, place));
    }
  }

  private static boolean bothAreTheSame(StateTree tree, Map.Entry<Table, Long> place) {
    return tree.get(place.getKey(), place.getValue())
        .equals(tree.get(place.getKey(), place.getValue() ^ 1));
  }

  @Test
  void theOrderOfChangesLeavesNoTrace() {
    Seeded seeded = new Seeded(Seeded.seed(13));
    StateTree first = new StateTree();
    StateTree second = new StateTree();
    List<Long> indexes = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      indexes.add(Layout.index(seeded.below(40), seeded.below(256)));
    }
    for (long index : indexes) {
      first.put(Table.AGREEMENTS, index, Keccak.hash(Long.toString(index).getBytes()));
      first.root();
    }
    for (long index : indexes.reversed()) {
      second.put(Table.AGREEMENTS, index, seeded.hash());
      second.put(Table.AGREEMENTS, index, Keccak.hash(Long.toString(index).getBytes()));
    }
    assertThat(second.root()).isEqualTo(first.root());
    indexes.forEach(index -> second.put(Table.AGREEMENTS, index, Hash.ZERO));
    assertThat(second.root()).isEqualTo(new StateTree().root());
  }

  @Test
  void anIndexBeyondItsTableIsRefused() {
    StateTree tree = new StateTree();
    assertThatThrownBy(() -> tree.put(Table.ACCOUNTS, 1L << 32, Hash.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.proof(Table.GLOBALS, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
