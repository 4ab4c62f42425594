package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.arbitration.ruling.Findings;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.arbitration.ruling.Forfeits;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.DeliverableState.Settlement;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.Verdict;

/**
 * One deliverable and the agreement's head while a step works on them: nothing else is changed by a
 * step. The moves of the state machine are here; whether they may be made is decided by {@link
 * TimePassing} and the acts.
 */
final class Draft {
  final Terms terms;
  final DeliverableTerms part;
  final AgreementState before;
  final int index;
  final List<Effect> effects = new ArrayList<>();

  Phase phase;
  int attempt;
  long deliveredAt;
  long assertedAt;
  List<FactState> facts;
  int accepted;
  Optional<Settlement> settlement;
  Optional<DisputeState> dispute;

  private final Evaluator evaluator;
  private End end;
  private long due;
  private long missed;
  private long endedAt;
  private Status status;
  private int ended;
  private long messages;

  Draft(Terms terms, Evaluator evaluator, AgreementState before, int index) {
    this.terms = terms;
    this.part = terms.deliverables().get(index);
    this.evaluator = evaluator;
    this.before = before;
    this.index = index;
    DeliverableState state = before.deliverables().get(index);
    this.phase = state.phase();
    this.end = state.end();
    this.due = state.due();
    this.missed = state.missed();
    this.attempt = state.attempt();
    this.deliveredAt = state.deliveredAt();
    this.assertedAt = state.assertedAt();
    this.endedAt = state.endedAt();
    this.facts = new ArrayList<>(state.facts());
    this.accepted = state.accepted();
    this.settlement = state.settlement();
    this.dispute = state.dispute();
    this.status = before.status();
    this.ended = before.ended();
    this.messages = before.messages();
  }

  DeliverableState deliverable() {
    return new DeliverableState(
        phase,
        end,
        due,
        missed,
        attempt,
        deliveredAt,
        assertedAt,
        endedAt,
        facts,
        accepted,
        settlement,
        dispute);
  }

  AgreementState agreement() {
    List<DeliverableState> all = new ArrayList<>(before.deliverables());
    all.set(index, deliverable());
    return new AgreementState(
        status, before.start(), before.settledAt(), before.members(), all, ended, messages);
  }

  boolean hasEnded() {
    return end != End.NONE;
  }

  /** Whether the verdict that stands is that nothing was delivered. */
  boolean nothingStated() {
    return phase == Phase.ASSERTED && deliveredAt == 0;
  }

  List<BigInteger> assertedWords() {
    return FactWords.asserted(part, facts);
  }

  /** The verdict on these facts; lateness is that of the last delivery. */
  Verdict verdict(List<BigInteger> words) {
    return evaluator.evaluate(index, FactWords.sheet(part, words, due, deliveredAt));
  }

  void open(long at) {
    due = Deadlines.resolve(part.due(), before, at, at);
    missed = Math.max(at, Deadlines.resolve(part.missed(), before, due, at));
    move(Phase.OPEN, at);
  }

  void assertMissed(long at) {
    assertedAt = at;
    move(Phase.ASSERTED, at);
    Verdict nothing = new Verdict(BigInteger.ZERO, List.of(), List.of());
    effects.add(new Effect.Asserted(index, nothing, true, at));
  }

  void assertVerdict(long at) {
    assertedAt = at;
    move(Phase.ASSERTED, at);
    effects.add(new Effect.Asserted(index, verdict(assertedWords()), false, at));
  }

  /** Back to Open: the performer's clock has stood still since the delivery. */
  void reopen(long at) {
    long elsewhere = at - deliveredAt;
    due = Deadlines.plus(due, elsewhere);
    missed = Deadlines.plus(missed, elsewhere);
    deliveredAt = 0;
    assertedAt = 0;
    facts = new ArrayList<>(Collections.nCopies(facts.size(), FactState.UNKNOWN));
    accepted = 0;
    settlement = Optional.empty();
    move(Phase.OPEN, at);
  }

  void freeze(int challenger, DisputeState opened, long at) {
    dispute = Optional.of(opened);
    move(Phase.DISPUTED, at);
    effects.add(new Effect.Frozen(index, challenger, at));
  }

  void callPanel(DisputeState waiting, long at) {
    dispute = Optional.of(waiting.in(DisputeState.Phase.PANEL));
    List<Integer> asked = waiting.forCourt().stream().map(ContestedFact::fact).toList();
    effects.add(new Effect.PanelCalled(index, asked, at));
  }

  /** The facts are found, the rules run on them, that verdict executes, who was wrong forfeits. */
  void rule(DisputeState ruled, Ruling ruling, long at) {
    List<Finding> findings = Findings.of(ruled, ruling);
    List<Forfeit> forfeits = Forfeits.of(ruled, findings, part, Deadlines.court(terms, part));
    effects.add(new Effect.Ruled(index, findings, forfeits, at));
    TreeMap<Integer, BigInteger> found = new TreeMap<>();
    findings.forEach(finding -> found.put(finding.fact(), finding.word()));
    execute(FactWords.with(assertedWords(), found), forfeits, at);
  }

  void execute(List<BigInteger> words, List<Forfeit> forfeits, long at) {
    Verdict verdict = verdict(words);
    List<Payout> payouts = Outcome.delivered(part, before.members(), verdict, forfeits);
    End how = verdict.award().signum() > 0 ? End.KEPT : End.FAILED;
    finish(Phase.EXECUTED, how, Optional.of(verdict), payouts, at);
  }

  void executeMissed(long at) {
    List<Payout> payouts = Outcome.missed(part, before.members());
    finish(Phase.EXECUTED, End.MISSED, Optional.empty(), payouts, at);
  }

  /** Everything goes back. */
  void cancel(long at) {
    List<Payout> payouts = Outcome.cancelled(part, before.members());
    finish(Phase.CANCELLED, End.CANCELLED, Optional.empty(), payouts, at);
  }

  /**
   * Settled on L1, where everything is paid. Whether it had just opened in that very second does
   * not matter, so nothing is kept of it.
   */
  void cutOff(long at) {
    due = 0;
    missed = 0;
    finish(Phase.CANCELLED, End.CANCELLED, Optional.empty(), List.of(), at);
  }

  private void finish(
      Phase next, End how, Optional<Verdict> verdict, List<Payout> payouts, long at) {
    dispute = dispute.map(ruled -> ruled.in(DisputeState.Phase.RULED));
    end = how;
    endedAt = at;
    move(next, at);
    effects.add(new Effect.Ended(index, how, verdict, payouts, at));
    ended++;
    if (!payouts.isEmpty()) {
      messages++;
    }
    if (ended == before.deliverables().size()) {
      status = Status.CLOSED;
      messages++;
      effects.add(new Effect.Closed(at));
    }
  }

  void move(Phase next, long at) {
    effects.add(new Effect.Moved(index, phase, next, at));
    phase = next;
  }
}
