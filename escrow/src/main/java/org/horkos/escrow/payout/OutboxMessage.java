package org.horkos.escrow.payout;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * A message from L2 to L1, as it lies in the outbox (docs/protocol/batches.md).
 *
 * @param kind what it is
 * @param target the escrow or the vault
 * @param sequence its number among the escrow's messages, from 0; 0 for the vault
 * @param payments what to pay; at most 255; none for {@link Kind#CLOSED}
 */
public record OutboxMessage(Kind kind, Address target, long sequence, List<Payment> payments) {
  private static final int HEAD_BYTES = 26;
  private static final int PAYMENT_BYTES = 56;
  private static final int AMOUNT_BYTES = 16;

  public OutboxMessage {
    payments = List.copyOf(payments);
    if (payments.size() > 255) {
      throw new IllegalArgumentException("a message has at most 255 payments");
    }
    if (sequence < 0 || sequence >= 1L << 32) {
      throw new IllegalArgumentException("a sequence is a u32, not " + sequence);
    }
  }

  /** What a message is. The byte in the leaf is the ordinal plus 1. */
  public enum Kind {
    /** To an escrow: pay these. */
    PAYOUT,
    /** To the vault: pay these L2 balances out. */
    WITHDRAWAL,
    /** To an escrow: everything has ended. */
    CLOSED
  }

  /**
   * One payment.
   *
   * @param token zero is ETH
   * @param to a party; the vault for the court's part; the burn address
   * @param amount base units, 0 to 2^128 - 1
   */
  public record Payment(Address token, Address to, BigInteger amount) {
    /** Where burnt money goes. */
    public static final Address BURN = Address.parse("0x000000000000000000000000000000000000dEaD");

    public Payment {
      if (amount.signum() < 0 || amount.bitLength() > 128) {
        throw new IllegalArgumentException("an amount is a u128, not " + amount);
      }
    }

    void encode(ByteBuffer out) {
      out.put(token.bytes()).put(to.bytes());
      byte[] bytes = amount.toByteArray();
      int zero = bytes.length > AMOUNT_BYTES ? 1 : 0;
      out.position(out.position() + AMOUNT_BYTES - (bytes.length - zero));
      out.put(bytes, zero, bytes.length - zero);
    }
  }

  /** The leaf's bytes. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + payments.size() * PAYMENT_BYTES);
    out.put((byte) (kind.ordinal() + 1)).put(target.bytes()).putInt((int) sequence);
    out.put((byte) payments.size());
    payments.forEach(payment -> payment.encode(out));
    return out.array();
  }

  /** The hash of the leaf's bytes: the escrow's key of a claim. */
  public Hash hash() {
    return Keccak.hash(encode());
  }

  /** The message of these bytes, or nothing if they are none. */
  public static Optional<OutboxMessage> decode(byte[] leaf) {
    if (leaf.length < HEAD_BYTES
        || leaf[0] < 1
        || leaf[0] > Kind.values().length
        || leaf.length != HEAD_BYTES + (leaf[HEAD_BYTES - 1] & 0xff) * PAYMENT_BYTES) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(leaf);
    Kind kind = Kind.values()[in.get() - 1];
    Address target = address(in);
    long sequence = in.getInt() & 0xffffffffL;
    List<Payment> payments = new ArrayList<>();
    for (int n = in.get() & 0xff; n > 0; n--) {
      Address token = address(in);
      Address to = address(in);
      byte[] amount = new byte[AMOUNT_BYTES];
      in.get(amount);
      payments.add(new Payment(token, to, new BigInteger(1, amount)));
    }
    return Optional.of(new OutboxMessage(kind, target, sequence, payments));
  }

  private static Address address(ByteBuffer in) {
    byte[] bytes = new byte[Address.SIZE];
    in.get(bytes);
    return Address.of(bytes);
  }
}
