package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.value.Fraction;

/** Types what comes of a deliverable: its rules, and what it gives if it is missed or fails. */
final class Consequences {
  private final Agreement frame;
  private final ResolvedDeliverable source;
  private final AmountTyping amounts;
  private final Conditions conditions;
  private final LockedMoney locked;
  private final Diagnostics diagnostics;
  private final String name;

  private final List<Span> requirePlaces = new ArrayList<>();
  private final List<Span> awardPlaces = new ArrayList<>();
  private final List<Span> penaltyPlaces = new ArrayList<>();
  private final List<Span> missedPlaces = new ArrayList<>();
  private final List<Span> failedPlaces = new ArrayList<>();
  private boolean whole = true;

  Consequences(
      Agreement frame,
      ResolvedDeliverable source,
      AmountTyping amounts,
      Conditions conditions,
      LockedMoney locked,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.source = source;
    this.amounts = amounts;
    this.conditions = conditions;
    this.locked = locked;
    this.diagnostics = diagnostics;
    this.name = source.declaration().name().text();
  }

  /** Whether all of it could be typed. */
  boolean whole() {
    return whole;
  }

  List<Span> requirePlaces() {
    return requirePlaces;
  }

  List<Span> awardPlaces() {
    return awardPlaces;
  }

  List<Span> penaltyPlaces() {
    return penaltyPlaces;
  }

  List<Span> missedPlaces() {
    return missedPlaces;
  }

  List<Span> failedPlaces() {
    return failedPlaces;
  }

  /** What it gives if it is missed. */
  List<Deliverable.Gives> missed(List<Clause.Gives> clauses) {
    return gives(clauses, missedPlaces);
  }

  /** What it gives if it ends delivered, with award 0. */
  List<Deliverable.Gives> failed(List<Clause.Gives> clauses) {
    return gives(clauses, failedPlaces);
  }

  private List<Deliverable.Gives> gives(List<Clause.Gives> clauses, List<Span> places) {
    List<Deliverable.Gives> gives = new ArrayList<>();
    for (Clause.Gives clause : clauses) {
      Span span = clause.to().span().to(clause.amount().span());
      Optional<Typed> amount = amounts.money(clause.amount(), Optional.empty());
      Optional<List<Integer>> to = amounts.stakes().parties(clause.to());
      if (amount.isEmpty() || to.isEmpty()) {
        whole = false;
        continue;
      }
      Optional<Integer> lot = locked.lotFor(amount.get().quantity(), clause.amount().span());
      Optional<List<Quantity>> parts = locked.split(amount.get(), to.get(), clause.to(), span);
      if (lot.isEmpty() || parts.isEmpty()) {
        whole = false;
        continue;
      }
      locked.sameToken(lot, amount.get(), clause.amount().span());
      for (int i = 0; i < to.get().size(); i++) {
        notToItself(to.get().get(i), lot, span);
        gives.add(new Deliverable.Gives(to.get().get(i), lot.get(), parts.get().get(i)));
        places.add(span);
      }
    }
    return gives;
  }

  private void notToItself(int to, Optional<Integer> lot, Span span) {
    Optional<Integer> owner =
        lot.isPresent() ? lot.map(l -> locked.lots().get(l).owner()) : locked.performer();
    if (owner.isPresent() && owner.get() == to) {
      report(
          DiagnosticCode.GIVES_TO_ITSELF,
          span,
          "this would give `" + frame.parties().get(to).name() + "` what is its own",
          "name somebody else, or leave it out");
    }
  }

