package org.horkos.node.state;

import java.util.Arrays;
import org.horkos.dsl.value.Hash;
import org.jspecify.annotations.Nullable;

/**
 * The leaf hashes of one agreement, dispute or court: few of its 256 slots are in use, so only
 * these are kept, ascending by slot, as {@code slot u8 || hash}. The eight levels above them are
 * computed when they are wanted: that costs about as many hashes as there are leaves, and a million
 * agreements stay small.
 */
final class SlotGroup {
  private static final int ENTRY = 1 + Hash.SIZE;
  private static final byte[] NONE = {};

  private SlotGroup() {}

  /** The entries with this slot's hash set, or taken out if it is zero. */
  static byte[] with(byte @Nullable [] group, int slot, byte[] hash) {
    byte[] entries = group == null ? NONE : group;
    int at = find(entries, slot);
    boolean present = at < entries.length && (entries[at] & 0xff) == slot;
    boolean remove = MerkleHasher.isEmptyLeaf(hash, 0);
    if (present && !remove) {
      System.arraycopy(hash, 0, entries, at + 1, Hash.SIZE);
      return entries;
    }
    if (present == !remove) {
      return entries;
    }
    int size = entries.length + (remove ? -ENTRY : ENTRY);
    byte[] changed = Arrays.copyOf(entries, size);
    if (remove) {
      System.arraycopy(entries, at + ENTRY, changed, at, size - at);
    } else {
      changed[at] = (byte) slot;
      System.arraycopy(hash, 0, changed, at + 1, Hash.SIZE);
      System.arraycopy(entries, at, changed, at + ENTRY, entries.length - at);
    }
    return changed;
  }

  /** Copies a slot's hash to {@code target}: zero if the slot is empty. */
  static void copyHash(byte @Nullable [] group, int slot, byte[] target) {
    byte[] entries = group == null ? NONE : group;
    int at = find(entries, slot);
    if (at < entries.length && (entries[at] & 0xff) == slot) {
      System.arraycopy(entries, at + 1, target, 0, Hash.SIZE);
    } else {
      Arrays.fill(target, 0, Hash.SIZE, (byte) 0);
    }
  }

  private static int find(byte[] entries, int slot) {
    int at = 0;
    while (at < entries.length && (entries[at] & 0xff) < slot) {
      at += ENTRY;
    }
    return at;
  }

  /**
   * Writes the root of a subtree of the group to {@code target} at {@code to}.
   *
   * @param group the entries
   * @param levels height of the subtree, 0 to 8
   * @param number which of the subtrees of this height
   */
  static void root(
      MerkleHasher hasher, byte @Nullable [] group, int levels, int number, byte[] target, int to) {
    byte[] entries = group == null ? NONE : group;
    int from = find(entries, number << levels);
    int until = find(entries, (number + 1) << levels);
    root(hasher, entries, from, until, levels, number, target, to);
  }

  private static void root(
      MerkleHasher hasher,
      byte[] entries,
      int from,
      int until,
      int levels,
      int number,
      byte[] target,
      int to) {
    if (from == until) {
      System.arraycopy(MerkleHasher.empty(levels), 0, target, to, Hash.SIZE);
      return;
    }
    if (levels == 0) {
      System.arraycopy(entries, from + 1, target, to, Hash.SIZE);
      return;
    }
    int firstOfRight = (2 * number + 1) << (levels - 1);
    int middle = from;
    while (middle < until && (entries[middle] & 0xff) < firstOfRight) {
      middle += ENTRY;
    }
    byte[] both = new byte[2 * Hash.SIZE];
    root(hasher, entries, from, middle, levels - 1, 2 * number, both, 0);
    root(hasher, entries, middle, until, levels - 1, 2 * number + 1, both, Hash.SIZE);
    hasher.node(both, 0, target, to);
  }
}
