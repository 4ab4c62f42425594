package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.FactWords;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.Leaf.OutboxLeaf;

/**
 * One agreement while a step works on it: drives its lifecycle and the panels of its disputes, and
 * turns their effects into leaves. What the panel's time has brought comes before what is done now.
 * Of the deliverables it reads only those that are loaded, so that a witness need show no others.
 */
final class AgreementRun {
  private final StepContext context;
  private final long id;
  private final Terms terms;
  private final Evaluator evaluator;
  private final Map<Integer, Long> disputes = new HashMap<>();
  private final SortedSet<Integer> touched = new TreeSet<>();
  private AgreementState agreement;
  private long sent;
  private long payer;

  private AgreementRun(
      StepContext context, long id, Leaf.AgreementHead head, TermsLibrary.Volume volume) {
    this.context = context;
    this.id = id;
    this.terms = volume.terms();
    this.evaluator = context.programAlone ? volume.evaluator().program() : volume.evaluator();
    this.agreement = AgreementLeaves.read(head, terms);
    this.sent = head.messages();
  }

  /** What looking for an agreement gives. */
  sealed interface Found {
    /** It can be worked on. */
    record Run(AgreementRun run) implements Found {}

    /** It cannot. */
    record None(NodeRefusal why) implements Found {}
  }

  static Found find(StepContext context, long id) {
    Optional<Leaf.AgreementHead> head = context.state.agreement(id);
    if (head.isEmpty()) {
      return new Found.None(NodeRefusal.UNKNOWN_AGREEMENT);
    }
    Hash termsHash = head.get().termsHash();
    context.state.note(touched -> touched.head(termsHash));
    TermsLibrary.Volume volume = context.library.find(context.l1, termsHash);
    return new Found.Run(new AgreementRun(context, id, head.get(), volume));
  }

  Terms terms() {
    return terms;
  }

  /**
   * Reads the deliverable on which a step works: its leaf, that of its dispute, and, while it
   * waits, the leaves of the deliverables that decide when it opens and what its times are then.
   */
  void load(int deliverable) {
    context.state.note(shown -> shown.part(terms.hash(), deliverable));
    DeliverableState loaded = read(deliverable);
    if (loaded.phase() == Phase.WAITING) {
      AgreementLeaves.neighbours(terms.deliverables().get(deliverable)).forEach(this::glance);
    }
  }

  /** The same for a step that ends it: besides, what the instant counts from that allows it. */
  void loadToEnd(int deliverable) {
    load(deliverable);
    Phase phase = agreement.deliverables().get(deliverable).phase();
    if (phase == Phase.WAITING || phase == Phase.OPEN) {
      AgreementLeaves.neighboursOfEnd(terms.deliverables().get(deliverable)).forEach(this::glance);
    }
  }

  private DeliverableState read(int deliverable) {
    DeliverableTerms part = terms.deliverables().get(deliverable);
    Leaf.DeliverableLeaf leaf = AgreementLeaves.leaf(context.state, id, deliverable, part);
    leaf.dispute().ifPresent(dispute -> disputes.put(deliverable, dispute));
    DeliverableState state =
        AgreementLeaves.deliverable(
            leaf,
            part,
            leaf.dispute().map(number -> context.state.dispute(number).orElseThrow().state()));
    agreement = agreement.with(deliverable, state);
    touched.add(deliverable);
    return state;
  }

  /** Reads a deliverable at which another one looks: its end and due time, not its dispute. */
  private void glance(int deliverable) {
    DeliverableTerms part = terms.deliverables().get(deliverable);
    Leaf.DeliverableLeaf leaf = AgreementLeaves.leaf(context.state, id, deliverable, part);
    agreement =
        agreement.with(deliverable, AgreementLeaves.deliverable(leaf, part, Optional.empty()));
  }

  /**
   * Per deliverable, when time alone moves it or the panel of its dispute on. Reads all of them:
   * not for use within a step.
   */
  List<OptionalLong> deadlines() {
    for (int d = 0; d < terms.deliverables().size(); d++) {
      read(d);
    }
    List<OptionalLong> deadlines = new ArrayList<>();
    if (agreement.status() == AgreementState.Status.CLOSED) {
      return deadlines;
    }
    for (int d = 0; d < terms.deliverables().size(); d++) {
      OptionalLong own = Lifecycle.nextDeadline(terms, agreement, d);
      Optional<Long> panel =
          own.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(disputes.get(d))
                  .flatMap(context.state::panel)
                  .flatMap(leaf -> leaf.state().nextDeadline());
      deadlines.add(
          panel.isPresent() && panel.get() < own.getAsLong() ? OptionalLong.of(panel.get()) : own);
    }
    return deadlines;
  }

