package org.horkos.node.thief;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.batch.StoredBlocks;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.Receipt;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.state.Leaf;
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
 * under the last root, so L1 takes it. Beside its own state it keeps the honest one, to which the
 * same chunks lead. It is a bonded poster of a {@link RollupOnL1}; for one thread.
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
  private final State state;
  private final State honest;
  private final StoredBlocks log;
  private final List<Chunk> chunks = new ArrayList<>();
  private Lie lie = Lie.NONE;
  private Optional<Receipt> receipt = Optional.empty();
  private long steps;
  private long blocks;

  /** A sequencer at the genesis, honest so far. */
  public LyingSequencer(RollupOnL1 on, int key) {
    this(on, key, State.genesis(), State.genesis(), new StoredBlocks(on::l1));
  }

  private LyingSequencer(RollupOnL1 on, int key, State state, State honest, StoredBlocks log) {
    this.on = on;
    this.key = key;
    this.state = state;
    this.honest = honest;
    this.log = log;
  }

  /**
   * The same sequencer with books of its own, of the same rollup over any connection.
   *
   * @throws IllegalStateException if chunks wait to be posted
   */
  public LyingSequencer copy(RollupOnL1 there) {
    if (!chunks.isEmpty()) {
      throw new IllegalStateException("post the chunks first");
    }
    LyingSequencer copy =
        new LyingSequencer(
            there,
            key,
            State.load(state.leaves()),
            State.load(honest.leaves()),
            log.copy(there::l1));
    copy.steps = steps;
    copy.blocks = blocks;
    return copy;
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

  /** The state to which what it has posted leads in truth. */
  public State honest() {
    return honest;
  }

  /** What the last step came to, as far as it was executed honestly. */
  public Receipt receipt() {
    return receipt.orElseThrow();
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
      BatchContext open = BatchContext.open(on.messages());
      Runnable honestly =
          () -> receipt = Optional.of(on.execution().execute(state, open, read.step(), on.view()));
      lie.step(steps++, read.step(), state, honestly);
    }
    chunks.add(new Chunk(bytes.toBytes(), state.root()));
    return this;
  }

  /** A chunk of bytes that are no step, and what it pretends that they have done. */
  public LyingSequencer garbage(byte[] bytes, Consumer<State> done) {
    done.accept(state);
    chunks.add(new Chunk(bytes, state.root()));
    return this;
  }

  /** A transaction that a key signs on the state as it is pretended to be. */
  public byte[] signed(int person, long account, Action action) {
    return signed(state, person, account, action);
  }

  /** The same for a nonce that is not the account's turn yet. */
  public byte[] signedAhead(int person, long account, long ahead, Action action) {
    State later = State.load(state.leaves());
    for (long i = 0; i < ahead; i++) {
      Leaf.Account payer = later.account(account).orElseThrow();
      later.put(account, payer.used());
    }
    return signed(later, person, account, action);
  }

  private byte[] signed(State over, int person, long account, Action action) {
    return switch (on.execution().toSign(over, account, 0, action, on.view())) {
      case Execution.ToSign.Digest toSign -> {
        Signature signature = on.signer(person).sign(toSign.digest());
        yield StepCodec.encode(new Transaction(account, 0, action, signature));
      }
      case Execution.ToSign.Nothing nothing ->
          throw new IllegalArgumentException(nothing.reason().sentence());
    };
  }

  /**
   * Posts the chunks so far as a batch.
   *
   * @throws L1Failure if L1 does not take it
   */
  public PostedBatch post() {
    SealedBlock block = new SealedBlock(++blocks, chunks, state.globals(), state.tableRoots());
    state.flush();
    chunks.clear();
    log.add(block);
    BatchPoster poster =
        new BatchPoster(
            on.l1(),
            on.contracts(),
            on.signer(key),
            on.account(key),
            log,
            new BatchPoster.Settings(Duration.ofMinutes(1), 60_000, Duration.ofSeconds(5)));
    try {
      poster.flush();
    } catch (L1Failure failed) {
      // It may be caught before it has seen that there is no more to post.
      if (log.lastPosted().map(PostedBatch::lastBlock).orElse(0L) != blocks) {
        throw failed;
      }
    }
    PostedBatch batch = log.lastPosted().orElseThrow();
    BatchContext header = new BatchContext(batch.endTime(), batch.endInboxCount());
    for (Chunk chunk : block.chunks()) {
      on.execution().execute(honest, header, chunk.bytes(), on.view());
    }
    honest.flush();
    return batch;
  }

  /** The root that it asserts after its last batch. */
  public Hash root() {
    return state.root();
  }
}
