package org.horkos.node.batch;

import java.util.Arrays;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.jspecify.annotations.Nullable;

/** Steps that share one state root: their packed bytes, and the root after the last of them. */
public final class Chunk {
  /** The most bytes that a chunk may have. */
  public static final int MAX_BYTES = 32_768;

  private final byte[] bytes;
  private final Hash root;

  /**
   * A chunk.
   *
   * @param bytes 1 to {@link #MAX_BYTES} of packed steps, one after the other; copied
   * @param root the state root after them
   */
  public Chunk(byte[] bytes, Hash root) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a chunk has 1 to " + MAX_BYTES + " bytes, this one has " + bytes.length);
    }
    this.bytes = bytes.clone();
    this.root = root;
  }

  /** A copy of the packed steps. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes the steps have. */
  public int size() {
    return bytes.length;
  }

  /** The state root after the last step. */
  public Hash root() {
    return root;
  }

  /** The hash of the bytes: a leaf of the data root. */
  public Hash hash() {
    return Keccak.hash(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Chunk chunk
        && root.equals(chunk.root)
        && Arrays.equals(bytes, chunk.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Chunk[" + bytes.length + " bytes, root " + root + "]";
  }
}
