package org.horkos.node.inbox;

import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

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
  public OpenedTerms {
    parts = List.copyOf(parts);
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