  AgreementState state() {
    return agreement;
  }

  boolean has(int deliverable) {
    return deliverable < terms.deliverables().size();
  }

  /** Whether the address is a party or attestor: one for whom the fee pot is. */
  boolean knows(Address address) {
    return concerned().contains(address);
  }

  /** Everybody who must not judge: parties and attestors. */
  List<Address> concerned() {
    List<Address> all = new ArrayList<>(terms.head().attestors());
    agreement.members().forEach(member -> member.account().ifPresent(all::add));
    return all;
  }

  int attempt(int deliverable) {
    return agreement.deliverables().get(deliverable).attempt();
  }

  Hash assertedFacts(int deliverable) {
    return FactWords.assertedHash(
        terms.deliverables().get(deliverable), agreement.deliverables().get(deliverable));
  }

  CourtTerms court(int deliverable) {
    return terms.head().courts().get(terms.deliverables().get(deliverable).court());
  }

  // ---- working ----

  /** Applies an input on a deliverable now; empty if it was done, else why not. */
  Optional<Reason> apply(Input input, int deliverable) {
    long now = context.now();
    panelTime(deliverable, now);
    return lifecycle(input, now);
  }

  /** Applies the time that has passed; NOTHING_DUE if that brings nothing. */
  Optional<Reason> advance(int deliverable) {
    int before = context.effects.size();
    Optional<Reason> refusal = apply(new Input.Advance(deliverable), deliverable);
    // What the panel's time brought is enough.
    return context.effects.size() > before ? Optional.empty() : refusal;
  }

  /** Applies an input that concerns no deliverable. */
  Optional<Reason> apply(Input input) {
    return lifecycle(input, context.now());
  }

  private void panelTime(int deliverable, long now) {
    Long dispute = disputes.get(deliverable);
    if (dispute != null && context.state.panel(dispute).isPresent()) {
      new PanelRun(context, dispute, this, deliverable).advance(now);
    }
  }

  private Optional<Reason> lifecycle(Input input, long at) {
    readContest(input);
    return switch (Lifecycle.apply(terms, evaluator, agreement, input, at)) {
      case Transition.Refused refused -> Optional.of(Reason.of(refused.reason()));
      case Transition.Applied applied -> {
        agreement = applied.state();
        yield take(applied.effects(), input instanceof Input.Rule);
      }
    };
  }

  /** Reads the contest of the entry on which an input works: it is told when the entry ends. */
  private void readContest(Input input) {
    Lifecycle.deliverable(input)
        .filter(deliverable -> agreement.status() != AgreementState.Status.CLOSED)
        .flatMap(deliverable -> terms.deliverables().get(deliverable).clauses().entryOf())
        .filter(contest -> !touched.contains(contest))
        .ifPresent(this::read);
  }

  /** From which account money is paid that is owed. */
  void paidFrom(long account) {
    payer = account;
  }

  /**
   * The panel has ruled; if the lifecycle had no use for that, its own time has ended the dispute.
   */
  void ruled(int deliverable, Ruling ruling, long at) {
    Optional<Reason> refusal = lifecycle(new Input.Rule(deliverable, ruling), at);
    if (refusal.isPresent()) {
      lifecycle(new Input.Advance(deliverable), at);
    }
  }

