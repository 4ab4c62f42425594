package org.horkos.node.batch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Eip712.Field;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.settlement.L1Point;

/**
 * A batch as it is posted, with the commitments that L1 makes of it.
 *
 * @param height batches count from 1 without gaps; 0 is the genesis
 * @param endTime the state's time after it, Unix seconds
 * @param endInboxCount how many inbox messages are consumed after it
 * @param chunks 1 to {@link #MAX_CHUNKS}
 * @param previousDataHash the data hash of the batch before
 */
public record Batch(
    long height, long endTime, long endInboxCount, List<Chunk> chunks, Hash previousDataHash) {
  /** The most chunks of a batch. */
  public static final int MAX_CHUNKS = 1_024;

  /** The most bytes of data and roots together: a transaction beyond 128 kB is not passed on. */
  public static final int MAX_POSTED_BYTES = 120_000;

  /**
   * The most bytes of a block. L1 lets a batch of more bytes leave messages for the next that have
   * waited for a day; so a batch that another block does not fit into is never refused for that.
   */
  public static final int MAX_BLOCK_BYTES = MAX_POSTED_BYTES / 2;

  /** The most chunks of a block, for the same reason. */
  public static final int MAX_BLOCK_CHUNKS = MAX_CHUNKS / 2;

  private static final Eip712.Type SIGNED =
      Eip712.Type.of(
          "Batch(uint64 epoch,uint64 height,uint64 endTime,uint32 endInboxCount,"
              + "bytes32 dataHash,bytes32 previousRoot,bytes32 rootsHash,"
              + "uint64 l1Block,bytes32 l1Hash)");

  private static final Eip712.Type SIGNED_ROOTS =
      Eip712.Type.of(
          "Roots(uint64 epoch,uint64 height,bytes32 dataHash,bytes32 previousRoot,"
              + "bytes32 rootsHash,uint64 l1Block,bytes32 l1Hash)");

  /** Checks the shape. */
  public Batch {
    chunks = List.copyOf(chunks);
    if (height < 1 || chunks.isEmpty() || chunks.size() > MAX_CHUNKS) {
      throw new IllegalArgumentException(
          "batch " + height + " has " + chunks.size() + " chunks, not 1 to " + MAX_CHUNKS);
    }
  }

  /** {@code (length u16 || chunk bytes)*}: the calldata. */
  public byte[] data() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (Chunk chunk : chunks) {
      data.write(chunk.size() >> 8);
      data.write(chunk.size());
      data.writeBytes(chunk.bytes());
    }
    return data.toByteArray();
  }

  /** The state root after each chunk. */
  public List<Hash> roots() {
    return chunks.stream().map(Chunk::root).toList();
  }

  /** The state root at the end. */
  public Hash endRoot() {
    return chunks.getLast().root();
  }

  /** The Merkle root over the chunks' hashes. */
  public Hash dataRoot() {
    return ListRoot.of(chunks.stream().map(Chunk::hash).toList());
  }

  /**
   * Commits to the data and, through the batch before, to all data so far. The number of chunks is
   * part of it: a chunk could else be an inner node of another batch's tree.
   */
  public Hash dataHash() {
    return Keccak.hash(
        word(height),
        word(endTime),
        word(endInboxCount),
        word(chunks.size()),
        dataRoot().bytes(),
        previousDataHash.bytes());
  }

  /** The Merkle root over {@link #roots()}. */
  public Hash rootsHash() {
    return ListRoot.of(roots());
  }

  /**
   * What the poster signs.
   *
   * @param domain see {@code SigningDigest.domain}
   * @param epoch of the sequencer set
   * @param previousRoot the state root before it: were another one asserted meanwhile, the roots of
   *     this batch would be wrong, and so L1 must not take them
   * @param l1 the block of L1 up to which L1 has been read: were it replaced, what was executed
   *     might not be what L1 says any more, and so L1 must not take it
   */
  public Hash digest(Eip712.Domain domain, long epoch, Hash previousRoot, L1Point l1) {
    return Eip712.digest(
        domain.separator(),
        SIGNED.hash(
            List.of(
                Field.number(epoch),
                Field.number(height),
                Field.number(endTime),
                Field.number(endInboxCount),
                new Field.Word(dataHash()),
                new Field.Word(previousRoot),
                new Field.Word(rootsHash()),
                Field.number(l1.number()),
                new Field.Word(l1.hash()))));
  }

  /** What the poster signs who asserts its roots anew; parameters as of {@link #digest}. */
  public Hash rootsDigest(Eip712.Domain domain, long epoch, Hash previousRoot, L1Point l1) {
    return Eip712.digest(
        domain.separator(),
        SIGNED_ROOTS.hash(
            List.of(
                Field.number(epoch),
                Field.number(height),
                new Field.Word(dataHash()),
                new Field.Word(previousRoot),
                new Field.Word(rootsHash()),
                Field.number(l1.number()),
                new Field.Word(l1.hash()))));
  }

  private static byte[] word(long value) {
    byte[] word = new byte[Hash.SIZE];
    byte[] bytes = BigInteger.valueOf(value).toByteArray();
    System.arraycopy(bytes, 0, word, Hash.SIZE - bytes.length, bytes.length);
    return word;
  }
}
