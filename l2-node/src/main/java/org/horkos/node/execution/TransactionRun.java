package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.panel.PanelInput;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.Input;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.Leaf.OutboxLeaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Referent;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;

/**
 * One transaction. The order of checks is that of docs/protocol/steps.md: account, what the action
 * points to, signature, fee; up to there a failure changes nothing. Then fee and nonce are taken,
 * and the guards of the action's own room decide.
 */
final class TransactionRun {
  private static final BigInteger FEES_IN_A_POT = BigInteger.valueOf(100);

  private final StepContext context;
  private final Transaction transaction;
  private Optional<AgreementRun> agreement = Optional.empty();
  private Optional<PanelRun> panel = Optional.empty();

  TransactionRun(StepContext context, Transaction transaction) {
    this.context = context;
    this.transaction = transaction;
  }

  /** The account, and what its owner signs or would sign. */
  sealed interface Prepared {
    /** It can be signed. */
    record Ready(Leaf.Account payer, Hash digest) implements Prepared {}

    /** It points to nothing. */
    record Ignored(Reason reason) implements Prepared {}
  }

  /** Account and referent, and the digest made of them. */
  Prepared prepare(Hash separator) {
    Optional<Leaf.Account> payer = context.state.account(transaction.account());
    if (payer.isEmpty()) {
      return new Prepared.Ignored(Reason.of(NodeRefusal.UNKNOWN_ACCOUNT));
    }
    return switch (referent()) {
      case Pointed.Nowhere nowhere -> new Prepared.Ignored(nowhere.reason());
      case Pointed.To to ->
          new Prepared.Ready(payer.get(), digest(separator, payer.get(), 0, to.referent()));
    };
  }

  private Hash digest(Hash separator, Leaf.Account payer, long nonceAhead, Referent referent) {
    return TransactionDigest.of(
        separator,
        new TransactionDigest.Payer(payer.owner(), payer.token(), payer.nonce() + nonceAhead),
        transaction.fee(),
        transaction.action(),
        referent);
  }

  /** Whether the signature is for a nonce nearby: what somebody is told who signed it too often. */
  boolean signedForAnotherNonce(Hash separator, Recovery recovery) {
    Optional<Leaf.Account> payer = context.state.account(transaction.account());
    if (payer.isEmpty() || !(referent() instanceof Pointed.To to)) {
      return false;
    }
    for (long ahead = -8; ahead <= 8; ahead++) {
      if (ahead == 0 || payer.get().nonce() + ahead < 0) {
        continue;
      }
      Hash digest = digest(separator, payer.get(), ahead, to.referent());
      if (recovery
          .signer(digest, transaction.signature())
          .equals(Optional.of(payer.get().owner()))) {
        return true;
      }
    }
    return false;
  }

  private sealed interface Pointed {
    record To(Referent referent) implements Pointed {}

    record Nowhere(Reason reason) implements Pointed {}
  }

  private static Pointed nowhere(NodeRefusal refusal) {
    return new Pointed.Nowhere(Reason.of(refusal));
  }

  private Pointed referent() {
    return switch (transaction.action()) {
      case Action.Transfer transfer -> recipient(transfer.to());
      case Action.Collect collect -> recipient(collect.to());
      case Action.Withdraw _, Action.CreateCourt _, Action.Stake _, Action.Unstake _ ->
          new Pointed.To(new Referent.Nothing());
      case Action.OnDeliverable on ->
          switch (AgreementRun.find(context, on.agreement())) {
            case AgreementRun.Found.None none -> nowhere(none.why());
            case AgreementRun.Found.Run found -> {
              AgreementRun run = found.run();
              if (!run.has(on.deliverable())) {
                yield nowhere(NodeRefusal.UNKNOWN_DELIVERABLE);
              }
              if (on instanceof Action.End) {
                run.loadToEnd(on.deliverable());
              } else {
                run.load(on.deliverable());
              }
              agreement = Optional.of(run);
              yield new Pointed.To(
                  new Referent.Deliverable(
                      run.terms().hash(),
                      run.attempt(on.deliverable()),
                      run.assertedFacts(on.deliverable())));
            }
          };
      case Action.OnSeat on ->
          switch (PanelRun.find(context, on.dispute())) {
            case PanelRun.Found.None none -> nowhere(none.why());
            case PanelRun.Found.Run found -> {
              agreement = Optional.of(found.agreement());
              panel = Optional.of(found.panel());
              yield new Pointed.To(
                  new Referent.Round(
                      found.agreement().terms().hash(), found.dispute().deliverable(), 0));
            }
          };
    };
  }

