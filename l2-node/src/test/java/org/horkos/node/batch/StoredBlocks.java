package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.horkos.dsl.value.Hash;
import org.horkos.node.settlement.OutboxAnchor;
import org.horkos.node.settlement.OutboxLog;
import org.horkos.node.settlement.OutboxTree;

/** Blocks and batches in lists: what a database keeps, for tests that need no database. */
public final class StoredBlocks implements BlockLog, OutboxLog {
  private final List<SealedBlock> blocks = new ArrayList<>();
  private final List<PostedBatch> batches = new ArrayList<>();
  private final List<byte[]> outbox = new ArrayList<>();

  /** Appends a block. */
  public synchronized void add(SealedBlock block) {
    blocks.add(block);
  }

  /** Appends an outbox message. */
  public synchronized void send(byte[] leaf) {
    outbox.add(leaf);
  }

  /** A block of random chunks with the next number. */
  public static SealedBlock random(
      Random random, long number, int chunks, int most, long endTime, long inboxCount) {
    List<Chunk> list = new ArrayList<>();
    for (int i = 0; i < chunks; i++) {
      byte[] bytes = new byte[1 + random.nextInt(most)];
      random.nextBytes(bytes);
      byte[] root = new byte[Hash.SIZE];
      random.nextBytes(root);
      list.add(new Chunk(bytes, Hash.of(root)));
    }
    return new SealedBlock(
        number, list, endTime, inboxCount, 0, List.of(Hash.ZERO, Hash.ZERO, Hash.ZERO));
  }

  @Override
  public synchronized List<SealedBlock> blocksAfter(long after, int limit) {
    return blocks.stream().filter(block -> block.number() > after).limit(limit).toList();
  }

  @Override
  public synchronized Optional<PostedBatch> lastPosted() {
    return batches.isEmpty() ? Optional.empty() : Optional.of(batches.getLast());
  }

  @Override
  public synchronized Optional<PostedBatch> posted(long height) {
    return batches.stream().filter(batch -> batch.height() == height).findFirst();
  }

  @Override
  public synchronized void posted(PostedBatch batch) {
    if (batch.height() != batches.size() + 1) {
      throw new IllegalStateException("batch " + batch.height() + " is not the next");
    }
    batches.add(batch);
  }

  /** As a crash between sending and keeping: the last posted batch is forgotten. */
  public synchronized void forgetLast() {
    batches.removeLast();
  }

  @Override
  public synchronized List<byte[]> outboxLeaves(long from, long to) {
    return List.copyOf(outbox.subList((int) from, (int) to));
  }

  @Override
  public synchronized Optional<OutboxAnchor> firstAnchorHolding(long index) {
    return batches.stream()
        .filter(batch -> batch.outboxCount() > index)
        .map(PostedBatch::anchor)
        .findFirst();
  }

  /** An outbox with all messages. */
  public synchronized OutboxTree tree() {
    OutboxTree tree = new OutboxTree();
    outbox.forEach(leaf -> tree.append(org.horkos.dsl.value.Keccak.hash(leaf)));
    return tree;
  }
}
