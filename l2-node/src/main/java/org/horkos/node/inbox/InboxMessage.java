package org.horkos.node.inbox;

import java.util.Arrays;
import java.util.HexFormat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.jspecify.annotations.Nullable;

/** A message from L1 to L2, as the inbox numbered it. */
public final class InboxMessage {
  private final long index;
  private final long time;
  private final int kind;
  private final Address sender;
  private final byte[] payload;

  /**
   * A message.
   *
   * @param index its number, from 0
   * @param time of its L1 block, Unix seconds
   * @param kind 1 Deposit, 2 Funded, 3 Joined, 4 Settled, 5 Beacon, 6 Forced; others may come
   * @param sender who sent it on L1
   * @param payload packed bytes of that kind; copied
   */
  public InboxMessage(long index, long time, int kind, Address sender, byte[] payload) {
    if (index < 0 || time < 0 || kind < 0 || kind > 255) {
      throw new IllegalArgumentException("inbox message " + index + " is out of range");
    }
    this.index = index;
    this.time = time;
    this.kind = kind;
    this.sender = sender;
    this.payload = payload.clone();
  }

  /** Its number, from 0. */
  public long index() {
    return index;
  }

  /** When it was sent, Unix seconds of L1. */
  public long time() {
    return time;
  }

  /** What it is: docs/protocol/batches.md. */
  public int kind() {
    return kind;
  }

  /** Who sent it on L1. */
  public Address sender() {
    return sender;
  }

  /** A copy of the payload. */
  public byte[] payload() {
    return payload.clone();
  }

  /** {@code H(abi.encode(index, time, kind, sender, H(payload)))}, as the inbox keeps it. */
  public Hash hash() {
    byte[] words = new byte[5 * Hash.SIZE];
    putLong(words, 0, index);
    putLong(words, 1, time);
    putLong(words, 2, kind);
    System.arraycopy(sender.bytes(), 0, words, 4 * Hash.SIZE - Address.SIZE, Address.SIZE);
    Keccak.hash(payload).copyTo(words, 4 * Hash.SIZE);
    return Keccak.hash(words);
  }

  private static void putLong(byte[] words, int word, long value) {
    for (int i = 0; i < Long.BYTES; i++) {
      words[(word + 1) * Hash.SIZE - 1 - i] = (byte) (value >>> (8 * i));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InboxMessage message
        && index == message.index
        && time == message.time
        && kind == message.kind
        && sender.equals(message.sender)
        && Arrays.equals(payload, message.payload);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(index) * 31 + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "InboxMessage["
        + index
        + ", kind "
        + kind
        + " from "
        + sender
        + " at "
        + time
        + ", "
        + HexFormat.of().formatHex(payload)
        + "]";
  }
}
