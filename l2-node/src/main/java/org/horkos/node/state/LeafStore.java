package org.horkos.node.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The packed bytes of one table's leaves. Those of one agreement, dispute or court lie in one
 * array, as {@code slot u8 || length u16 || bytes}, ascending by slot: a million agreements are a
 * million arrays and not ten million. The leaves of other tables are groups of one.
 */
final class LeafStore {
  private static final int ENTRY_HEAD = 3;

  private final boolean slotted;
  private final Map<Long, byte[]> groups = new HashMap<>();

  LeafStore(boolean slotted) {
    this.slotted = slotted;
  }

  /** A leaf's bytes, or null if it is empty. */
  byte @Nullable [] get(long index) {
    if (!slotted) {
      return groups.get(index);
    }
    byte[] group = groups.get(index >>> Layout.SLOT_LEVELS);
    if (group == null) {
      return null;
    }
    int slot = (int) (index & (Layout.SLOTS - 1));
    int at = find(group, slot);
    return at < group.length && slotAt(group, at) == slot
        ? Arrays.copyOfRange(group, at + ENTRY_HEAD, at + ENTRY_HEAD + lengthAt(group, at))
        : null;
  }

  /** Sets a leaf's bytes, which must not be written to any more. */
  void put(long index, byte[] bytes) {
    if (!slotted) {
      groups.put(index, bytes);
      return;
    }
    long id = index >>> Layout.SLOT_LEVELS;
    int slot = (int) (index & (Layout.SLOTS - 1));
    byte[] group = groups.getOrDefault(id, new byte[0]);
    int at = find(group, slot);
    boolean present = at < group.length && slotAt(group, at) == slot;
    int after = present ? at + ENTRY_HEAD + lengthAt(group, at) : at;
    byte[] changed = new byte[at + ENTRY_HEAD + bytes.length + group.length - after];
    System.arraycopy(group, 0, changed, 0, at);
    changed[at] = (byte) slot;
    changed[at + 1] = (byte) (bytes.length >>> 8);
    changed[at + 2] = (byte) bytes.length;
    System.arraycopy(bytes, 0, changed, at + ENTRY_HEAD, bytes.length);
    System.arraycopy(group, after, changed, at + ENTRY_HEAD + bytes.length, group.length - after);
    groups.put(id, changed);
  }

  /** Hands out all leaves, in no particular order. */
  void forEach(BiConsumer<Long, byte[]> consumer) {
    groups.forEach(
        (id, group) -> {
          if (!slotted) {
            consumer.accept(id, group);
            return;
          }
          for (int at = 0; at < group.length; at += ENTRY_HEAD + lengthAt(group, at)) {
            int from = at + ENTRY_HEAD;
            consumer.accept(
                Layout.index(id, slotAt(group, at)),
                Arrays.copyOfRange(group, from, from + lengthAt(group, at)));
          }
        });
  }

  private static int find(byte[] group, int slot) {
    int at = 0;
    while (at < group.length && slotAt(group, at) < slot) {
      at += ENTRY_HEAD + lengthAt(group, at);
    }
    return at;
  }

  private static int slotAt(byte[] group, int at) {
    return group[at] & 0xff;
  }

  private static int lengthAt(byte[] group, int at) {
    return (group[at + 1] & 0xff) << 8 | (group[at + 2] & 0xff);
  }
}
