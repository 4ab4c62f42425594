package org.horkos.node.state;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A leaf as it is stored.
 *
 * @param table number of its table in the tree, or {@link #STAKE_HISTORY}
 * @param index in the table; of the stake history {@code court << 32 | number of the change}
 * @param bytes its packed bytes, never empty; leaves are replaced but never taken away. Not to be
 *     written to
 */
public record StoredLeaf(int table, long index, byte[] bytes) implements Comparable<StoredLeaf> {
  /**
   * Not a table of the tree: the changes of the courts' sum trees, from which these are rebuilt.
   */
  public static final int STAKE_HISTORY = 8;

  @Override
  public int compareTo(StoredLeaf other) {
    int byTable = Integer.compare(table, other.table);
    return byTable != 0 ? byTable : Long.compare(index, other.index);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredLeaf leaf
        && table == leaf.table
        && index == leaf.index
        && Arrays.equals(bytes, leaf.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * table + Long.hashCode(index)) + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return table + "/" + index + ": " + HexFormat.of().formatHex(bytes);
  }
}
