package org.horkos.dsl.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Polynomial;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * Whether a lot can be overdrawn (OATH rule 5): what can be taken from it at once, in the worst
 * case, is at most the lot, for all values of the parameters. Amounts are compared as polynomials,
 * so that a lot of 20% of the pay holds what 50% of that lot and 10% of the pay come to, whatever
 * the price.
 */
final class LotCheck {
  /** More sets of rules than this are taken together as one. */
  private static final int MOST_SETS = 256;

  private static final Quantity ZERO = new Quantity.Constant(Fraction.ZERO);

  private final Agreement frame;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Diagnostics diagnostics;
  private final Budget budget;
  private final Bounds bounds;
  private final Counterexamples counterexamples;

  LotCheck(
      Agreement frame,
      Deliverable deliverable,
      TypedText.Places places,
      Counterexamples counterexamples,
      Budget budget,
      Diagnostics diagnostics) {
    this.budget = budget;
    this.counterexamples = counterexamples;
    this.frame = frame;
    this.deliverable = deliverable;
    this.places = places;
    this.diagnostics = diagnostics;
    this.bounds = new Bounds(frame.parameters(), deliverable, budget);
  }

  void check() {
    signs();
    for (int i = 0; i < deliverable.pays().size(); i++) {
      locksSomething(
          deliverable.pays().get(i).amount(),
          deliverable.pays().get(i).token(),
          places.pays().get(i),
          true);
    }
    for (int i = 0; i < deliverable.lots().size(); i++) {
      Span span = places.lots().get(i);
      Deliverable.Lot lot = deliverable.lots().get(i);
      locksSomething(lot.amount(), lot.token(), span, false);
      fits(i, List.of(gives(deliverable.missedGives(), i)), span, Overdraft.End.MISSED);
      fits(i, ofVerdicts(i), span, Overdraft.End.DELIVERED);
    }
  }