  /** What must hold. */
  List<Deliverable.Require> requires() {
    List<Deliverable.Require> requires = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Clause.Require clause : source.all(Clause.Require.class)) {
      label(clause.label(), labels);
      Optional<Condition> condition = conditions.condition(clause.condition());
      whole &= condition.isPresent();
      condition.ifPresent(
          c -> {
            requires.add(new Deliverable.Require(clause.label().text(), c));
            requirePlaces.add(clause.condition().span());
          });
    }
    return requires;
  }

  private void label(Declaration.Prose label, Set<String> labels) {
    if (label.text().isBlank()) {
      report(
          DiagnosticCode.NO_LABEL,
          label.span(),
          "a rule needs a label that can be read",
          "say in a few words what it is about");
    } else if (!labels.add(label.text())) {
      report(
          DiagnosticCode.DUPLICATE_LABEL,
          label.span(),
          "another rule of `" + name + "` has this label",
          "choose another label: verdicts name rules by it");
    }
  }

  /** What is awarded. */
  List<Deliverable.Award> awards() {
    List<Deliverable.Award> awards = new ArrayList<>();
    for (Clause.Award clause : source.all(Clause.Award.class)) {
      Optional<Condition> when =
          clause.when().isEmpty()
              ? Optional.of(new Condition.Always())
              : clause.when().flatMap(conditions::condition);
      Optional<Deliverable.Award> award =
          when.flatMap(
              c ->
                  clause.amount() instanceof Expression.PercentOf percent
                          && percent.base().isEmpty()
                      ? share(percent, c)
                      : awarded(clause.amount(), c));
      whole &= award.isPresent();
      award.ifPresent(
          one -> {
            awards.add(one);
            awardPlaces.add(clause.span());
          });
    }
    return awards;
  }

  private Optional<Deliverable.Award> share(Expression.PercentOf percent, Condition when) {
    Fraction share = percent.percent().value();
    if (share.compareTo(Fraction.ONE) > 0) {
      report(
          DiagnosticCode.ABOVE_THE_WHOLE,
          percent.span(),
          "an award is a share of the pay, and this is more than all of it",
          "write at most 100%");
    }
    if (percent.percent().decimals() > 4) {
      report(
          DiagnosticCode.TOO_FINE,
          percent.span(),
          "this share is too fine",
          "write at most four decimals");
    }
    return hasPay(percent.span())
        ? Optional.of(new Deliverable.Award(share, when))
        : Optional.empty();
  }

  private Optional<Deliverable.Award> awarded(Expression amount, Condition when) {
    if (!hasPay(amount.span())) {
      return Optional.empty();
    }
    return amounts
        .money(amount, Optional.of(locked.pays().getFirst().token()))
        .map(typed -> new Deliverable.Award(typed.quantity(), Optional.empty(), when));
  }

  private boolean hasPay(Span span) {
    if (locked.pays().isEmpty() && source.one(Clause.Pays.class).isEmpty()) {
      report(
          DiagnosticCode.NO_PAY,
          span,
          "an award is given out of the pay, and nobody pays here",
          "add `pays 500 USDC from client`, or write a `require`");
    }
    return !locked.pays().isEmpty();
  }

  /** What is taken. */
  List<Deliverable.Penalty> penalties() {
    List<Deliverable.Penalty> penalties = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (Clause.Penalty clause : source.all(Clause.Penalty.class)) {
      label(clause.label(), labels);
      penalty(clause, penalties);
    }
    return penalties;
  }

  private void penalty(Clause.Penalty clause, List<Deliverable.Penalty> penalties) {
    Optional<Condition> when =
        clause.when().isEmpty()
            ? Optional.of(new Condition.Always())
            : clause.when().flatMap(conditions::condition);
    Optional<Typed> base = amounts.money(clause.amount(), Optional.empty());
    Optional<Typed> amount = base;
    if (clause.period().isPresent()) {
      Length period = clause.period().get();
      DeliverableTyping.positive(period, diagnostics);
      amount =
          period.seconds() == 0
              ? Optional.empty()
              : amount.flatMap(
                  a ->
                      clause.early()
                          ? amounts
                              .arithmetic()
                              .perPeriodEarly(a, period.seconds(), clause.amount().span())
                          : amounts
                              .arithmetic()
                              .perPeriodLate(a, period.seconds(), clause.amount().span()));
    }
    if (clause.atMost().isPresent()) {
      Optional<Integer> token =
          base.flatMap(
              b ->
                  b.type() instanceof AmountArithmetic.Type.OfToken of
                      ? Optional.of(of.token())
                      : Optional.empty());
      Expression cap = clause.atMost().get();
      Optional<Typed> most = amounts.money(cap, token);
      Optional<Typed> uncapped = amount;
      amount =
          most.flatMap(m -> uncapped.flatMap(a -> amounts.arithmetic().least(a, m, cap.span())));
    }
    amount.ifPresent(all -> amounts.measured().put(clause.span(), Measured.of(all)));
    Optional<List<Integer>> to = amounts.stakes().parties(clause.to());
    if (when.isEmpty() || amount.isEmpty() || to.isEmpty() || base.isEmpty()) {
      whole = false;
      return;
    }
    Optional<Optional<Integer>> pot =
        locked.potFor(clause.from(), base.get().quantity(), clause.amount().span());
    Optional<List<Quantity>> parts =
        locked.split(amount.get(), to.get(), clause.to(), clause.span());
    if (pot.isEmpty() || parts.isEmpty()) {
      whole = false;
      return;
    }
    Span from = clause.from().map(Expression.Pot::span).orElse(clause.amount().span());
    locked.sameToken(pot.get(), amount.get(), from);
    for (int i = 0; i < to.get().size(); i++) {
      notToItself(to.get().get(i), pot.get(), clause.to().span());
      penalties.add(
          new Deliverable.Penalty(
              clause.label().text(), to.get().get(i), pot.get(), parts.get().get(i), when.get()));
      penaltyPlaces.add(clause.span());
    }
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
