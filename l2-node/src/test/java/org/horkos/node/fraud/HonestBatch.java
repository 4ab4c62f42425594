package org.horkos.node.fraud;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.L1View;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.state.Touched;
import org.horkos.node.thief.RollupOnL1;

/**
 * A batch on L1 whose roots are right, and what would prove each of its chunks wrong if it were.
 */
final class HonestBatch {
  private final RollupOnL1 on;
  private final Batch batch;
  private final List<State> states = new ArrayList<>();

  /**
   * A batch that was posted.
   *
   * @param before the state before it
   * @param chunks its bytes
   */
  HonestBatch(RollupOnL1 on, long height, State before, List<byte[]> chunks) {
    this.on = on;
    Rollup.Batch posted = onL1(height);
    State state = State.load(before.leaves());
    states.add(State.load(state.leaves()));
    List<Chunk> executed = new ArrayList<>();
    BatchContext context = context(posted);
    for (byte[] chunk : chunks) {
      executed.add(
          new Chunk(chunk, on.execution().execute(state, context, chunk, on.view()).root()));
      states.add(State.load(state.leaves()));
    }
    this.batch =
        new Batch(
            height,
            context.endTime(),
            context.endInboxCount(),
            executed,
            Hash.of(onL1(height - 1).dataHash));
    if (!batch.rootsHash().equals(Hash.of(posted.rootsHash))) {
      throw new IllegalStateException("batch " + height + " is not honest");
    }
  }

  private Rollup.Batch onL1(long height) {
    return Wrappers.ask(on.rollup().batchAt(BigInteger.valueOf(height)));
  }

  private static BatchContext context(Rollup.Batch posted) {
    return new BatchContext(posted.endTime.longValueExact(), posted.endInboxCount.longValueExact());
  }

  RollupOnL1 on() {
    return on;
  }

  Batch batch() {
    return batch;
  }

  /** All that belongs to a chunk, as it is; its fields may be changed. */
  Rollup.FraudProof proof(int chunk) {
    Witness witness =
        new WitnessBuilder(on.execution())
            .build(states.get(chunk), context(), batch.chunks().get(chunk).bytes(), on.view());
    return FraudProver.proof(
        new FraudProver.Wrong(batch, chunk, states.getFirst().root(), witness));
  }

  private BatchContext context() {
    return new BatchContext(batch.endTime(), batch.endInboxCount());
  }

  // ---- witnesses that are not right ----

  /** A chunk's witness out of another state. */
  byte[] outOf(int chunk, Consumer<State> change) {
    State other = State.load(states.get(chunk).leaves());
    change.accept(other);
    return WitnessBuilder.pack(other, looked(chunk), on.view()).toArray();
  }

  /** A chunk's witness that shows something else. */
  byte[] showing(int chunk, UnaryOperator<Looked> change) {
    return WitnessBuilder.pack(states.get(chunk), change.apply(looked(chunk)), on.view()).toArray();
  }

  /** A chunk's witness with another message in the place of each. */
  byte[] telling(int chunk, UnaryOperator<InboxMessage> change) {
    return showing(
        chunk,
        looked -> {
          SortedMap<Long, InboxMessage> messages = new TreeMap<>(looked.messages());
          messages.replaceAll((index, message) -> change.apply(message));
          return new Looked(
              looked.leaves(), looked.terms(), messages, looked.consumed(), looked.paths());
        });
  }

  /** A chunk's witness with other terms under the same hash. */
  byte[] under(int chunk, UnaryOperator<OpenedTerms> change) {
    L1View view = on.view();
    L1View other =
        new L1View() {
          @Override
          public InboxMessage message(long index) {
            return view.message(index);
          }

          @Override
          public Optional<OpenedTerms> terms(Hash termsHash) {
            return view.terms(termsHash).map(change);
          }
        };
    return WitnessBuilder.pack(states.get(chunk), looked(chunk), other).toArray();
  }

  private Looked looked(int chunk) {
    State state = states.get(chunk);
    Touched touched = new Touched();
    MessagesShown shown = new MessagesShown(on.view());
    int before = state.mark();
    state.record(touched);
    on.execution().execute(state, context(), batch.chunks().get(chunk).bytes(), shown);
    state.stopRecording();
    long consumed = state.globals().inboxCount();
    state.rollback(before);
    return Looked.of(touched, shown.messages(), consumed);
  }
}
