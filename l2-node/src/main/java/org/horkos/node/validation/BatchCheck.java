package org.horkos.node.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.BatchBuilder;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.fraud.FraudProver.Wrong;
import org.horkos.node.fraud.Witness;
import org.horkos.node.fraud.WitnessBuilder;
import org.horkos.node.sequencing.ReplayedBlock;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.state.State;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.storage.StoredBlock;

/**
 * Executes posted batches again, in order, and keeps each as a block with the roots that come out.
 * For one thread.
 */
final class BatchCheck {
  private final Storage storage;
  private final Execution execution;
  private final State state;
  private final L1View l1;
  private final Hash genesis;

  /**
   * A check that goes on after the last batch that a storage holds.
   *
   * @param execution by the rule program alone, as L1 executes
   * @param state that of the storage
   * @throws StorageRefusal if the storage holds blocks that are in no posted batch
   */
  BatchCheck(Storage storage, Execution execution, State state, L1View l1) {
    this.storage = storage;
    this.execution = execution;
    this.state = state;
    this.l1 = l1;
    this.genesis = State.genesis().root();
    long block = storage.lastBlock().map(last -> last.number()).orElse(0L);
    long posted = storage.lastPosted().map(PostedBatch::lastBlock).orElse(0L);
    if (block != posted) {
      throw new StorageRefusal(
          StorageRefusal.Kind.OTHER_DEPLOYMENT,
          "the database is a sequencer's: its blocks "
              + (posted + 1)
              + " to "
              + block
              + " are not posted; give the validator a database of its own");
    }
  }

  /** Height of the last batch that was executed; 0 before the first. */
  long height() {
    return storage.lastPosted().map(PostedBatch::height).orElse(0L);
  }

  /**
   * Executes the next batch, whose data is that of L1, and keeps it. If something is thrown nothing
   * has changed.
   *
   * @param asserted its roots as they are asserted now, if there are any
   * @return where they first differ from what comes out
   * @throws org.horkos.node.execution.MissingL1Data if L1 has not been read far enough
   */
  Optional<Wrong> next(SubmittedBatch submitted, Optional<List<Hash>> asserted) {
    Hash previous = storage.lastPosted().map(PostedBatch::dataHash).orElse(genesis);
    refuseOtherData(submitted, previous);
    ReplayedBlock block = new ReplayedBlock(storage, state);
    BatchContext context = new BatchContext(submitted.endTime(), submitted.endInboxCount());
    Optional<Found> found = Optional.empty();
    try {
      for (int i = 0; i < submitted.chunks().size(); i++) {
        byte[] bytes = submitted.chunks().get(i).bytes();
        int before = state.mark();
        ChunkResult result = execution.execute(state, context, bytes, l1);
        if (found.isEmpty()
            && asserted.isPresent()
            && !asserted.get().get(i).equals(result.root())) {
          state.rollback(before);
          Witness witness = new WitnessBuilder(execution).build(state, context, bytes, l1);
          found = Optional.of(new Found(i, witness));
          result = execution.execute(state, context, bytes, l1);
        }
        block.add(bytes, result);
      }
      StoredBlock sealed = block.seal();
      Batch own = submitted.batch(block.chunks(), previous);
      PostedBatch posted = new BatchBuilder.Formed(own, sealed.sealed()).posted();
      Hash before = endRoot();
      storage.commit(sealed, posted, submitted.l1Block());
      state.flush();
      return found.map(
          wrong ->
              new Wrong(
                  submitted.batch(under(block.chunks(), asserted.orElseThrow()), previous),
                  wrong.chunk,
                  before,
                  wrong.witness));
    } catch (RuntimeException failed) {
      state.discard();
      throw failed;
    }
  }

  /** The same chunks with other roots. */
  private static List<Chunk> under(List<Chunk> chunks, List<Hash> roots) {
    List<Chunk> other = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      other.add(new Chunk(chunks.get(i).bytes(), roots.get(i)));
    }
    return other;
  }

  private record Found(int chunk, Witness witness) {}

  /** The root after the last batch that was executed. */
  private Hash endRoot() {
    return storage.lastPosted().map(PostedBatch::endRoot).orElse(genesis);
  }

  private void refuseOtherData(SubmittedBatch submitted, Hash previous) {
    if (submitted.height() != height() + 1) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "L1 shows batch "
              + submitted.height()
              + " where "
              + (height() + 1)
              + " is next: it does not give all logs; use an L1 node with all of them.");
    }
    if (!submitted.batch(submitted.chunks(), previous).dataHash().equals(submitted.dataHash())) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The data of batch "
              + submitted.height()
              + " does not have the hash that L1 keeps: L1 gives wrong logs, or the rollup does not"
              + " begin with this version's genesis; use another L1 node.");
    }
  }

  /**
   * Where asserted roots first differ from what comes out, for a batch that was executed before:
   * its witness is made on the state before the chunk, which is executed again from the genesis on.
   *
   * @return empty if nothing differs
   */
  Optional<Wrong> again(long height, List<Hash> asserted) {
    PostedBatch own = storage.posted(height).orElseThrow();
    long first = storage.posted(height - 1).map(PostedBatch::lastBlock).orElse(0L) + 1;
    List<Chunk> chunks = OwnChunks.of(storage, first, own.lastBlock());
    for (int i = 0; i < chunks.size(); i++) {
      if (!chunks.get(i).root().equals(asserted.get(i))) {
        State past = OwnChunks.stateBefore(storage, execution, l1, first);
        BatchContext context = new BatchContext(own.endTime(), own.endInboxCount());
        for (Chunk before : chunks.subList(0, i)) {
          execution.execute(past, context, before.bytes(), l1);
        }
        Witness witness =
            new WitnessBuilder(execution).build(past, context, chunks.get(i).bytes(), l1);
        Optional<PostedBatch> before = storage.posted(height - 1);
        Batch batch =
            new Batch(
                height,
                own.endTime(),
                own.endInboxCount(),
                under(chunks, asserted),
                before.map(PostedBatch::dataHash).orElse(genesis));
        Hash root = before.map(PostedBatch::endRoot).orElse(genesis);
        return Optional.of(new Wrong(batch, i, root, witness));
      }
    }
    return Optional.empty();
  }
}
