package org.horkos.node.settlement;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * The outbox table of the state as it was at any time: leaves are only ever appended, so the
 * subtree after n messages follows from the first n leaves. Nodes whose leaves are all there never
 * change and are kept; for each level at most one other is computed anew.
 */
public final class OutboxTree {
  /** Levels of the table. */
  public static final int DEPTH = 32;

  private static final List<Hash> EMPTY = emptyRoots();

  /** Per level, from the leaves up, the nodes that are complete. */
  private final List<List<Hash>> complete = new ArrayList<>();

  /** An empty outbox. */
  public OutboxTree() {
    for (int level = 0; level <= DEPTH; level++) {
      complete.add(new ArrayList<>());
    }
  }

  private static List<Hash> emptyRoots() {
    List<Hash> roots = new ArrayList<>();
    roots.add(Hash.ZERO);
    for (int level = 0; level < DEPTH; level++) {
      roots.add(Keccak.node(roots.getLast(), roots.getLast()));
    }
    return List.copyOf(roots);
  }

  /** How many messages have been appended. */
  public synchronized long size() {
    return complete.getFirst().size();
  }

  /** Appends a message by the hash of its leaf. */
  public synchronized void append(Hash leafHash) {
    complete.getFirst().add(leafHash);
    for (int level = 0; level < DEPTH; level++) {
      List<Hash> nodes = complete.get(level);
      if (nodes.size() % 2 == 1) {
        return;
      }
      complete
          .get(level + 1)
          .add(Keccak.node(nodes.get(nodes.size() - 2), nodes.get(nodes.size() - 1)));
    }
  }

  /**
   * The table's root when it held {@code count} messages.
   *
   * @param count 0 to {@link #size()}
   */
  public synchronized Hash root(long count) {
    check(count);
    return node(DEPTH, 0, count);
  }

  /**
   * The siblings of a message within the table when it held {@code count}, from the leaf up.
   *
   * @param index below {@code count}
   * @param count 1 to {@link #size()}
   */
  public synchronized List<Hash> siblings(long index, long count) {
    check(count);
    if (index < 0 || index >= count) {
      throw new IllegalArgumentException(
          "message " + index + " is not among the first " + count + " of the outbox");
    }
    List<Hash> siblings = new ArrayList<>(DEPTH);
    for (int level = 0; level < DEPTH; level++) {
      siblings.add(node(level, (index >>> level) ^ 1, count));
    }
    return siblings;
  }

  private void check(long count) {
    if (count < 0 || count > size()) {
      throw new IllegalArgumentException("the outbox holds " + size() + " messages, not " + count);
    }
  }

  private Hash node(int level, long position, long count) {
    if (position << level >= count) {
      return EMPTY.get(level);
    }
    if ((position + 1) << level <= count) {
      return complete.get(level).get((int) position);
    }
    return Keccak.node(
        node(level - 1, 2 * position, count), node(level - 1, 2 * position + 1, count));
  }
}
