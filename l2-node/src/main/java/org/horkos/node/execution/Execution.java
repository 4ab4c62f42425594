package org.horkos.node.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.DualEvaluator.VerdictsDiffer;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.node.execution.Receipt.Outcome;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/**
 * Executes steps on a state. Total: defined for any bytes. Deterministic: the same state, batch and
 * bytes give the same root everywhere. The order of checks is written down in
 * docs/protocol/steps.md. Not for use by several threads at once.
 */
public final class Execution {
  private static final int FORCED = 6;

  private final Hash separator;
  private final Address vault;
  private final TermsLibrary library;
  private final Recovery recovery;

  /**
   * The execution of one rollup.
   *
   * @param domain of its signatures: {@code TransactionDigest.domain}
   * @param vault behind its balances
   * @param evaluators makes the evaluator of an agreement's terms
   * @param recovery finds signers
   */
  public Execution(
      Eip712.Domain domain,
      Address vault,
      Function<Terms, Evaluator> evaluators,
      Recovery recovery) {
    this.separator = domain.separator();
    this.vault = vault;
    this.library = new TermsLibrary(evaluators);
    this.recovery = recovery;
  }

  /**
   * Executes a chunk. If something is thrown, the state is as it was before the chunk.
   *
   * @param state is changed; {@link State#flush} or {@link State#discard} belong to the caller
   * @param batch the batch that the chunk is part of
   * @param chunk packed steps, any bytes
   * @param l1 what L1 shows
   * @throws MissingL1Data if L1 has not been read far enough
   */
  public ChunkResult execute(State state, BatchContext batch, byte[] chunk, L1View l1) {
    int before = state.mark();
    try {
      return executeAll(state, batch, chunk, l1);
    } catch (RuntimeException unfinished) {
      state.rollback(before);
      throw unfinished;
    }
  }

  private ChunkResult executeAll(State state, BatchContext batch, byte[] chunk, L1View l1) {
    List<Receipt> receipts = new ArrayList<>();
    Optional<String> unread = Optional.empty();
    int at = 0;
    int weight = 0;
    int length = Math.min(chunk.length, StepCodec.MAX_CHUNK_BYTES);
    while (at < chunk.length && unread.isEmpty()) {
      if (at >= length) {
        unread = Optional.of("a chunk has at most " + StepCodec.MAX_CHUNK_BYTES + " bytes");
      } else if (receipts.size() == StepCodec.MAX_CHUNK_STEPS) {
        unread = Optional.of("a chunk has at most " + StepCodec.MAX_CHUNK_STEPS + " steps");
      } else {
        switch (StepCodec.parse(chunk, at, length)) {
          case StepCodec.Parsed.Unparseable unparseable -> unread = Optional.of(unparseable.why());
          case StepCodec.Parsed.Read read -> {
            weight += StepCodec.weight(read.step());
            if (weight > StepCodec.MAX_CHUNK_WEIGHT) {
              unread = Optional.of("a chunk has at most weight " + StepCodec.MAX_CHUNK_WEIGHT);
            } else {
              receipts.add(execute(state, batch, read.step(), l1));
              at = read.next();
            }
          }
        }
      }
    }
    List<StepEffect.Sent> messages = new ArrayList<>();
    for (Receipt receipt : receipts) {
      for (StepEffect effect : receipt.effects()) {
        if (effect instanceof StepEffect.Sent sent) {
          messages.add(sent);
        }
      }
    }
    return new ChunkResult(state.root(), receipts, messages, unread);
  }

  /**
   * Executes one step, as {@link #execute(State, BatchContext, byte[], L1View)} does within a
   * chunk, without its limits and without a root: for forming a chunk step by step.
   */
  public Receipt execute(State state, BatchContext batch, Step step, L1View l1) {
    StepContext context = new StepContext(state, batch, l1, library, vault);
    Leaf.Globals globals = state.globals();
    state.put(globals.withSteps(globals.steps() + 1));
    StepContext.Mark mark = context.mark();
    Outcome outcome = run(context, step, Optional.empty());
    if (outcome instanceof Outcome.Ignored) {
      context.rollback(mark);
    }
    return new Receipt(step, outcome, context.effects);
  }

  /**
   * What a step would come to now. The state is left as it is. A signature over a nonce nearby is
   * told apart from a wrong one.
   */
  public Receipt check(State state, BatchContext batch, Step step, L1View l1) {
    int before = state.mark();
    try {
      Receipt receipt = execute(state, batch, step, l1);
      if (step instanceof Transaction transaction
          && receipt.outcome() instanceof Outcome.Ignored ignored
          && ignored.reason().equals(Reason.of(NodeRefusal.BAD_SIGNATURE))) {
        state.rollback(before);
        StepContext context = new StepContext(state, batch, l1, library, vault);
        if (new TransactionRun(context, transaction).signedForAnotherNonce(separator, recovery)) {
          Reason reason = Reason.of(NodeRefusal.WRONG_NONCE);
          return new Receipt(step, new Outcome.Ignored(reason), List.of());
        }
      }
      return receipt;
    } finally {
      state.rollback(before);
    }
  }

