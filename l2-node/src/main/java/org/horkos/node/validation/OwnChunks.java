package org.horkos.node.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.state.State;
import org.horkos.node.state.StoredLeaf;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;

/** The chunks that a storage holds, and the states that they led through. */
public final class OwnChunks {
  private static final int BLOCKS_AT_ONCE = 64;

  private OwnChunks() {}

  /** The chunks of these blocks, both inclusive, with the roots that came out. */
  static List<Chunk> of(Storage storage, long first, long last) {
    List<Chunk> chunks = new ArrayList<>();
    for (SealedBlock block : storage.blocksAfter(first - 1, Math.toIntExact(last - first + 1))) {
      chunks.addAll(block.chunks());
    }
    return chunks;
  }

  /**
   * The state before a posted block: undone from the present one, or executed again from the
   * genesis on if that is too long ago.
   *
   * @throws StorageRefusal if another root comes out than was kept
   */
  public static State stateBefore(Storage storage, Execution execution, L1View l1, long block) {
    Optional<List<StoredLeaf>> leaves =
        block > 1 ? storage.leavesAfter(block - 1) : Optional.empty();
    if (leaves.isPresent()) {
      State state = State.load(leaves.get());
      check(state, storage.blocksAfter(block - 2, 1).getFirst().root());
      return state;
    }
    State state = State.genesis();
    long done = 0;
    for (long height = 1; done < block - 1; height++) {
      PostedBatch batch = storage.posted(height).orElseThrow();
      BatchContext context = new BatchContext(batch.endTime(), batch.endInboxCount());
      while (done < batch.lastBlock()) {
        long left = batch.lastBlock() - done;
        for (SealedBlock next : storage.blocksAfter(done, (int) Math.min(left, BLOCKS_AT_ONCE))) {
          next.chunks().forEach(chunk -> execution.execute(state, context, chunk.bytes(), l1));
          done = next.number();
        }
      }
      state.flush();
      check(state, batch.endRoot());
    }
    return state;
  }

  private static void check(State state, Hash kept) {
    if (!state.root().equals(kept)) {
      throw new StorageRefusal(
          StorageRefusal.Kind.DAMAGED,
          "the database is damaged: its chunks do not lead to the root "
              + kept
              + " that was kept; rebuild it from L1");
    }
  }
}
