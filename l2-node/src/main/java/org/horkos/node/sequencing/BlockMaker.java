package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.DualEvaluator.VerdictsDiffer;
import org.horkos.node.execution.Reason;
import org.horkos.node.execution.Receipt;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.StepKind;
import org.horkos.node.step.SystemStep;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StoredBlock;
import org.horkos.node.storage.TimelineEvent;
import org.horkos.node.storage.TransactionReceipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one block at a time: messages of L1 first, then time, then what time brings, then
 * transactions in the order in which they came. A step that would change nothing is left out. For
 * one thread.
 */
final class BlockMaker {
  private static final Logger LOG = LoggerFactory.getLogger(BlockMaker.class);

  /** So many of the newest are told; a stranger could bring about any number. */
  private static final int MOST_REFUSED = 100;

  private final Storage storage;
  private final StepMachine machine;
  private final State state;
  private final Agenda agenda;
  private final Timeline timeline;
  private final Set<String> refused = new LinkedHashSet<>();
  private final List<StepEffect> effects = new ArrayList<>();
  private long lastBlock;
  private long steps;

  /** Where the blocks are. */
  record Progress(
      long block, Hash root, long time, long inboxCount, long steps, List<String> refused) {}

  /** What to tell whoever submitted, once the block is kept. */
  record Answer(Submission submission, TransactionReceipt receipt) {}

  BlockMaker(Storage storage, StepMachine machine) {
    this.storage = storage;
    this.machine = machine;
    this.state = machine.state();
    this.agenda = new Agenda(state, machine::deadlines);
    this.timeline = new Timeline(storage);
    this.lastBlock = storage.lastBlock().map(block -> block.number()).orElse(0L);
    this.steps = storage.steps();
  }

  Progress progress() {
    return new Progress(
        lastBlock,
        state.root(),
        state.globals().time(),
        state.globals().inboxCount(),
        steps,
        List.copyOf(refused));
  }

  /** What the steps of the last block brought about, in order. */
  List<StepEffect> effects() {
    return List.copyOf(effects);
  }

  /** Reads the state as it is between two blocks. */
  <T> T read(Function<StepMachine, T> reading) {
    return reading.apply(machine);
  }

  /** Whether there is something to do besides transactions. */
  boolean hasWork(long knownMessages, long l1Time) {
    if (state.globals().inboxCount() < knownMessages || agenda.next().isPresent()) {
      return true;
    }
    return timeIsDue(l1Time);
  }

  /**
   * Makes a block and keeps it.
   *
   * @param knownMessages how many inbox messages have been read
   * @param l1Time how far L2 time may go once these are consumed
   * @param again what was in blocks that have never been: comes before what was submitted
   * @param submissions what was submitted: taken from the front; those that find no room stay
   * @param answers what to tell once the block is kept: filled here
   * @return empty if there was nothing to do
   */
  Optional<StoredBlock> make(
      long knownMessages,
      long l1Time,
      List<Submission> again,
      Deque<Submission> submissions,
      List<Answer> answers) {
    BlockDraft draft = new BlockDraft(state, lastBlock + 1, steps);
    effects.clear();
    try {
      while (draft.hasRoom() && state.globals().inboxCount() < knownMessages) {
        if (!system(draft, new SystemStep.Inbox(), knownMessages)) {
          throw new IllegalStateException(
              "inbox message " + state.globals().inboxCount() + " cannot be consumed");
        }
      }
      boolean onlyAsked = draft.isEmpty() && !timeIsDue(l1Time);
      boolean asked = !submissions.isEmpty() || !again.isEmpty();
      boolean clocked = clock(draft, knownMessages, l1Time, asked);
      whatIsDue(draft, knownMessages);
      int put = 0;
      while (draft.hasRoom() && put < again.size()) {
        transaction(draft, again.get(put++), knownMessages, answers);
      }
      // What is new waits until all of the old has had its chance.
      while (put == again.size() && draft.hasRoom() && !submissions.isEmpty()) {
        // It leaves the queue only with an answer, so that a failure leaves nobody waiting.
        transaction(draft, submissions.getFirst(), knownMessages, answers);
        submissions.removeFirst();
      }
      whatIsDue(draft, knownMessages);
      if (draft.isEmpty()) {
        return Optional.empty();
      }
      if (onlyAsked && clocked && draft.nextStep() == steps + 1) {
        // Time moved for transactions that were all turned away: these shall change nothing.
        forget();
        return Optional.empty();
      }
      StoredBlock block = draft.seal();
      storage.commit(block);
      state.flush();
      lastBlock = block.sealed().number();
      steps += block.steps();
      return Optional.of(block);
    } catch (RuntimeException failed) {
      forget();
      throw failed;
    }
  }

  /** The block that is being made has never been. */
  private void forget() {
    state.discard();
    timeline.discard();
    effects.clear();
  }

