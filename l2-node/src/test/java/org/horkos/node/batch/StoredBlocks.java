package org.horkos.node.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.OutboxAnchor;
import org.horkos.node.settlement.OutboxLog;
import org.horkos.node.settlement.OutboxTree;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.state.StateTree;

/** Blocks and batches in lists: what a database keeps, for tests that need no database. */
public final class StoredBlocks implements BlockLog, OutboxLog {
  private final Supplier<L1Connection> l1;
  private final List<SealedBlock> blocks = new ArrayList<>();
  private final List<PostedBatch> batches = new ArrayList<>();
  private final List<byte[]> outbox = new ArrayList<>();

  /** Nothing yet, of a node that has always read L1 to its head. */
  public StoredBlocks(Supplier<L1Connection> l1) {
    this.l1 = l1;
  }

  /** Appends a block. */
  public synchronized void add(SealedBlock block) {
    blocks.add(block);
  }

  /** Appends an outbox message. */
  public synchronized void send(byte[] leaf) {
    outbox.add(leaf);
  }

  /** A block of random chunks with the next number; what its globals say stands under its root. */
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
    StateTree state = new StateTree();
    state.put(Layout.Table.ACCOUNTS, 1, list.getLast().root());
    return sealed(
        number, list, new Leaf.Globals(endTime, inboxCount, 0, 0, 0, 0, 0, 0, 0, 0), state);
  }

  /**
   * A block of these chunks.
   *
   * @param chunks the last one's root is replaced
   * @param state after it, but for the globals
   */
  public static SealedBlock sealed(
      long number, List<Chunk> chunks, Leaf.Globals globals, StateTree state) {
    state.put(Layout.Table.GLOBALS, 0, Keccak.hash(LeafCodec.encode(globals)));
    List<Chunk> list = new ArrayList<>(chunks);
    list.set(list.size() - 1, new Chunk(list.getLast().bytes(), state.root()));
    return new SealedBlock(number, list, globals, state.tableRoots());
  }

  /** The same block under a lie: another root after a chunk that is not its last one. */
  public static SealedBlock lying(SealedBlock block, int chunk, Hash root) {
    List<Chunk> list = new ArrayList<>(block.chunks());
    list.set(chunk, new Chunk(list.get(chunk).bytes(), root));
    return new SealedBlock(block.number(), list, block.globals(), block.tableRoots());
  }

  @Override
  public synchronized List<SealedBlock> blocksAfter(long after, int limit) {
    return blocks.stream().filter(block -> block.number() > after).limit(limit).toList();
  }

  @Override
  public synchronized Grounded grounded(long after, int limit) {
    return new Grounded(blocksAfter(after, limit), Optional.of(l1.get().head().point()));
  }

  @Override
  public synchronized void unpost(long height) {
    batches.removeIf(batch -> batch.height() > height);
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
    outbox.forEach(leaf -> tree.append(Keccak.hash(leaf)));
    return tree;
  }
}
