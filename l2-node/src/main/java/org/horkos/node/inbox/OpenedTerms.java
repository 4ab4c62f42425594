package org.horkos.node.inbox;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.ListRoot;

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
    return branch(0).size();
  }

  /**
   * The siblings of a leaf of that tree, from the leaf up.
   *
   * @param leaf 0 the head, d + 1 the part of deliverable d
   */
  public List<Hash> branch(int leaf) {
    List<Hash> leaves = new ArrayList<>();
    leaves.add(Keccak.hash(HEAD, head.toArray()));
    parts.forEach(part -> leaves.add(Keccak.hash(PART, part.toArray())));
    return ListRoot.siblings(leaves, leaf);
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
