package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * Nobody judges his own cause: a party whose mere silence about a decision, which nobody can
 * contest, takes the pay back, keeps a prize or takes a bond of another is warned of, and so is who
 * decides about those with whom he competes.
 */
final class OwnCauseCheck {
  private final Agreement frame;
  private final List<Optional<Deliverable>> deliverables;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Counterexamples counterexamples;
  private final Budget budget;
  private final Diagnostics diagnostics;

  OwnCauseCheck(
      Agreement frame,
      List<Optional<Deliverable>> deliverables,
      Deliverable deliverable,
      TypedText.Places places,
      Counterexamples counterexamples,
      Budget budget,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.deliverables = deliverables;
    this.deliverable = deliverable;
    this.places = places;
    this.counterexamples = counterexamples;
    this.budget = budget;
    this.diagnostics = diagnostics;
  }

  void check() {
    missing();
    ownClaims();
    for (int i = 0; i < deliverable.facts().size(); i++) {
      Deliverable.Fact fact = deliverable.facts().get(i);
      if (fact.decision()
          && fact.source() instanceof Source.Other other
          && !other.attestor()
          && other.silence() instanceof Silence.Means means) {
        if (competes(other.index())) {
          rival(i, other.index());
        } else {
          silence(i, other.index(), means.word());
        }
      }
    }
  }

  /** Who does not deliver must not gain by it. */
  private void missing() {
    for (int i = 0; i < deliverable.missedGives().size(); i++) {
      Deliverable.Gives gives = deliverable.missedGives().get(i);
      if (gives.to() == deliverable.performer() && isOfAnother(gives.fromLot(), gives.to())) {
        report(
            places.missedGives().get(i),
            name(gives.to()) + " performs this, and gets another's bond by not delivering",
            "let what is missed cost who performs it");
      }
    }
  }

  /** What an entrant says of himself, and no rival has a bond to contest. */
  private void ownClaims() {
    Optional<Clauses.Contest> contest = contest().flatMap(c -> c.clauses().contest());
    boolean alone = contest.isEmpty() || contest.get().count() < 2;
    Optional<Quantity> rank = deliverable.clauses().entry().map(Clauses.Entry::value);
    if (alone || rank.isEmpty()) {
      return;
    }
    for (int fact : Points.of(rank.get()).facts().keySet()) {
      boolean own = deliverable.facts().get(fact).source() instanceof Source.Performer;
      boolean rivals =
          deliverable.lots().stream()
              .anyMatch(lot -> lot.owner() != deliverable.performer() && competes(lot.owner()));
      if (own && !rivals) {
        report(
            places.facts().get(fact),
            "who competes in `"
                + contest().orElseThrow().name()
                + "` states `"
                + deliverable.facts().get(fact).name()
                + "` of itself, and no rival has a bond here to contest it",
            "let somebody state it who does not compete");
      }
    }
  }

  private String name(int party) {
    return "`" + frame.parties().get(party).name() + "`";
  }