  /** What an account's owner signs, or why there is nothing to sign. */
  public sealed interface ToSign {
    /** This digest. */
    record Digest(Hash digest) implements ToSign {}

    /** The step points to nothing. */
    record Nothing(Reason reason) implements ToSign {}
  }

  /** The digest that makes a transaction of an action on the state as it is now. */
  public ToSign toSign(State state, long account, long fee, Action action, L1View l1) {
    StepContext context = new StepContext(state, BatchContext.open(0), l1, library, vault);
    Transaction unsigned = new Transaction(account, fee, action, Signature.NONE);
    return switch (new TransactionRun(context, unsigned).prepare(separator)) {
      case TransactionRun.Prepared.Ready ready -> new ToSign.Digest(ready.digest());
      case TransactionRun.Prepared.Ignored ignored -> new ToSign.Nothing(ignored.reason());
    };
  }

  /**
   * When time alone moves an agreement on: an Advance of a deliverable comes to something from then
   * on.
   *
   * @return per deliverable the next instant, for it or for the panel of its dispute; empty where
   *     there is none; no entries if there is no such agreement or it is over
   */
  public List<OptionalLong> deadlines(State state, long agreement, L1View l1) {
    StepContext context = new StepContext(state, BatchContext.open(0), l1, library, vault);
    return switch (AgreementRun.find(context, agreement)) {
      case AgreementRun.Found.None none -> List.of();
      case AgreementRun.Found.Run found -> found.run().deadlines();
    };
  }

  // ---- one step ----

  private Outcome run(StepContext context, Step step, Optional<InboxMessage> forcedBy) {
    return switch (step) {
      case Step.Malformed malformed -> ignored(NodeRefusal.MALFORMED);
      case Transaction transaction -> transaction(context, transaction, forcedBy);
      case SystemStep.Clock clock ->
          forcedBy.isPresent() ? ignored(NodeRefusal.NOT_BY_INBOX) : clock(context, clock);
      case SystemStep.Inbox inbox ->
          forcedBy.isPresent() ? ignored(NodeRefusal.NOT_BY_INBOX) : inbox(context);
      case SystemStep.Collector collector ->
          forcedBy.isPresent() ? ignored(NodeRefusal.NOT_BY_INBOX) : collector(context, collector);
      case SystemStep.Advance advance ->
          switch (AgreementRun.find(context, advance.agreement())) {
            case AgreementRun.Found.None none -> ignored(none.why());
            case AgreementRun.Found.Run found -> {
              if (!found.run().has(advance.deliverable())) {
                yield ignored(NodeRefusal.UNKNOWN_DELIVERABLE);
              }
              found.run().load(advance.deliverable());
              yield done(found.run(), found.run().advance(advance.deliverable()));
            }
          };
      case SystemStep.Draw draw ->
          switch (PanelRun.find(context, draw.dispute())) {
            case PanelRun.Found.None none -> ignored(none.why());
            case PanelRun.Found.Run found ->
                done(found.agreement(), found.panel().draw(draw.beacon()));
          };
      case SystemStep.SettleSeat settle ->
          switch (PanelRun.find(context, settle.dispute())) {
            case PanelRun.Found.None none -> ignored(none.why());
            case PanelRun.Found.Run found ->
                done(found.agreement(), found.panel().settleSeat(settle.seat()));
          };
    };
  }

  private static Outcome ignored(NodeRefusal refusal) {
    return new Outcome.Ignored(Reason.of(refusal));
  }

  /** A system step that a guard refuses changes nothing: nobody signed it, nobody pays. */
  private static Outcome done(AgreementRun run, Optional<Reason> refusal) {
    if (refusal.isPresent()) {
      return new Outcome.Ignored(refusal.get());
    }
    run.save();
    return new Outcome.Applied();
  }

