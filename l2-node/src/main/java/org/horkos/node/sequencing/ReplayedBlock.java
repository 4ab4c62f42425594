package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Receipt;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StoredBlock;
import org.horkos.node.storage.TimelineEvent;
import org.horkos.node.storage.TransactionReceipt;

/**
 * A batch from L1 that is executed again and becomes one block, with the receipts and timelines
 * that a node answers with. For one thread.
 */
public final class ReplayedBlock {
  private final State state;
  private final Timeline timeline;
  private final long number;
  private final long firstStep;
  private final List<Chunk> chunks = new ArrayList<>();
  private final List<TransactionReceipt> receipts = new ArrayList<>();
  private final List<TimelineEvent> events = new ArrayList<>();
  private long time;
  private int steps;

  /**
   * The block after the last one of a storage, without chunks yet.
   *
   * @param state as it is after that block
   */
  public ReplayedBlock(Storage storage, State state) {
    this.state = state;
    this.timeline = new Timeline(storage);
    this.number = storage.lastBlock().map(SealedBlock::number).orElse(0L) + 1;
    this.firstStep = storage.steps();
    this.time = state.globals().time();
  }

  /**
   * Takes in a chunk that has been executed on the state.
   *
   * @param bytes of the chunk
   * @param result what it came to
   */
  public void add(byte[] bytes, ChunkResult result) {
    chunks.add(new Chunk(bytes, result.root()));
    for (Receipt receipt : result.receipts()) {
      for (StepEffect effect : receipt.effects()) {
        if (effect instanceof StepEffect.TimeMoved moved) {
          time = moved.time();
        }
      }
      events.addAll(timeline.entries(state, time, receipt.effects(), number));
      if (receipt.step() instanceof Transaction transaction) {
        add(transaction, receipt.outcome());
      }
      steps++;
    }
  }

  private void add(Transaction transaction, Receipt.Outcome outcome) {
    Hash hash = Keccak.hash(StepCodec.encode(transaction));
    switch (outcome) {
      case Receipt.Outcome.Applied applied ->
          receipts.add(new TransactionReceipt(hash, number, firstStep + steps, "", ""));
      case Receipt.Outcome.Refused refused ->
          receipts.add(
              new TransactionReceipt(
                  hash,
                  number,
                  firstStep + steps,
                  refused.reason().code(),
                  refused.reason().sentence()));
      case Receipt.Outcome.Ignored ignored -> {
        // it has changed nothing, and may yet come to something later
      }
    }
  }

  /** The chunks with the roots that came out. */
  public List<Chunk> chunks() {
    return List.copyOf(chunks);
  }

  /** The finished block, with all that it changed since the state was last flushed. */
  public StoredBlock seal() {
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
