package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.arbitration.ruling.Findings;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.arbitration.ruling.Forfeits;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.lifecycle.AgreementState.AllEnded;
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
  Tally tally;

  private final Evaluator evaluator;
  private End end;
  private long due;
  private long missed;
  private long endedAt;
  private Status status;
  private int ended;
  private long messages;
  private final Map<Integer, DeliverableState> others = new HashMap<>();
  private Optional<AllEnded> allEnded;

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
    this.tally = state.tally();
    this.status = before.status();
    this.ended = before.ended();
    this.messages = before.messages();
    this.allEnded = before.allEnded();
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
        dispute,
        tally);
  }

  AgreementState agreement() {
    List<DeliverableState> all = new ArrayList<>(before.deliverables());
    all.set(index, deliverable());
    others.forEach(all::set);
    return new AgreementState(
        status,
        before.start(),
        before.settledAt(),
        before.members(),
        all,
        ended,
        messages,
        allEnded);
  }

  long due() {
    return due;
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

  /** Whether a word is one that the fact can have in the delivery of that second. */
  boolean admits(int fact, BigInteger word, long delivery) {
    return FactWords.inRange(part.facts().get(fact).during(before.start(), delivery), word);
  }

  /** The verdict on these facts; lateness follows from them and from the last delivery. */
  Verdict verdict(List<BigInteger> words) {
    return evaluator.evaluate(index, FactWords.sheet(part, words, due, deliveredAt));
  }

  void open(long at) {
    due = Deadlines.due(part, before, at);
    if (part.clauses().byItself()) {
      // It cannot count as delivered before it is open.
      due = Math.max(at, due);
    }
    missed = Deadlines.missed(part, before, due, at);
    part.clauses()
        .carriesFrom()
        .map(from -> before.deliverables().get(from).tally().owed().unpaid())
        .ifPresent(rest -> tally = new Tally.Owed(rest, BigInteger.ZERO, BigInteger.ZERO).kept());
    move(Phase.OPEN, at);
  }

  /** All the money that is owed here at an instant, paid or not. */
  BigInteger owedAt(long at) {
    boolean late = phase != Phase.WAITING && at > Deadlines.graceEnds(part, due);
    return Owing.owed(part, tally.owed().carried(), late);
  }

  /** What nobody delivers counts as delivered. */
  void deliverByItself(long at) {
    attempt++;
    deliveredAt = at;
    move(Phase.ANSWERING, at);
    assertIfAllIn(at);
  }

  /** The assertion is made as soon as no answer is awaited any more. */
  void assertIfAllIn(long now) {
    if (Deadlines.lastLapse(part, deliverable()) <= now) {
      assertVerdict(now);
    }
  }

  void assertMissed(long at) {
    // INVARIANT: there is nothing to contest about money that is owed, so no window to wait for.
    if (Owing.isOwed(part)) {
      executeMissed(at);
      return;
    }
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
    boolean kept = Outcome.isKept(part, verdict) || Owing.isOwed(part);
    End how = kept ? End.KEPT : End.FAILED;
    finish(Phase.EXECUTED, how, Optional.of(verdict), payouts, at);
  }

  void executeMissed(long at) {
    if (Owing.isOwed(part)) {
      Tally.Owed owed = tally.owed();
      tally = new Tally.Owed(owed.carried(), owed.paid(), owedAt(at).subtract(owed.paid())).kept();
    }
    miss(at);
  }

  private void miss(long at) {
    List<Payout> payouts = Outcome.missed(part, before.members());
    finish(Phase.EXECUTED, End.MISSED, Optional.empty(), payouts, at);
  }

  /** All entries of a contest have ended: its pay is shared out. */
  void shareOut(long at) {
    List<Payout> payouts = Outcome.shared(part, before.members(), tally.entries().kept());
    boolean won = payouts.stream().anyMatch(payout -> payout.source() == Effect.Reason.AWARD);
    finish(Phase.EXECUTED, won ? End.KEPT : End.FAILED, Optional.empty(), payouts, at);
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
    forget();
    finish(Phase.CANCELLED, End.CANCELLED, Optional.empty(), List.of(), at);
  }

  /** Another deliverable's end has ended everything: what its performer still owes is missed. */
  void endWithAll(int by, long at) {
    // Whether it had just opened in that very second does not matter.
    due = 0;
    missed = 0;
    forget();
    if (part.performer() == by) {
      miss(at);
    } else {
      cancel(at);
    }
  }

  /** Of what ends with all nothing is carried on, and a contest has no use for its entries. */
  private void forget() {
    if (tally.owed().paid().signum() == 0) {
      tally = Tally.NONE;
    }
  }

  private void finish(
      Phase next, End how, Optional<Verdict> verdict, List<Payout> payouts, long at) {
    dispute = dispute.map(ruled -> ruled.in(DisputeState.Phase.RULED));
    end = how;
    endedAt = at;
    move(next, at);
    effects.add(new Effect.Ended(index, how, verdict, payouts, at));
    part.clauses().entryOf().ifPresent(contest -> enter(contest, verdict));
    ended++;
    if (!payouts.isEmpty()) {
      messages++;
    }
    if (allEnded.isEmpty() && endsAll(how)) {
      allEnded = Optional.of(new AllEnded(at, part.performer()));
    }
    if (ended == before.deliverables().size()) {
      status = Status.CLOSED;
      messages++;
      effects.add(new Effect.Closed(at));
    }
  }

  private boolean endsAll(End how) {
    int bit =
        switch (how) {
          case MISSED -> Clauses.IF_MISSED;
          case FAILED -> Clauses.IF_FAILED;
          case NONE, KEPT, CANCELLED -> 0;
        };
    return (part.clauses().endsAll() & bit) != 0;
  }

  /** Tells the contest, unless it has ended, that this entry has. */
  private void enter(int contest, Optional<Verdict> verdict) {
    DeliverableState its = before.deliverables().get(contest);
    if (its.ended()) {
      return;
    }
    Tally.Entries entries = its.tally().entries();
    BigInteger value = verdict.map(Verdict::value).orElse(BigInteger.ZERO);
    others.put(
        contest,
        its.with(
            end == End.KEPT
                ? entries.with(
                    new Tally.Entry(index, part.performer(), value, deliveredAt), endedAt)
                : entries.with(endedAt)));
  }

  void move(Phase next, long at) {
    effects.add(new Effect.Moved(index, phase, next, at));
    phase = next;
  }
}