  /** Whatever is paid is never below 0, and an award never above the pay. */
  private void signs() {
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      notBelowZero(penalty.amount(), penalty.when(), places.penalties().get(i));
    }
    for (int i = 0; i < deliverable.missedGives().size(); i++) {
      Quantity amount = deliverable.missedGives().get(i).amount();
      if (!bounds.neverBelowZero(amount)) {
        belowZero(
            places.missedGives().get(i),
            counterexamples.missed(deliverable, Map.of(), at -> below(at, amount), "below zero"));
      }
    }
    for (int i = 0; i < deliverable.failedGives().size(); i++) {
      Quantity amount = deliverable.failedGives().get(i).amount();
      if (!bounds.neverBelowZero(amount)) {
        belowZero(
            places.failedGives().get(i),
            counterexamples.delivered(
                deliverable,
                Map.of(),
                at -> at.kept() ? Fraction.ZERO : below(at, amount),
                "below zero"));
      }
    }
    for (int i = 0; i < deliverable.awards().size(); i++) {
      Deliverable.Award award = deliverable.awards().get(i);
      if (award.share().isEmpty()) {
        notBelowZero(award.amount(), award.when(), places.awards().get(i));
        notAbovePay(award, places.awards().get(i));
      }
    }
  }

  private void notAbovePay(Deliverable.Award award, Span span) {
    Quantity pay = new Quantity.Pay();
    if (bounds.neverAbove(award.amount(), pay)
        || never(award.when(), award.amount(), Condition.Operator.ABOVE, pay)) {
      return;
    }
    Optional<Counterexamples.Found> found =
        counterexamples.delivered(
            deliverable,
            Map.of(),
            at ->
                at.holds(award.when())
                    ? at.value(award.amount()).minus(at.value(pay))
                    : Fraction.ZERO,
            "an award above the pay");
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.AWARD_ABOVE_PAY,
                span,
                "this can come to more than the pay, and an award is given out of the pay")
            .hint("write `award lesser of (…) and pay`, or let more be paid")
            .counterexample(found.flatMap(Counterexamples.Found::scenario)));
  }

  private void notBelowZero(Quantity amount, Condition when, Span span) {
    if (!bounds.neverBelowZero(amount) && !never(when, amount, Condition.Operator.BELOW, ZERO)) {
      belowZero(
          span,
          counterexamples.delivered(
              deliverable,
              Map.of(),
              at -> at.holds(when) ? below(at, amount) : Fraction.ZERO,
              "below zero"));
    }
  }

  /** Whether it is shown, value by value of the facts, that a comparison never holds with it. */
  private boolean never(
      Condition when, Quantity amount, Condition.Operator operator, Quantity other) {
    Condition both =
        new Condition.All(List.of(when, new Condition.Compare(amount, operator, other)));
    return new Halving(frame.parameters(), both, budget).showsNever(deliverable);
  }

  private static Fraction below(Situation at, Quantity amount) {
    return Fraction.ZERO.minus(at.value(amount));
  }

  private void belowZero(Span span, Optional<Counterexamples.Found> found) {
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.BELOW_ZERO, span, "this can fall below zero, and nobody pays that")
            .hint("write `greater of 0 " + frame.tokens().getFirst().symbol() + " and (…)`")
            .counterexample(found.flatMap(Counterexamples.Found::scenario)));
  }

  private boolean isBoundToNothing(Quantity amount, Polynomial.Least best) {
    return best.value().signum() == 0
        && amount instanceof Quantity.ParameterValue parameter
        && frame.parameters().get(parameter.index()).least().signum() == 0;
  }

  private void locksSomething(Quantity amount, int token, Span span, boolean mayBeLeftOut) {
    Polynomial.Least best = null;
    for (Polynomial polynomial : bounds.below(amount)) {
      Polynomial.Least least = bounds.least(polynomial);
      best = best == null || least.value().compareTo(best.value()) > 0 ? least : best;
    }
    // A parameter may be bound to nothing, and then nobody pays: so written it is meant.
    boolean left = mayBeLeftOut && best != null && isBoundToNothing(amount, best);
    if (!left && (best == null || best.value().compareTo(Fraction.ONE) < 0)) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.NOTHING_LOCKED,
                  span,
                  "this can be less than the smallest unit of "
                      + frame.tokens().get(token).symbol()
                      + (best == null ? "" : Overdraft.at(frame, best.where())))
              .hint("raise the lower bound of the parameter, or the share")
              .counterexample(best == null ? Optional.empty() : nothingLocked(amount, best)));
    }
  }

  private Optional<String> nothingLocked(Quantity amount, Polynomial.Least least) {
    return counterexamples
        .delivered(
            deliverable,
            least.where(),
            at -> Fraction.ONE.minus(at.value(amount)),
            "nothing is locked")
        .flatMap(Counterexamples.Found::scenario);
  }

  private static List<Quantity> gives(List<Deliverable.Gives> gives, int lot) {
    return gives.stream().filter(g -> g.fromLot() == lot).map(Deliverable.Gives::amount).toList();
  }

  /** What a dispute can take from a lot. */
  private List<Quantity> forfeits(int lot) {
    boolean disputes = deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
    if (!disputes || frame.courts().get(deliverable.court()).forfeitBps() == 0) {
      return List.of();
    }
    int bps = frame.courts().get(deliverable.court()).forfeitBps();
    return List.of(
        new Quantity.Product(
            List.of(new Quantity.Constant(Fraction.of(bps, 10_000)), new Quantity.Lot(lot))));
  }

  // All sets of amounts that one verdict and its dispute can take from a lot together.
  private List<List<Quantity>> ofVerdicts(int lot) {
    List<Quantity> always = forfeits(lot);
    List<Quantity> failed = gives(deliverable.failedGives(), lot);
    List<Integer> own = new ArrayList<>();
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      if (deliverable.penalties().get(i).fromLot().equals(Optional.of(lot))) {
        own.add(i);
      }
    }
    Set<Set<Integer>> together = new LinkedHashSet<>();
    Set<Set<Integer>> togetherFailed = new LinkedHashSet<>();
    Optional<Cases> cases = Cases.of(deliverable, conditions(own, !failed.isEmpty()), budget);
    if (cases.isEmpty()) {
      together.add(new TreeSet<>(own));
      togetherFailed.add(new TreeSet<>(own));
    } else {
      List<Deliverable.Award> paying = paying();
      for (Cases.Case at : cases.get().all()) {
        Set<Integer> holding = new TreeSet<>();
        for (int i : own) {
          if (Cases.holds(deliverable.penalties().get(i).when(), at)) {
            holding.add(i);
          }
        }
        together.add(holding);
        if (!failed.isEmpty() && canFail(at, paying)) {
          togetherFailed.add(holding);
        }
      }
    }
    List<List<Quantity>> sets = new ArrayList<>();
    for (Set<Integer> holding : greatest(together)) {
      List<Quantity> taken = new ArrayList<>(always);
      holding.forEach(i -> taken.add(deliverable.penalties().get(i).amount()));
      sets.add(taken);
    }
    for (Set<Integer> holding : greatest(togetherFailed)) {
      List<Quantity> taken = new ArrayList<>(always);
      holding.forEach(i -> taken.add(deliverable.penalties().get(i).amount()));
      taken.addAll(failed);
      sets.add(taken);
    }
    return sets;
  }

  private List<Condition> conditions(List<Integer> penalties, boolean withAward) {
    List<Condition> all = new ArrayList<>();
    penalties.forEach(i -> all.add(deliverable.penalties().get(i).when()));
    if (withAward) {
      deliverable.requires().forEach(r -> all.add(r.condition()));
      deliverable.awards().forEach(a -> all.add(a.when()));
    }
    return all;
  }

  private boolean canFail(Cases.Case at, List<Deliverable.Award> paying) {
    boolean required =
        deliverable.requires().stream().allMatch(r -> Cases.holds(r.condition(), at));
    // The greatest award counts: it comes to nothing if none of those that hold comes to a unit.
    boolean something =
        deliverable.pays().isEmpty()
            ? deliverable.awards().isEmpty()
            : paying.stream().anyMatch(award -> Cases.holds(award.when(), at));
    return !required || !something;
  }

  /** The awards that come to a unit at least. */
  private List<Deliverable.Award> paying() {
    List<Deliverable.Award> awards =
        deliverable.awards().isEmpty() ? List.of(Deliverable.Award.all()) : deliverable.awards();
    return awards.stream()
        .filter(
            award ->
                bounds.below(award.amount()).stream()
                    .anyMatch(p -> bounds.least(p).value().compareTo(Fraction.ONE) >= 0))
        .toList();
  }

  /** Those sets that are no part of another one: who can bear these can bear them all. */
  private static Set<Set<Integer>> greatest(Set<Set<Integer>> sets) {
    if (sets.size() > MOST_SETS) {
      Set<Integer> all = new TreeSet<>();
      sets.forEach(all::addAll);
      return Set.of(all);
    }
    Set<Set<Integer>> greatest = new LinkedHashSet<>();
    for (Set<Integer> one : sets) {
      if (sets.stream().noneMatch(other -> other.size() > one.size() && other.containsAll(one))) {
        greatest.add(one);
      }
    }
    return greatest;
  }

  /** Whether it is shown, value by value of the facts, that no verdict takes more than the lot. */
  private boolean delivered(int lot, Quantity whole) {
    List<Quantity> taken = new ArrayList<>(forfeits(lot));
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      if (penalty.fromLot().equals(Optional.of(lot))) {
        taken.add(new Quantity.If(penalty.when(), penalty.amount(), ZERO));
      }
    }
    gives(deliverable.failedGives(), lot)
        .forEach(gives -> taken.add(new Quantity.If(fails(), gives, ZERO)));
    return never(new Condition.Always(), new Quantity.Sum(taken), Condition.Operator.ABOVE, whole);
  }

  /** When it fails, as far as requires tell alone. */
  private Condition fails() {
    boolean paid = deliverable.awards().isEmpty() && !deliverable.pays().isEmpty();
    List<Condition> required =
        deliverable.requires().stream().map(Deliverable.Require::condition).toList();
    return paid && !required.isEmpty()
        ? new Condition.Not(new Condition.All(required))
        : new Condition.Always();
  }

  /** Reports the first of some sets of amounts that do not fit into a lot together. */
  private void fits(int lot, List<List<Quantity>> sets, Span span, Overdraft.End end) {
    for (List<Quantity> taken : sets) {
      Quantity whole = deliverable.lots().get(lot).amount();
      if (SharesOfLot.of(lot, taken).fit(whole, bounds)) {
        continue;
      }
      // Amounts that are floored one by one fit into what is floored once.
      List<Polynomial> lots = bounds.below(whole);
      List<Polynomial> sums = bounds.above(new Quantity.Sum(taken));
      if (!taken.isEmpty() && (lots.isEmpty() || sums.isEmpty())) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.TOO_COMPLEX,
                    span,
                    "what can be taken from this bond cannot be computed beforehand")
                .hint("make the amounts simpler shares of the pay or of the bond"));
        return;
      }
      Optional<Overdraft.Margin> margin =
          taken.isEmpty() ? Optional.empty() : Overdraft.Margin.negative(bounds, lots, sums);
      if (margin.isPresent() && !(end == Overdraft.End.DELIVERED && delivered(lot, whole))) {
        diagnostics.add(
            new Overdraft(frame, deliverable, counterexamples).of(lot, end, margin.get(), span));
        return;
      }
    }
  }
}
