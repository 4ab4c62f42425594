package org.horkos.node.sequencing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.StepKind;
import org.horkos.node.storage.StoredBlock;
import org.horkos.node.storage.TimelineEvent;
import org.horkos.node.storage.TransactionReceipt;

/** The block that is being made: steps gather in chunks, each closed with the root after it. */
final class BlockDraft {
  /** A block ends after so many steps, so that nobody waits long for what is in it. */
  static final int MAX_STEPS = 1_024;

  /** What one step can cost a batch: its bytes, and a chunk of its own with length and root. */
  private static final int MOST_POSTED = StepCodec.MAX_STEP_BYTES + 2 + Hash.SIZE;

  private final State state;
  private final long number;
  private final long firstStep;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<TransactionReceipt> receipts = new ArrayList<>();
  private final List<TimelineEvent> events = new ArrayList<>();
  private ByteArrayOutputStream open = new ByteArrayOutputStream();
  private int openSteps;
  private int openWeight;
  private int steps;
  private int postedBytes;

  BlockDraft(State state, long number, long firstStep) {
    this.state = state;
    this.number = number;
    this.firstStep = firstStep;
  }

  long number() {
    return number;
  }

  /** The number that the next step gets. */
  long nextStep() {
    return firstStep + steps;
  }

  /** Whether a step of any size still fits: a block must fit into one batch. */
  boolean hasRoom() {
    return steps < MAX_STEPS
        && chunks.size() + 1 < Batch.MAX_BLOCK_CHUNKS
        && postedBytes + MOST_POSTED <= Batch.MAX_BLOCK_BYTES;
  }

  boolean isEmpty() {
    return steps == 0;
  }

  /**
   * Closes the open chunk if this step does not fit into it; to be called before it is executed.
   */
  void makeRoomFor(StepKind kind, byte[] step) {
    boolean fits =
        openSteps < StepCodec.MAX_CHUNK_STEPS
            && openWeight + kind.weight() <= StepCodec.MAX_CHUNK_WEIGHT
            && open.size() + step.length <= StepCodec.MAX_CHUNK_BYTES;
    if (!fits && openSteps > 0) {
      closeChunk();
    }
  }

  /** Takes in a step that has been executed. */
  void add(StepKind kind, byte[] step, List<TimelineEvent> entries) {
    open.writeBytes(step);
    postedBytes += step.length + (openSteps == 0 ? 2 + Hash.SIZE : 0);
    openSteps++;
    openWeight += kind.weight();
    steps++;
    events.addAll(entries);
  }

  /** Takes in a transaction's receipt. */
  void add(TransactionReceipt receipt) {
    receipts.add(receipt);
  }

  private void closeChunk() {
    chunks.add(new Chunk(open.toByteArray(), state.root()));
    open = new ByteArrayOutputStream();
    openSteps = 0;
    openWeight = 0;
  }

  /** The finished block, with all that it changed. */
  StoredBlock seal() {
    if (openSteps > 0) {
      closeChunk();
    }
    return new StoredBlock(
        new SealedBlock(number, chunks, state.globals(), state.tableRoots()),
        firstStep,
        steps,
        state.changes(),
        state.overwritten(),
        receipts,
        events);
  }
}
