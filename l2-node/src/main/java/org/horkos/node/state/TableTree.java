package org.horkos.node.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.horkos.dsl.value.Hash;

/**
 * The subtree of one table. Levels count from the leaves, 0, up to the root. A slotted table keeps
 * its lowest eight levels in {@link SlotGroup}s.
 */
final class TableTree {
  private final MerkleHasher hasher;
  private final Layout.Table table;
  private final int stored;
  private final NodeLevel[] levels;
  private final Map<Long, byte[]> groups = new HashMap<>();

  private long[] dirty = new long[64];
  private int dirtyCount;

  TableTree(Layout.Table table, MerkleHasher hasher) {
    this.table = table;
    this.hasher = hasher;
    this.stored = table.slotted() ? Layout.SLOT_LEVELS : 0;
    this.levels = new NodeLevel[table.depth() + 1];
    for (int level = stored; level <= table.depth(); level++) {
      levels[level] = new NodeLevel(level);
    }
  }

  /** Sets a leaf's hash; nodes above it are computed by {@link #settle()}. */
  void put(long index, byte[] hash) {
    if (table.slotted()) {
      long id = index >>> Layout.SLOT_LEVELS;
      int slot = (int) (index & (Layout.SLOTS - 1));
      byte[] changed = SlotGroup.with(groups.get(id), slot, hash);
      if (changed.length == 0) {
        groups.remove(id);
      } else {
        groups.put(id, changed);
      }
      markDirty(id);
    } else {
      System.arraycopy(hash, 0, levels[0].pageToWrite(index), NodeLevel.offset(index), Hash.SIZE);
      markDirty(index);
    }
  }

  private void markDirty(long node) {
    if (dirtyCount > 0 && dirty[dirtyCount - 1] == node) {
      return;
    }
    if (dirtyCount == dirty.length) {
      dirty = Arrays.copyOf(dirty, 2 * dirtyCount);
    }
    dirty[dirtyCount++] = node;
  }

  /** Copies a leaf's hash to {@code target}. */
  void copyLeaf(long index, byte[] target) {
    if (table.slotted()) {
      int slot = (int) (index & (Layout.SLOTS - 1));
      SlotGroup.copyHash(groups.get(index >>> Layout.SLOT_LEVELS), slot, target);
    } else {
      System.arraycopy(levels[0].page(index), NodeLevel.offset(index), target, 0, Hash.SIZE);
    }
  }

  /** Whether leaves have changed since the nodes above them were computed. */
  boolean unsettled() {
    return dirtyCount > 0;
  }

  /** Computes all nodes above changed leaves, each once. */
  void settle() {
    if (dirtyCount == 0) {
      return;
    }
    int count = sortAndDropDuplicates(dirtyCount);
    if (table.slotted()) {
      for (int i = 0; i < count; i++) {
        byte[] page = levels[stored].pageToWrite(dirty[i]);
        int offset = NodeLevel.offset(dirty[i]);
        SlotGroup.root(hasher, groups.get(dirty[i]), stored, 0, page, offset);
      }
    }
    for (int level = stored; level < table.depth(); level++) {
      int parents = 0;
      for (int i = 0; i < count; i++) {
        long parent = dirty[i] >>> 1;
        if (parents == 0 || dirty[parents - 1] != parent) {
          dirty[parents++] = parent;
        }
      }
      count = parents;
      for (int i = 0; i < count; i++) {
        long left = dirty[i] << 1;
        // Two siblings always share a page, one after the other.
        hasher.node(
            levels[level].page(left),
            NodeLevel.offset(left),
            levels[level + 1].pageToWrite(dirty[i]),
            NodeLevel.offset(dirty[i]));
      }
    }
    dirtyCount = 0;
  }

  private int sortAndDropDuplicates(int count) {
    Arrays.sort(dirty, 0, count);
    int unique = 0;
    for (int i = 0; i < count; i++) {
      if (unique == 0 || dirty[unique - 1] != dirty[i]) {
        dirty[unique++] = dirty[i];
      }
    }
    return unique;
  }

  /** Copies a node's hash to {@code target}; the table must be settled. */
  void copyNode(int level, long index, byte[] target) {
    if (level == 0) {
      copyLeaf(index, target);
    } else if (level < stored) {
      int within = Layout.SLOT_LEVELS - level;
      int number = (int) (index & ((1 << within) - 1));
      SlotGroup.root(hasher, groups.get(index >>> within), level, number, target, 0);
    } else {
      System.arraycopy(levels[level].page(index), NodeLevel.offset(index), target, 0, Hash.SIZE);
    }
  }
}
