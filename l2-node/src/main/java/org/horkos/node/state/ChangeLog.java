package org.horkos.node.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Leaves that were changed over the stored ones, with the way back to any earlier moment. */
final class ChangeLog {
  private final Map<Key, Change> changed = new HashMap<>();
  private final TreeSet<Key> unhashed = new TreeSet<>();
  private final List<Undo> journal = new ArrayList<>();

  /** Where a leaf stands. */
  record Key(int table, long index) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTable = Integer.compare(table, other.table);
      return byTable != 0 ? byTable : Long.compare(index, other.index);
    }
  }

  private record Undo(Key key, @Nullable Change before) {}

  /** A changed leaf; its bytes are made once, when they are first wanted. */
  static final class Change {
    private final Leaf leaf;
    private byte @Nullable [] bytes;

    Change(Leaf leaf) {
      this.leaf = leaf;
    }

    Leaf leaf() {
      return leaf;
    }

    byte[] bytes() {
      byte[] made = bytes;
      if (made == null) {
        made = LeafCodec.encode(leaf);
        bytes = made;
      }
      return made;
    }
  }

  @Nullable Change get(Key key) {
    return changed.get(key);
  }

  void put(Key key, Leaf leaf) {
    Change before = changed.put(key, new Change(leaf));
    unhashed.add(key);
    journal.add(new Undo(key, before));
  }

  int mark() {
    return journal.size();
  }

  /**
   * Undoes all since the mark.
   *
   * @param dropped is told each leaf that no longer counts as changed
   */
  void rollback(int mark, BiConsumer<Key, Leaf> dropped) {
    while (journal.size() > mark) {
      Undo undo = journal.removeLast();
      if (undo.before == null) {
        Change change = changed.remove(undo.key);
        if (change != null) {
          dropped.accept(undo.key, change.leaf);
        }
      } else {
        changed.put(undo.key, undo.before);
      }
      // Its hash may have been taken in between the mark and now.
      unhashed.add(undo.key);
    }
  }

  /** The keys whose hashes are not those of the tree, ascending; from now on they are. */
  List<Key> takeUnhashed() {
    List<Key> keys = new ArrayList<>(unhashed);
    unhashed.clear();
    return keys;
  }

  /** The changed leaves, ascending. */
  List<StoredLeaf> leaves() {
    return changed.entrySet().stream()
        .map(
            entry ->
                new StoredLeaf(
                    entry.getKey().table(), entry.getKey().index(), entry.getValue().bytes()))
        .sorted()
        .toList();
  }

  /**
   * The changed leaves as they are stored, ascending.
   *
   * @param stored the bytes of a leaf, null if nothing stands there
   */
  List<StoredLeaf> before(Function<Key, byte @Nullable []> stored) {
    return changed.keySet().stream()
        .sorted()
        .map(
            key -> {
              byte[] bytes = stored.apply(key);
              return new StoredLeaf(key.table(), key.index(), bytes == null ? new byte[0] : bytes);
            })
        .toList();
  }

  void forEach(BiConsumer<Key, Change> consumer) {
    changed.forEach(consumer);
  }

  void clear() {
    changed.clear();
    journal.clear();
  }
}