  private Optional<Reason> take(List<Effect> effects, boolean byRuling) {
    for (Effect effect : effects) {
      context.effects.add(new StepEffect.InAgreement(id, effect));
      Optional<Reason> refusal =
          switch (effect) {
            case Effect.Frozen frozen -> {
              openDispute(frozen.deliverable());
              yield Optional.empty();
            }
            case Effect.Shown shown -> exhibit(shown);
            case Effect.Paid paid ->
                new OutboxPayments(context, terms, agreement.members()).passOn(paid, payer);
            case Effect.Ended ended -> {
              ended(ended, byRuling);
              yield Optional.empty();
            }
            case Effect.Closed closed -> {
              send(OutboxLeaf.Kind.CLOSED, List.of());
              yield Optional.empty();
            }
            case Effect.Moved _,
                Effect.Asserted _,
                Effect.Challenged _,
                Effect.StoodBy _,
                Effect.Conceded _,
                Effect.PanelCalled _,
                Effect.Joined _,
                Effect.Settled _,
                Effect.Ruled _ ->
                Optional.empty();
          };
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private Optional<Reason> exhibit(Effect.Shown shown) {
    long dispute = Optional.ofNullable(disputes.get(shown.deliverable())).orElseThrow();
    return PanelRun.exhibit(context, dispute, shown, evidenceUntil(shown.deliverable()));
  }

  private void openDispute(int deliverable) {
    Leaf.Globals globals = context.state.globals();
    long dispute = globals.disputes();
    context.state.put(globals.withDisputes(dispute + 1));
    disputes.put(deliverable, dispute);
    judge(deliverable)
        .ifPresent(
            judge ->
                context.state.put(
                    dispute,
                    new Leaf.PanelLeaf(
                        PanelState.opened(
                            court(deliverable).id(), judge.tree(), evidenceUntil(deliverable)),
                        0)));
    context.effects.add(new StepEffect.DisputeOpened(dispute, id, deliverable));
  }

  /**
   * The court before which a deliverable's dispute comes; empty if there is none of this number, or
   * it earns in another token than the lots are in: then there is no panel, and nobody is drawn.
   */
  private Optional<Court> judge(int deliverable) {
    return context
        .state
        .court(court(deliverable).id())
        .filter(
            court ->
                terms.deliverables().get(deliverable).lots().stream()
                    .allMatch(
                        lot -> terms.head().tokens().get(lot.token()).equals(court.feeToken())));
  }

  private long evidenceUntil(int deliverable) {
    return agreement.deliverables().get(deliverable).dispute().orElseThrow().evidenceUntil();
  }

  private void ended(Effect.Ended ended, boolean byRuling) {
    if (!ended.payouts().isEmpty()) {
      send(
          OutboxLeaf.Kind.PAYOUT,
          new OutboxPayments(context, terms, agreement.members()).of(ended.payouts()));
    }
    Long dispute = disputes.get(ended.deliverable());
    if (dispute == null || context.state.panel(dispute).isEmpty()) {
      // Without a panel the court's part stays in the vault, owed to nobody.
      return;
    }
    BigInteger courtPart = BigInteger.ZERO;
    for (Effect.Payout payout : ended.payouts()) {
      if (payout.to() instanceof Effect.Recipient.Court) {
        courtPart = courtPart.add(payout.amount());
      }
    }
    new PanelRun(context, dispute, this, ended.deliverable()).over(courtPart, byRuling);
  }

  private void send(OutboxLeaf.Kind kind, List<OutboxLeaf.Payment> payments) {
    Address escrow = context.state.agreement(id).orElseThrow().escrow();
    context.send(new OutboxLeaf(kind, escrow, sent, payments));
    sent++;
  }

  /** Pays back what somebody paid in on L1 to no effect here. */
  void giveBack(List<OutboxLeaf.Payment> payments) {
    send(OutboxLeaf.Kind.PAYOUT, payments);
    agreement =
        new AgreementState(
            agreement.status(),
            agreement.start(),
            agreement.settledAt(),
            agreement.members(),
            agreement.deliverables(),
            agreement.ended(),
            agreement.messages() + 1,
            agreement.allEnded());
  }

  /** Sets all leaves that differ now. */
  void save() {
    if (sent != agreement.messages()) {
      throw new IllegalStateException("the lifecycle counts other messages than were sent");
    }
    for (int d : touched) {
      DeliverableTerms part = terms.deliverables().get(d);
      DeliverableState changed = agreement.deliverables().get(d);
      Optional<Long> dispute = Optional.ofNullable(disputes.get(d));
      AgreementLeaves.write(context.state, id, d, part, changed, dispute);
    }
    Leaf.AgreementHead before = context.state.agreement(id).orElseThrow();
    Leaf.AgreementHead head = AgreementLeaves.head(before, agreement, terms);
    if (head.status() == Leaf.AgreementHead.Status.CLOSED
        && head.feePot().signum() > 0
        && context.credit(head.feePotOwner(), head.feePot())) {
      head = head.withFeePot(BigInteger.ZERO);
    }
    if (!head.equals(before)) {
      context.state.put(id, head);
    }
  }
}
