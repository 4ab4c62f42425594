package org.horkos.node.thief;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.batch.StoredBlocks;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/**
 * A sequencer that posts honest data under the roots of another execution: a {@link Lie} stands
 * between it and each step. Without a lie it is honest. What it asserts always has its globals
 * under the last root, so L1 takes it. It is a bonded poster of a {@link RollupOnL1}; for one
 * thread.
 */
public final class LyingSequencer {
  /** What becomes of a step in the lying execution. */
  @FunctionalInterface
  public interface Lie {
    /** Nothing but what is right. */
    Lie NONE = (number, step, state, honestly) -> honestly.run();

    /**
     * Executes a step, or does something else instead, before or after it.
     *
     * @param number of the step since the rollup began, from 0
     * @param step as it was read of the chunk
     * @param state may be changed in any way
     * @param honestly executes the step as it is right; may be left out, or called twice
     */
    void step(long number, Step step, State state, Runnable honestly);
  }

  private final RollupOnL1 on;
  private final int key;
  private final State state = State.genesis();
  private final StoredBlocks log;
  private final List<Chunk> chunks = new ArrayList<>();
  private Lie lie = Lie.NONE;
  private long steps;
  private long blocks;

  /** A sequencer at the genesis, honest so far. */
  public LyingSequencer(RollupOnL1 on, int key) {
    this.on = on;
    this.key = key;
    this.log = new StoredBlocks(on::l1);
  }

  /** From now on tells this lie. */
  public LyingSequencer lies(Lie told) {
    lie = told;
    return this;
  }

  /** The state as it pretends that it is. */
  public State state() {
    return state;
  }

  /** Consumes all messages that L1 has shown, each in a chunk of its own: two weigh too much. */
  public LyingSequencer consume() {
    for (long left = on.messages() - state.globals().inboxCount(); left > 0; left--) {
      chunk(StepCodec.encode(new SystemStep.Inbox()));
    }
    return this;
  }

  /** A chunk of these packed steps; each must be readable. */
  public LyingSequencer chunk(byte[]... packed) {
    PackedWriter bytes = new PackedWriter();
    for (byte[] one : packed) {
      bytes.raw(one);
      if (!(StepCodec.parse(one, 0) instanceof StepCodec.Parsed.Read read)) {
        throw new IllegalArgumentException("a lie is told about steps that can be read");
      }
      Runnable honestly =
          () ->
              on.execution()
                  .execute(state, BatchContext.open(on.messages()), read.step(), on.view());
      lie.step(steps++, read.step(), state, honestly);
    }
    chunks.add(new Chunk(bytes.toBytes(), state.root()));
    return this;
  }

  /** A transaction that a key signs on the state as it is pretended to be. */
  public byte[] signed(int person, long account, Action action) {
    return switch (on.execution().toSign(state, account, 0, action, on.view())) {
      case Execution.ToSign.Digest toSign -> {
        Signature signature = on.signer(person).sign(toSign.digest());
        yield StepCodec.encode(new Transaction(account, 0, action, signature));
      }
      case Execution.ToSign.Nothing nothing ->
          throw new IllegalArgumentException(nothing.reason().sentence());
    };
  }

  /** Posts the chunks so far as a batch. */
  public PostedBatch post() {
    SealedBlock block = new SealedBlock(++blocks, chunks, state.globals(), state.tableRoots());
    state.flush();
    chunks.clear();
    log.add(block);
    return new BatchPoster(
            on.l1(),
            on.contracts(),
            on.signer(key),
            on.account(key),
            log,
            new BatchPoster.Settings(Duration.ofMinutes(1), 60_000, Duration.ofSeconds(20)))
        .flush()
        .orElseThrow();
  }

  /** The root that it asserts after its last batch. */
  public Hash root() {
    return state.root();
  }
}
