package org.horkos.node.settlement;

import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StateProof;

/**
 * That a message is in the outbox under the root of a batch: what an escrow or the vault wants to
 * see.
 *
 * @param leafHex the message's bytes in hexadecimal
 * @param height the batch
 * @param proof the branch of the state tree, 35 siblings
 */
public record OutboxProof(String leafHex, long height, StateProof proof) {
  private static final int HEAD_BYTES = 26;

  /** Checks that the leaf is long enough to be a message. */
  public OutboxProof {
    if (leafHex.length() < 2 * HEAD_BYTES) {
      throw new IllegalArgumentException("an outbox message has at least 26 bytes");
    }
  }

  /**
   * The proof of one message.
   *
   * @param leaf the message's bytes
   * @param index its number, below the anchor's count
   * @param tree an outbox that has at least the anchor's messages
   * @param anchor the root to prove it against
   * @throws IllegalArgumentException if the tree is not what the anchor commits to, or the leaf is
   *     not the message of that number
   */
  public static OutboxProof of(byte[] leaf, long index, OutboxTree tree, OutboxAnchor anchor) {
    StateProof proof =
        new StateProof(Layout.Table.OUTBOX, index, Keccak.hash(leaf), anchor.path(tree, index));
    if (!proof.verifies(anchor.root())) {
      throw new IllegalArgumentException(
          "message " + index + " is not in the outbox under the root of batch " + anchor.height());
    }
    return new OutboxProof(HexFormat.of().formatHex(leaf), anchor.height(), proof);
  }

  /** A copy of the message's bytes. */
  public byte[] leaf() {
    return HexFormat.of().parseHex(leafHex);
  }

  /** The message's number. */
  public long index() {
    return proof.index();
  }

  /** What the message is. */
  public int kind() {
    return leaf()[0];
  }

  /** The contract that it is for. */
  public Address target() {
    return Address.of(java.util.Arrays.copyOfRange(leaf(), 1, 1 + Address.SIZE));
  }

  /** The siblings as the contracts' wrappers take them. */
  List<byte[]> siblings() {
    return proof.siblings().stream().map(Hash::bytes).toList();
  }
}
