package org.horkos.engine.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.verdict.Evaluator;

/**
 * The life of an agreement as one pure function. A step touches the head, the named deliverable
 * with its dispute, and reads that deliverable's predecessor: nothing else, so that L1 can execute
 * it again. States, guards and their order: docs/protocol/lifecycle.md.
 */
public final class Lifecycle {
  private Lifecycle() {}

  /**
   * The agreement as it begins: every named party sits, every deliverable waits, every pot holds
   * what the terms pledge to it (an open seat's pots count from when somebody sits there).
   *
   * @param start Unix second in which the last named party's money came in, at least 0
   */
  public static AgreementState started(Terms terms, long start) {
    List<Member> members = new ArrayList<>();
    for (Seat seat : terms.head().parties()) {
      members.add(
          seat.open()
              ? new Member(Optional.empty(), 0)
              : new Member(Optional.of(seat.account()), start));
    }
    List<DeliverableState> deliverables = new ArrayList<>();
    for (DeliverableTerms part : terms.deliverables()) {
      deliverables.add(
          new DeliverableState(
              Phase.WAITING,
              End.NONE,
              0,
              0,
              0,
              0,
              0,
              0,
              Collections.nCopies(part.facts().size(), FactState.UNKNOWN),
              0,
              Optional.empty(),
              Optional.empty()));
    }
    return new AgreementState(
        Status.ACTIVE, start, 0, members, deliverables, 0, 0, Optional.empty());
  }

  /**
   * What an input makes of an agreement.
   *
   * @param terms the agreement's terms
   * @param evaluator runs the rules of these terms
   * @param state the agreement before
   * @param input what happens
   * @param now the current Unix second, never before that of the step before
   */
  public static Transition apply(
      Terms terms, Evaluator evaluator, AgreementState state, Input input, long now) {
    if (state.status() == Status.CLOSED) {
      return new Transition.Refused(Refusal.AGREEMENT_CLOSED);
    }
    return switch (input) {
      case Input.Join join -> Membership.join(terms, state, join, now);
      case Input.SettleOnL1 _ -> Membership.settle(state, now);
      case Input.Advance act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Deliver act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.End act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Pay act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Answer act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Accept act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Challenge act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.StandBy act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Concede act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.SettleFacts act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Evidence act -> step(terms, evaluator, state, input, act.deliverable(), now);
      case Input.Rule act -> step(terms, evaluator, state, input, act.deliverable(), now);
    };
  }

  /** The deliverable on which an input works; empty for one that concerns the head alone. */
  public static Optional<Integer> deliverable(Input input) {
    return switch (input) {
      case Input.Advance act -> Optional.of(act.deliverable());
      case Input.Deliver act -> Optional.of(act.deliverable());
      case Input.End act -> Optional.of(act.deliverable());
      case Input.Pay act -> Optional.of(act.deliverable());
      case Input.Answer act -> Optional.of(act.deliverable());
      case Input.Accept act -> Optional.of(act.deliverable());
      case Input.Challenge act -> Optional.of(act.deliverable());
      case Input.StandBy act -> Optional.of(act.deliverable());
      case Input.Concede act -> Optional.of(act.deliverable());
      case Input.SettleFacts act -> Optional.of(act.deliverable());
      case Input.Evidence act -> Optional.of(act.deliverable());
      case Input.Rule act -> Optional.of(act.deliverable());
      case Input.Join _, Input.SettleOnL1 _ -> Optional.empty();
    };
  }

  /**
   * The next instant at which something happens to a deliverable without anybody acting: when the
   * node's clock sends Advance. It changes with every step on the deliverable, when its predecessor
   * ends, when the end of another one ends everything, when somebody joins, and when all settle on
   * L1.
   *
   * @return empty when it has ended, or waits only for its predecessor to end; the instant may be
   *     past
   */
  public static OptionalLong nextDeadline(Terms terms, AgreementState state, int deliverable) {
    return Deadlines.next(terms, state, deliverable, state.deliverables().get(deliverable));
  }

  /** Seconds after the evidence period within which a panel must be drawn. */
  public static long drawWithin() {
    return Deadlines.DRAW_WITHIN;
  }

  /** Seconds that a panel gets beside its periods, for its last steps to be noticed. */
  public static long panelSlack() {
    return Deadlines.PANEL_SLACK;
  }