  private Outcome transaction(
      StepContext context, Transaction transaction, Optional<InboxMessage> forcedBy) {
    TransactionRun run = new TransactionRun(context, transaction);
    return switch (run.prepare(separator)) {
      case TransactionRun.Prepared.Ignored ignored -> new Outcome.Ignored(ignored.reason());
      case TransactionRun.Prepared.Ready ready -> {
        Optional<Address> signer =
            forcedBy
                .map(InboxMessage::sender)
                .or(() -> recovery.signer(ready.digest(), transaction.signature()));
        if (!signer.equals(Optional.of(ready.payer().owner()))) {
          yield ignored(NodeRefusal.BAD_SIGNATURE);
        }
        if (!run.charge(ready.payer())) {
          yield ignored(NodeRefusal.INSUFFICIENT_FEE);
        }
        StepContext.Mark charged = context.mark();
        Optional<Reason> refusal = run.act();
        if (refusal.isEmpty()) {
          yield new Outcome.Applied();
        }
        context.rollback(charged);
        yield new Outcome.Refused(refusal.get());
      }
    };
  }

  private static Outcome clock(StepContext context, SystemStep.Clock clock) {
    Leaf.Globals globals = context.state.globals();
    if (clock.time() <= globals.time() || clock.time() > context.batch.endTime()) {
      return ignored(NodeRefusal.CLOCK_NOT_AHEAD);
    }
    if (clock.inboxCount() != globals.inboxCount()) {
      return ignored(NodeRefusal.CLOCK_WRONG_INBOX_COUNT);
    }
    // Of a message that the batch leaves for the next one, L1 itself checks the time.
    if (globals.inboxCount() < context.batch.endInboxCount()
        && context.l1.message(globals.inboxCount()).time() < clock.time()) {
      return ignored(NodeRefusal.CLOCK_PASSES_MESSAGE);
    }
    context.state.put(globals.withTime(clock.time()));
    context.effects.add(new StepEffect.TimeMoved(clock.time()));
    return new Outcome.Applied();
  }

  private static Outcome collector(StepContext context, SystemStep.Collector collector) {
    if (collector.account() != 0 && context.state.account(collector.account()).isEmpty()) {
      return ignored(NodeRefusal.UNKNOWN_COLLECTOR);
    }
    context.state.put(context.state.globals().withCollector(collector.account()));
    context.effects.add(new StepEffect.CollectorSet(collector.account()));
    return new Outcome.Applied();
  }

  private Outcome inbox(StepContext context) {
    Leaf.Globals globals = context.state.globals();
    long index = globals.inboxCount();
    if (index >= context.batch.endInboxCount()) {
      return ignored(NodeRefusal.NO_MESSAGE);
    }
    InboxMessage message = context.l1.message(index);
    Leaf.Globals consumed = globals.withInboxCount(index + 1);
    context.state.put(consumed.withTime(Math.max(globals.time(), message.time())));
    context.effects.add(new StepEffect.Consumed(index, message.kind()));
    if (message.time() > globals.time()) {
      context.effects.add(new StepEffect.TimeMoved(message.time()));
    }
    StepContext.Mark mark = context.mark();
    Optional<Reason> reason;
    try {
      reason = take(context, message);
    } catch (VerdictsDiffer differ) {
      // A message cannot be left out: L1 would hold up all batches, and re-execute the program.
      context.rollback(mark);
      context.programAlone = true;
      reason = take(context, message);
      context.effects.add(new StepEffect.VerdictsDiffered(differ.differs().overruled()));
    }
    reason.ifPresent(why -> context.effects.add(new StepEffect.MessageIgnored(index, why)));
    return new Outcome.Applied();
  }

  private Optional<Reason> take(StepContext context, InboxMessage message) {
    return message.kind() == FORCED
        ? forced(context, message)
        : new InboxRun(context).take(message);
  }

  /** A step that its account's owner sent through L1; its sender stands for a signature. */
  private Optional<Reason> forced(StepContext context, InboxMessage message) {
    byte[] payload = message.payload();
    if (payload.length < 4) {
      return Optional.of(Reason.of(NodeRefusal.MALFORMED_MESSAGE));
    }
    long account = new PackedReader(payload).u32();
    return switch (StepCodec.parseUnsigned(payload, 4)) {
      case StepCodec.Parsed.Unparseable unparseable ->
          Optional.of(Reason.of(NodeRefusal.MALFORMED_MESSAGE));
      case StepCodec.Parsed.Read read -> {
        if (read.step() instanceof Transaction transaction && transaction.account() != account) {
          yield Optional.of(Reason.of(NodeRefusal.FORCED_FOR_ANOTHER_ACCOUNT));
        }
        StepContext.Mark mark = context.mark();
        yield switch (run(context, read.step(), Optional.of(message))) {
          case Outcome.Applied applied -> Optional.empty();
          case Outcome.Refused refused -> Optional.of(refused.reason());
          case Outcome.Ignored ignored -> {
            context.rollback(mark);
            yield Optional.of(ignored.reason());
          }
        };
      }
    };
  }
}