  private void report(Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(DiagnosticCode.OWN_CAUSE, span, message).hint(hint));
  }

  private Optional<Deliverable> contest() {
    return deliverable
        .clauses()
        .entry()
        .map(entry -> entry.contest())
        .filter(index -> index < deliverables.size())
        .flatMap(deliverables::get);
  }

  /** Whether it performs another entry of the contest in which this one has a place. */
  private boolean competes(int party) {
    Optional<Clauses.Contest> contest = contest().flatMap(c -> c.clauses().contest());
    for (int i = 0; contest.isPresent() && i < contest.get().count(); i++) {
      int entry = contest.get().first() + i;
      boolean own =
          entry < deliverables.size()
              && deliverables.get(entry).filter(e -> e.performer() == party).isPresent();
      if (own) {
        return true;
      }
    }
    return false;
  }

  private void rival(int fact, int judge) {
    String name = frame.parties().get(judge).name();
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.OWN_CAUSE,
                places.facts().get(fact),
                "`"
                    + name
                    + "` competes in `"
                    + contest().orElseThrow().name()
                    + "`, decides `"
                    + deliverable.facts().get(fact).name()
                    + "` of a rival, and nobody can contest it: `"
                    + name
                    + "` judges in its own cause")
            .hint(
                "let somebody decide who does not compete, or make it a `fact` with a question,"
                    + " which can be contested"));
  }

  private void silence(int fact, int judge, BigInteger word) {
    Deliverable silent = with(fact, word);
    boolean takesPay =
        judge != deliverable.performer()
            && paysFor(judge)
            && isNeverKept(silent)
            && !isNeverKept(deliverable);
    Optional<Deliverable.Penalty> penalty =
        deliverable.penalties().stream()
            .filter(one -> one.to() == judge && isTakenBecauseOf(one, silent))
            .filter(one -> one.fromLot().isEmpty() || isOfAnother(one.fromLot().get(), judge))
            .findFirst();
    if (!takesPay && penalty.isEmpty()) {
      return;
    }
    String name = frame.parties().get(judge).name();
    String decision = deliverable.facts().get(fact).name();
    String gets =
        takesPay
            ? (deliverable.pays().isEmpty() ? "keeps the prizes" : "gets the pay back")
            : "gets what the penalty \"" + penalty.orElseThrow().label() + "\" takes";
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.OWN_CAUSE,
                places.facts().get(fact),
                "if `"
                    + name
                    + "` just says nothing about `"
                    + decision
                    + "`, `"
                    + name
                    + "` "
                    + gets
                    + ", and nobody can contest it: `"
                    + name
                    + "` judges in its own cause")
            .hint(
                "let silence mean what favours the other side, let a neutral decide, or make it a"
                    + " `fact` with a question, which can be contested")
            .counterexample(
                counterexamples.silent(
                    deliverable,
                    fact,
                    at ->
                        at.words().get(fact).equals(word)
                            ? gain(at, fact, takesPay ? Optional.empty() : penalty)
                            : Fraction.ZERO,
                    "nobody says " + decision)));
  }

  /** Whether it pays here, or pays the prizes. */
  private boolean paysFor(int judge) {
    return deliverable.pays().stream().anyMatch(pay -> pay.payer() == judge)
        || contest().stream()
            .flatMap(contest -> contest.pays().stream())
            .anyMatch(pay -> pay.payer() == judge);
  }

  /** What the silence is worth, compared with the answer that is worst for the silent. */
  private Fraction gain(Situation at, int fact, Optional<Deliverable.Penalty> penalty) {
    BigInteger most = BigInteger.ZERO;
    for (BigInteger word : answers(fact)) {
      Situation other = at.with(fact, word);
      most =
          most.max(
              penalty.isPresent()
                  ? at.penalty(penalty.get()).subtract(other.penalty(penalty.get()))
                  : other.award().subtract(at.award()));
    }
    return Fraction.of(most);
  }

  private List<BigInteger> answers(int fact) {
    Domain domain = deliverable.facts().get(fact).domain();
    if (!(domain instanceof Domain.Choice choice)) {
      return List.of(domain.least(), domain.most());
    }
    List<BigInteger> all = new ArrayList<>();
    for (int i = 0; i < choice.options().size(); i++) {
      all.add(BigInteger.valueOf(i));
    }
    return all;
  }

  /** The deliverable in which a fact has one value only. */
  private Deliverable with(int fact, BigInteger word) {
    List<Deliverable.Fact> facts = new ArrayList<>(deliverable.facts());
    Deliverable.Fact one = facts.get(fact);
    facts.set(
        fact,
        new Deliverable.Fact(
            one.name(),
            one.question(),
            one.decision(),
            new Domain.Range(word, word, Optional.empty()),
            one.source()));
    return deliverable.withFacts(facts);
  }

  private boolean isNeverKept(Deliverable one) {
    return one.requires().stream().anyMatch(r -> is(r.condition(), one, Constancy.Truth.NEVER))
        || !one.awards().isEmpty() && one.awards().stream().allMatch(a -> isNothing(a, one));
  }

  private boolean isNothing(Deliverable.Award award, Deliverable one) {
    Quantity amount = award.amount();
    return new Ranges(frame.parameters(), one).of(amount).most().floor().signum() <= 0
        || is(award.when(), one, Constancy.Truth.NEVER);
  }

  private boolean isTakenBecauseOf(Deliverable.Penalty penalty, Deliverable silent) {
    return is(penalty.when(), silent, Constancy.Truth.ALWAYS)
        && !is(penalty.when(), deliverable, Constancy.Truth.ALWAYS);
  }

  private boolean isOfAnother(int lot, int judge) {
    return deliverable.lots().get(lot).owner() != judge;
  }

  private boolean is(Condition condition, Deliverable one, Constancy.Truth truth) {
    return new Constancy(frame.parameters(), one, budget).of(condition) == truth;
  }
}
