package org.horkos.node.inbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * The bytes of an agreement's terms, as the factory's event shows them. Their hash has been
 * checked.
 *
 * @param termsHash the root over head and parts
 * @param escrow the clone that holds the agreement's money
 * @param head ABI encoding of the head
 * @param parts packed bytes, one per deliverable
 * @param block the L1 block in which it was opened
 */
public record OpenedTerms(
    Hash termsHash, Address escrow, Bytes head, List<Bytes> parts, long block) {
  private static final byte[] HEAD = {0};
  private static final byte[] PART = {1};

  public OpenedTerms {
    parts = List.copyOf(parts);
  }

  /** Levels of the tree whose root is {@link #termsHash}. */
  public int depth() {
    return Math.max(1, 32 - Integer.numberOfLeadingZeros(parts.size()));
  }

  /**
   * The siblings of a leaf of that tree, from the leaf up.
   *
   * @param leaf 0 the head, d + 1 the part of deliverable d
   */
  public List<Hash> branch(int leaf) {
    int depth = depth();
    Hash[] nodes = new Hash[1 << depth];
    Arrays.fill(nodes, Hash.ZERO);
    nodes[0] = Keccak.hash(HEAD, head.toArray());
    for (int i = 0; i < parts.size(); i++) {
      nodes[i + 1] = Keccak.hash(PART, parts.get(i).toArray());
    }
    List<Hash> branch = new ArrayList<>(depth);
    for (int level = 0; level < depth; level++) {
      branch.add(nodes[leaf >> level ^ 1]);
      for (int i = 0; i < 1 << (depth - level - 1); i++) {
        nodes[i] = Keccak.node(nodes[2 * i], nodes[2 * i + 1]);
      }
    }
    return branch;
  }

  /** Bytes that compare by content. */
  public record Bytes(String hex) {
    /** These bytes. */
    public static Bytes of(byte[] bytes) {
      return new Bytes(java.util.HexFormat.of().formatHex(bytes));
    }

    /** A copy of them. */
    public byte[] toArray() {
      return java.util.HexFormat.of().parseHex(hex);
    }
  }
}