  private Pointed recipient(long account) {
    return context
        .state
        .account(account)
        .<Pointed>map(to -> new Pointed.To(new Referent.Recipient(to.owner())))
        .orElseGet(() -> nowhere(NodeRefusal.UNKNOWN_RECIPIENT));
  }

  // ---- the fee ----

  /** Takes fee and nonce; false, with nothing changed, if the fee cannot be paid. */
  boolean charge(Leaf.Account payer) {
    long account = transaction.account();
    BigInteger fee = BigInteger.valueOf(transaction.fee());
    // Who earns nothing is not looked at, so that a witness need not show him.
    long collector = fee.signum() == 0 ? 0 : context.state.globals().collector();
    Optional<Leaf.Account> earner =
        collector == 0
            ? Optional.empty()
            : context
                .state
                .account(collector)
                .filter(leaf -> leaf.balance().add(fee).bitLength() <= 128);
    boolean fromBalance =
        earner.isPresent()
            && earner.get().token().equals(payer.token())
            && payer.balance().compareTo(fee) >= 0;
    if (fromBalance) {
      context.state.put(account, payer.withBalance(payer.balance().subtract(fee)));
      earn(collector, Optional.empty(), fee);
    } else if (earner.isPresent() && !chargePot(payer, earner.get(), fee)) {
      // Fees are taken in the collector's token alone: who has none of it pays nothing.
      if (earner.get().token().equals(payer.token())) {
        return false;
      }
    }
    context.state.put(account, context.state.account(account).orElseThrow().used());
    return true;
  }

  /**
   * Takes the fee out of the pot of the agreement that the transaction names, for its own people.
   * Not more than a hundredth of it, rounded up: nobody can empty what is there for all in one fee.
   */
  private boolean chargePot(Leaf.Account payer, Leaf.Account earner, BigInteger fee) {
    Optional<Long> id = agreementId();
    if (id.isEmpty() || agreement.isEmpty()) {
      return false;
    }
    AgreementRun run = agreement.get();
    Leaf.AgreementHead head = context.state.agreement(id.get()).orElseThrow();
    boolean pays =
        run.terms().head().tokens().getFirst().equals(earner.token())
            && mostOf(head.feePot()).compareTo(fee) >= 0
            && run.knows(payer.owner());
    if (!pays) {
      return false;
    }
    context.state.put(id.get(), head.withFeePot(head.feePot().subtract(fee)));
    earn(context.state.globals().collector(), id, fee);
    return true;
  }

  private static BigInteger mostOf(BigInteger pot) {
    BigInteger[] parts = pot.divideAndRemainder(FEES_IN_A_POT);
    return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
  }

  private Optional<Long> agreementId() {
    return switch (transaction.action()) {
      case Action.OnDeliverable on -> Optional.of(on.agreement());
      case Action.OnSeat on -> context.state.dispute(on.dispute()).map(Leaf.DisputeLeaf::agreement);
      case Action.Transfer _,
          Action.Withdraw _,
          Action.CreateCourt _,
          Action.Stake _,
          Action.Unstake _,
          Action.Collect _ ->
          Optional.empty();
    };
  }

  private void earn(long collector, Optional<Long> pot, BigInteger fee) {
    Leaf.Account earner = context.state.account(collector).orElseThrow();
    context.state.put(collector, earner.withBalance(earner.balance().add(fee)));
    context.effects.add(new StepEffect.FeePaid(transaction.account(), pot, fee));
  }

  // ---- the action ----

  /** Does what is asked; empty if it was done, else why not. The signer is known, the fee paid. */
  Optional<Reason> act() {
    long account = transaction.account();
    Leaf.Account payer = context.state.account(account).orElseThrow();
    return switch (transaction.action()) {
      case Action.Transfer transfer -> transfer(payer, transfer);
      case Action.Withdraw withdraw -> withdraw(payer, withdraw);
      case Action.CreateCourt create -> new CourtRun(context, account, payer).create(create);
      case Action.InCourt in -> new CourtRun(context, account, payer).apply(in);
      case Action.OnSeat on -> onSeat(payer.owner(), on);
      case Action.OnDeliverable on -> {
        AgreementRun run = agreement.orElseThrow();
        if (on instanceof Action.Pay pay) {
          if (pay.amount().signum() == 0) {
            yield refused(NodeRefusal.NOTHING_MOVED);
          }
          run.paidFrom(account);
        }
        Optional<Reason> refusal = run.apply(input(payer.owner(), run, on), on.deliverable());
        if (refusal.isEmpty()) {
          run.save();
        }
        yield refusal;
      }
    };
  }

