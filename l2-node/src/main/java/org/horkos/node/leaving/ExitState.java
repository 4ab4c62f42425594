package org.horkos.node.leaving;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.InboxHistory;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Layout;
import org.horkos.node.state.State;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.validation.OwnChunks;

/**
 * The state from which people leave, and what came to the inbox too late for it. For one thread.
 *
 * @param state as it was after the last final batch; left as it is
 * @param unconsumed the messages that it has not consumed, in order
 * @param storage of a node that has executed it
 */
public record ExitState(State state, List<InboxMessage> unconsumed, Storage storage) {
  private static final int RANGE = 2_000;

  public ExitState {
    unconsumed = List.copyOf(unconsumed);
  }

  /**
   * Reads it out of a node's database, and the messages out of L1. A database that has gone on, as
   * a sequencer's may have, is executed again up to there.
   *
   * @param execution by the rule program alone, as L1 executes
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws L1Failure if L1 is gone, or the exit is not fixed
   * @throws StorageRefusal if the database does not lead to the root that L1 has
   */
  public static ExitState read(
      L1Connection connection,
      Contracts contracts,
      Storage storage,
      Execution execution,
      Consumer<String> told) {
    if (new Freeze(connection, contracts).stage() != Freeze.Stage.EXIT_FIXED) {
      throw new L1Failure(
          L1Failure.Kind.HINDERED,
          "The state from which people leave is not fixed: freeze the rollup first, if it is due.");
    }
    Rollup rollup = Wrappers.reading(connection, contracts).rollup();
    Hash root = Hash.of(Wrappers.ask(rollup.exitRoot()));
    // No later root can become final, so this is the height that was fixed.
    long height = Wrappers.ask(rollup.finalHeight()).longValueExact();
    told.accept("reading the state after batch " + height + ", from which people leave");
    State state = stateAfter(storage, execution, height);
    if (!state.root().equals(root)) {
      throw new StorageRefusal(
          StorageRefusal.Kind.OTHER_DEPLOYMENT,
          "L1 has fixed the root "
              + root
              + " after batch "
              + height
              + ", but this database comes to "
              + state.root()
              + ": nothing can be proved with it");
    }
    List<InboxMessage> unconsumed =
        new InboxHistory(connection, contracts, RANGE)
            .from(
                state.globals().inboxCount(),
                connection.head().number(),
                block -> told.accept("read the inbox up to block " + block));
    return new ExitState(state, unconsumed, storage);
  }

  private static State stateAfter(Storage storage, Execution execution, long height) {
    if (height == 0) {
      return State.genesis();
    }
    Optional<PostedBatch> batch = storage.posted(height);
    if (batch.isEmpty()) {
      throw new StorageRefusal(
          StorageRefusal.Kind.OTHER_DEPLOYMENT,
          "the database does not hold batch "
              + height
              + ", after which people leave: rebuild one from L1 with horkos node --config FILE"
              + " --rebuild");
    }
    long block = batch.get().lastBlock();
    long newest = storage.lastBlock().map(SealedBlock::number).orElse(0L);
    return newest == block
        ? StoredState.load(storage)
        : OwnChunks.stateBefore(storage, execution, new StoredL1(storage), block + 1);
  }

  /** The terms of an agreement. */
  public OpenedTerms terms(Hash termsHash) {
    return storage
        .terms(termsHash)
        .orElseThrow(
            () ->
                new StorageRefusal(
                    StorageRefusal.Kind.DAMAGED,
                    "the database does not hold the terms " + termsHash + ": rebuild it from L1"));
  }

  /** A leaf with its branch, as L1 takes it; without bytes if nothing stands there. */
  Shown shown(Layout.Table table, long index) {
    return new Shown(
        state.bytes(table, index).orElse(new byte[0]), state.proof(table, index).siblings());
  }

  /** The messages that were never consumed, of a kind. */
  Stream<InboxMessage> unconsumed(int kind) {
    return unconsumed.stream().filter(message -> message.kind() == kind);
  }

  /**
   * A leaf and its branch.
   *
   * @param content its bytes
   * @param siblings from the leaf up
   */
  record Shown(byte[] content, List<Hash> siblings) {
    /** The branch as wrappers want it. */
    List<byte[]> branch() {
      return siblings.stream().map(Hash::bytes).toList();
    }
  }
}
