package org.horkos.node.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.horkos.dsl.value.Hash;

/**
 * The nodes of one level of a subtree, in pages of 64. Ids are counters, so pages are full but for
 * the last; a page that was never touched takes no room and counts as empty subtrees.
 */
final class NodeLevel {
  private static final int PAGE_LEVELS = 6;
  private static final int PAGE_NODES = 1 << PAGE_LEVELS;
  private static final int PAGE_BYTES = PAGE_NODES * Hash.SIZE;

  private final Map<Long, byte[]> pages = new HashMap<>();
  private final byte[] blank = new byte[PAGE_BYTES];

  /** A level whose nodes are roots of subtrees of {@code levels} levels. */
  NodeLevel(int levels) {
    byte[] empty = MerkleHasher.empty(levels);
    for (int node = 0; node < PAGE_NODES; node++) {
      System.arraycopy(empty, 0, blank, node * Hash.SIZE, Hash.SIZE);
    }
  }

  /** The page that holds a node, to be read at {@link #offset}; not to be written to. */
  byte[] page(long index) {
    byte[] page = pages.get(index >>> PAGE_LEVELS);
    return page == null ? blank : page;
  }

  /** The page that holds a node, to be written to at {@link #offset}. */
  byte[] pageToWrite(long index) {
    return pages.computeIfAbsent(index >>> PAGE_LEVELS, number -> Arrays.copyOf(blank, PAGE_BYTES));
  }

  /** Where a node lies in its page. */
  static int offset(long index) {
    return (int) (index & (PAGE_NODES - 1)) * Hash.SIZE;
  }
}