  private Optional<Reason> transfer(Leaf.Account payer, Action.Transfer action) {
    if (action.amount().signum() == 0) {
      return refused(NodeRefusal.NOTHING_MOVED);
    }
    Optional<Leaf.Account> to = context.state.account(action.to());
    if (to.isEmpty()) {
      return refused(NodeRefusal.UNKNOWN_RECIPIENT);
    }
    if (!to.get().token().equals(payer.token())) {
      return refused(NodeRefusal.OTHER_TOKEN);
    }
    if (!context.debit(transaction.account(), action.amount())) {
      return refused(NodeRefusal.INSUFFICIENT_BALANCE);
    }
    return context.credit(action.to(), action.amount())
        ? Optional.empty()
        : refused(NodeRefusal.BALANCE_TOO_LARGE);
  }

  private Optional<Reason> withdraw(Leaf.Account payer, Action.Withdraw action) {
    if (action.amount().signum() == 0) {
      return refused(NodeRefusal.NOTHING_MOVED);
    }
    if (!context.debit(transaction.account(), action.amount())) {
      return refused(NodeRefusal.INSUFFICIENT_BALANCE);
    }
    OutboxLeaf.Payment payment =
        new OutboxLeaf.Payment(payer.token(), payer.owner(), action.amount());
    context.send(new OutboxLeaf(OutboxLeaf.Kind.WITHDRAWAL, context.vault, 0, List.of(payment)));
    return Optional.empty();
  }

  private Optional<Reason> onSeat(Address signer, Action.OnSeat action) {
    PanelInput input =
        switch (action) {
          case Action.Commit commit ->
              new PanelInput.Commit(signer, commit.seat(), commit.commitment());
          case Action.Reveal reveal ->
              new PanelInput.Reveal(signer, reveal.seat(), reveal.salt(), reveal.ballot().words());
        };
    Optional<Reason> refusal = panel.orElseThrow().apply(input, context.now());
    if (refusal.isEmpty()) {
      agreement.orElseThrow().save();
    }
    return refusal;
  }

  private static Input input(Address actor, AgreementRun run, Action.OnDeliverable action) {
    int d = action.deliverable();
    DeliverableTerms part = run.terms().deliverables().get(d);
    return switch (action) {
      case Action.Deliver deliver -> new Input.Deliver(actor, d, words(part, deliver.facts()));
      case Action.End _ -> new Input.End(actor, d);
      case Action.Pay pay -> new Input.Pay(actor, d, pay.amount());
      case Action.Answer answer ->
          new Input.Answer(actor, d, answer.fact(), word(part, answer.fact(), answer.word()));
      case Action.Accept accept -> new Input.Accept(actor, d);
      case Action.Challenge challenge ->
          new Input.Challenge(actor, d, words(part, challenge.claim()));
      case Action.StandBy standBy -> new Input.StandBy(actor, d, standBy.fact());
      case Action.Concede concede -> new Input.Concede(actor, d, concede.fact());
      case Action.SettleFacts settle ->
          new Input.SettleFacts(actor, d, words(part, settle.facts()));
      case Action.Evidence evidence -> new Input.Evidence(actor, d, evidence.document());
    };
  }

  /** The words as the lifecycle takes them: a document's is not signed. */
  private static SortedMap<Integer, BigInteger> words(DeliverableTerms part, Facts facts) {
    TreeMap<Integer, BigInteger> words = new TreeMap<>(facts.words());
    words.replaceAll((fact, value) -> word(part, fact, value));
    return words;
  }

  private static BigInteger word(DeliverableTerms part, int fact, BigInteger value) {
    boolean document = fact < part.facts().size() && part.facts().get(fact).kind() == Kind.DOCUMENT;
    return document ? AgreementLeaves.unsigned(value) : value;
  }

  private static Optional<Reason> refused(NodeRefusal refusal) {
    return Optional.of(Reason.of(refusal));
  }
}