  /**
   * When the agreement is over at the latest, whatever anybody does or leaves. Only what all settle
   * on L1 after this, before anybody has noticed an end, ends with that settlement.
   *
   * @param start as in {@link #started}
   */
  public static long latestEnd(Terms terms, long start) {
    return latestTimes(terms, start).over();
  }

  /**
   * The same for each deliverable and what happens to it.
   *
   * @param start as in {@link #started}
   */
  public static LatestTimes latestTimes(Terms terms, long start) {
    return LatestEnd.of(terms, start);
  }

  /**
   * Whether a fact of a verdict was asked of nobody, since it made no difference: its silence
   * stands, but nobody was silent.
   *
   * @param part the deliverable's terms
   * @param facts what is known of each fact
   * @param deliveredAt Unix second of the delivery
   * @param assertedAt Unix second of the assertion
   * @param fact index of the fact
   */
  public static boolean neverAsked(
      DeliverableTerms part,
      List<DeliverableState.FactState> facts,
      long deliveredAt,
      long assertedAt,
      int fact) {
    return (FactWords.needless(part, facts, deliveredAt, assertedAt) >> fact & 1) == 1;
  }

  private static Transition step(
      Terms terms, Evaluator evaluator, AgreementState state, Input input, int index, long now) {
    if (index < 0 || index >= state.deliverables().size()) {
      return new Transition.Refused(Refusal.NO_SUCH_DELIVERABLE);
    }
    Optional<Refusal> absent = absent(input, terms.deliverables().get(index));
    if (absent.isPresent()) {
      return new Transition.Refused(absent.get());
    }
    if (state.deliverables().get(index).ended()) {
      return new Transition.Refused(Refusal.DELIVERABLE_ENDED);
    }
    Draft draft = new Draft(terms, evaluator, state, index);
    TimePassing.apply(draft, now);
    Optional<Refusal> refusal =
        switch (input) {
          case Input.Advance _ ->
              draft.effects.isEmpty() ? Optional.of(Refusal.NOTHING_DUE) : Optional.empty();
          case Input.Deliver act -> Work.deliver(draft, act, now);
          case Input.End act -> Work.end(draft, act, now);
          case Input.Pay act -> Owing.pay(draft, act, now);
          case Input.Answer act -> Work.answer(draft, act, now);
          case Input.Accept act -> Work.accept(draft, act, now);
          case Input.SettleFacts act -> Work.settle(draft, act, now);
          case Input.Challenge act -> Dissent.challenge(draft, act, now);
          case Input.StandBy act -> Dissent.standBy(draft, act, now);
          case Input.Concede act -> Dissent.concede(draft, act, now);
          case Input.Evidence act -> Dissent.evidence(draft, act.actor(), act.document(), now);
          case Input.Rule act -> Dissent.rule(draft, act, now);
          case Input.Join _, Input.SettleOnL1 _ -> Optional.empty();
        };
    return refusal.isPresent()
        ? new Transition.Refused(refusal.get())
        : new Transition.Applied(draft.agreement(), draft.effects);
  }

  /** Refuses what the deliverable's part of the terms does not know at all. */
  private static Optional<Refusal> absent(Input input, DeliverableTerms part) {
    return switch (input) {
      case Input.Answer act -> beyond(part, act.fact(), act.fact());
      case Input.StandBy act -> beyond(part, act.fact(), act.fact());
      case Input.Concede act -> beyond(part, act.fact(), act.fact());
      case Input.Challenge act ->
          act.claim().isEmpty()
              ? Optional.empty()
              : beyond(part, act.claim().firstKey(), act.claim().lastKey());
      case Input.Deliver _ when part.clauses().byItself() -> Optional.of(Refusal.NOBODY_DELIVERS);
      case Input.End _ when part.clauses().mayEnd().isEmpty() ->
          Optional.of(Refusal.NOBODY_MAY_END);
      case Input.Advance _,
          Input.Join _,
          Input.SettleOnL1 _,
          Input.Deliver _,
          Input.End _,
          Input.Pay _,
          Input.Accept _,
          Input.SettleFacts _,
          Input.Evidence _,
          Input.Rule _ ->
          Optional.empty();
    };
  }

  private static Optional<Refusal> beyond(DeliverableTerms part, int first, int last) {
    return first < 0 || last >= part.facts().size()
        ? Optional.of(Refusal.NO_SUCH_FACT)
        : Optional.empty();
  }
}