  private boolean timeIsDue(long l1Time) {
    OptionalLong earliest = agenda.earliest();
    return earliest.isPresent() && earliest.getAsLong() <= l1Time;
  }

  /** Moves time if something waits for it: a block of time alone would only cost. */
  private boolean clock(BlockDraft draft, long knownMessages, long l1Time, boolean transactions) {
    long consumed = state.globals().inboxCount();
    boolean wanted = transactions || !draft.isEmpty() || timeIsDue(l1Time);
    return wanted
        && consumed == knownMessages
        && l1Time > state.globals().time()
        && system(draft, new SystemStep.Clock(l1Time, consumed), knownMessages);
  }

  private void whatIsDue(BlockDraft draft, long knownMessages) {
    Optional<SystemStep> due = agenda.next();
    while (draft.hasRoom() && due.isPresent()) {
      if (!system(draft, due.get(), knownMessages)) {
        agenda.setAside(due.get());
      }
      due = agenda.next();
    }
  }

  /** Executes a system step; false, with nothing changed, if it comes to nothing. */
  private boolean system(BlockDraft draft, SystemStep step, long knownMessages) {
    byte[] bytes = StepCodec.encode(step);
    StepKind kind = StepKind.of(bytes[0]).orElseThrow();
    draft.makeRoomFor(kind, bytes);
    int mark = state.mark();
    try {
      Receipt receipt = machine.execute(step, knownMessages);
      if (!receipt.applied()) {
        LOG.debug("{} came to nothing: {}", step, receipt.outcome());
        state.rollback(mark);
        return false;
      }
      draft.add(kind, bytes, entries(receipt, draft));
      effects.addAll(receipt.effects());
      agenda.touched(receipt.effects());
      receipt.effects().forEach(this::noteDifference);
      return true;
    } catch (VerdictsDiffer differ) {
      state.rollback(mark);
      note(differ.differs().sentence());
      return false;
    }
  }

  private void transaction(
      BlockDraft draft, Submission submission, long knownMessages, List<Answer> answers) {
    StepKind kind = submission.transaction().action().kind();
    draft.makeRoomFor(kind, submission.bytes());
    int mark = state.mark();
    TransactionReceipt answer;
    try {
      Receipt receipt = machine.execute(submission.transaction(), knownMessages);
      switch (receipt.outcome()) {
        case Receipt.Outcome.Applied applied -> answer = included(draft, submission, receipt, kind);
        case Receipt.Outcome.Ignored ignored -> {
          state.rollback(mark);
          answer = leftOut(submission, more(submission, ignored.reason(), knownMessages));
        }
        case Receipt.Outcome.Refused why -> {
          // In a block it would cost its signer the fee and the nonce, for nothing.
          state.rollback(mark);
          answer = leftOut(submission, why.reason());
        }
      }
    } catch (VerdictsDiffer differ) {
      state.rollback(mark);
      note(differ.differs().sentence());
      answer =
          TransactionReceipt.turnedAway(
              submission.hash(), "VERDICTS_DIFFER", String.valueOf(differ.getMessage()));
    }
    TransactionReceipt given = answer;
    answers.add(new Answer(submission, given));
  }

  private TransactionReceipt included(
      BlockDraft draft, Submission submission, Receipt receipt, StepKind kind) {
    TransactionReceipt answer =
        new TransactionReceipt(submission.hash(), draft.number(), draft.nextStep(), "", "");
    List<TimelineEvent> entries = entries(receipt, draft);
    draft.add(kind, submission.bytes(), entries);
    draft.add(answer);
    effects.addAll(receipt.effects());
    agenda.touched(submission.transaction().action(), receipt.effects());
    return answer;
  }

  private List<TimelineEvent> entries(Receipt receipt, BlockDraft draft) {
    return timeline.entries(state, state.globals().time(), receipt.effects(), draft.number());
  }

  /** A signature for another nonce is told apart from a wrong one, which costs some recoveries. */
  private Reason more(Submission submission, Reason reason, long knownMessages) {
    return machine.check(submission.transaction(), knownMessages).outcome()
            instanceof Receipt.Outcome.Ignored ignored
        ? ignored.reason()
        : reason;
  }

  /** A transaction that is in a block already is not rightly signed any more: its nonce is used. */
  private TransactionReceipt leftOut(Submission submission, Reason reason) {
    return storage
        .receipt(submission.hash())
        .orElseGet(
            () ->
                TransactionReceipt.turnedAway(submission.hash(), reason.code(), reason.sentence()));
  }

  private void noteDifference(StepEffect effect) {
    if (effect instanceof StepEffect.VerdictsDiffered differed) {
      note(differed.sentence());
    }
  }

  private void note(String difference) {
    LOG.error("{}", difference);
    refused.add(difference);
    if (refused.size() > MOST_REFUSED) {
      refused.remove(refused.iterator().next());
    }
  }
}
