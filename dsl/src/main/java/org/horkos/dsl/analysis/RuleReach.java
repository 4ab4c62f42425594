package org.horkos.dsl.analysis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Interval;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * Which rules of a deliverable come into effect beside the others: whether it can be kept and can
 * fail at all, and which requires and awards others make useless. Exact where facts are compared
 * with numbers, where finitely many cases stand for all; elsewhere only that it is never kept is
 * said, where halved ranges show it.
 */
final class RuleReach {
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Counterexamples counterexamples;
  private final Budget budget;
  private final Diagnostics diagnostics;
  private final List<Deliverable.Require> requires;
  private final List<Deliverable.Award> awards;

  private final Set<Set<Integer>> broken = new HashSet<>();
  private final Set<Integer> held = new TreeSet<>();
  private final Set<Integer> given = new TreeSet<>();
  private final Set<Integer> counted = new TreeSet<>();
  private final List<Agreement.Parameter> parameters;
  private final Ranges ranges;
  private boolean holds;
  private boolean kept;
  private boolean failed;

  RuleReach(
      List<Agreement.Parameter> parameters,
      Deliverable deliverable,
      TypedText.Places places,
      Counterexamples counterexamples,
      Budget budget,
      Diagnostics diagnostics) {
    this.deliverable = deliverable;
    this.parameters = parameters;
    this.ranges = new Ranges(parameters, deliverable);
    this.places = places;
    this.counterexamples = counterexamples;
    this.budget = budget;
    this.diagnostics = diagnostics;
    this.requires = deliverable.requires();
    this.awards = deliverable.awards();
  }

  void check() {
    List<Condition> all = new ArrayList<>();
    requires.forEach(require -> all.add(require.condition()));
    awards.forEach(award -> all.add(award.when()));
    Optional<Cases> cases = all.isEmpty() ? Optional.empty() : Cases.of(deliverable, all, budget);
    withoutAward(cases.isEmpty());
    if (all.isEmpty() && deliverable.clauses().owes().isEmpty()) {
      again();
    }
    if (cases.isPresent()) {
      cases.get().all().forEach(at -> look(at, requires));
      ends();
      requires();
    } else {
      together();
      // Beside what cannot be looked at, awards may still make each other useless.
      List<Condition> when = awards.stream().map(Deliverable.Award::when).toList();
      Optional<Cases> ofAwards =
          when.isEmpty() ? Optional.empty() : Cases.of(deliverable, when, budget);
      if (ofAwards.isEmpty()) {
        return;
      }
      ofAwards.get().all().forEach(at -> look(at, List.of()));
    }
    awards();
  }

  /** Where cases cannot tell, ranges may show that the rules do not hold together. */
  private void together() {
    List<Condition> needed = new ArrayList<>();
    requires.forEach(require -> needed.add(require.condition()));
    List<Condition> given = awards.stream().map(Deliverable.Award::when).toList();
    if (!given.isEmpty()) {
      needed.add(given.size() == 1 ? given.getFirst() : new Condition.Any(given));
    }
    Constancy constancy = new Constancy(parameters, deliverable, budget);
    boolean each = needed.stream().allMatch(one -> constancy.closely(one) != Constancy.Truth.NEVER);
    if (needed.size() > 1
        && each
        && new Halving(parameters, new Condition.All(needed), budget).showsNever(deliverable)) {
      neverTogether();
    }
  }

  /** What takes effect only where a require fails, and then there is no award. */
  private void withoutAward(boolean awardsToo) {
    if (requires.isEmpty()) {
      return;
    }
    Constancy constancy = new Constancy(parameters, deliverable, budget);
    List<Condition> kept = requires.stream().map(Deliverable.Require::condition).toList();
    if (constancy.closely(new Condition.All(kept)) == Constancy.Truth.NEVER) {
      return;
    }
    for (int i = 0; awardsToo && i < awards.size(); i++) {
      if (isBeyond(awards.get(i).when(), kept, constancy)) {
        report(
            DiagnosticCode.USELESS_AWARD,
            places.awards().get(i),
            "wherever this holds, a `require` fails, and nothing is awarded",
            "leave it out, or mind what the requires demand");
      }
    }
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      if (penalty.fromLot().isEmpty() && isBeyond(penalty.when(), kept, constancy)) {
        report(
            DiagnosticCode.NEVER_HOLDS,
            places.penalties().get(i),
            "wherever this holds, a `require` fails, and then there is no award to take it from",
            "take it from a bond, or mind what the requires demand");
      }
    }
  }

  private static boolean isBeyond(Condition when, List<Condition> kept, Constancy constancy) {
    List<Condition> both = new ArrayList<>(kept);
    both.add(when);
    return !(when instanceof Condition.Always)
        && constancy.closely(when) != Constancy.Truth.NEVER
        && constancy.closely(new Condition.All(both)) == Constancy.Truth.NEVER;
  }

  private void neverTogether() {
    report(
        DiagnosticCode.NEVER_KEPT,
        places.head(),
        "no values of the facts keep `"
            + deliverable.name()
            + "`: each of its rules can hold, but not all that are needed together",
        "mind what the requires and awards say about the same fact");
  }

  private void look(Cases.Case at, List<Deliverable.Require> looked) {
    Set<Integer> fails = new TreeSet<>();
    for (int i = 0; i < looked.size(); i++) {
      if (!Cases.holds(looked.get(i).condition(), at)) {
        fails.add(i);
      }
    }
    broken.add(fails);
    Optional<Fraction> greatest = Optional.empty();
    int first = -1;
    Interval paid = awards.isEmpty() ? paid(new Quantity.Pay()) : Interval.of(Fraction.ZERO);
    boolean something = awards.isEmpty();
    for (int i = 0; i < awards.size(); i++) {
      if (!Cases.holds(awards.get(i).when(), at)) {
        continue;
      }
      held.add(i);
      if (fails.isEmpty()) {
        given.add(i);
      }
      Optional<Fraction> share = awards.get(i).share();
      something |= share.isEmpty() || share.get().signum() > 0;
      paid = paid.max(paid(awards.get(i).amount()));
      if (share.isEmpty() && fails.isEmpty()) {
        counted.add(i);
      } else if (share.isPresent()
          && (greatest.isEmpty() || share.get().compareTo(greatest.get()) > 0)) {
        greatest = share;
        first = i;
      }
    }
    if (fails.isEmpty() && first >= 0) {
      counted.add(first);
    }
    boolean free = deliverable.pays().isEmpty();
    holds |= fails.isEmpty() && (free || something);
    kept |= fails.isEmpty() && (free || paid.most().signum() > 0);
    failed |= !fails.isEmpty() || !(free || paid.least().signum() > 0);
  }

  /** What an award comes to in whole units, for all parameters and facts. */
  private Interval paid(Quantity amount) {
    return ranges.of(amount).floor();
  }

  private void ends() {
    boolean each =
        java.util.stream.IntStream.range(0, requires.size())
                .allMatch(i -> broken.stream().anyMatch(fails -> !fails.contains(i)))
            && (awards.isEmpty() || !held.isEmpty());
    if (holds && !kept) {
      report(
          DiagnosticCode.NEVER_KEPT,
          places.head(),
          "nothing keeps `"
              + deliverable.name()
              + "`: whatever the facts are, its award is less than the smallest unit of the token,"
              + " and so comes to nothing",
          "award a greater share, or let it pay more");
    } else if (!kept && each) {
      neverTogether();
    }
    if (!failed) {
      again();
    }
    if (!failed && !deliverable.failedGives().isEmpty()) {
      report(
          DiagnosticCode.NEVER_FAILS,
          places.failedGives().getFirst(),
          "`" + deliverable.name() + "` never fails: whatever the facts are, something is awarded",
          "leave `failed` out, or add a `require`");
    }
  }

  /** What is never refused is delivered once. */
  private void again() {
    if (deliverable.attempts() > 1) {
      report(
          DiagnosticCode.NEVER_FAILS,
          places.head(),
          "`"
              + deliverable.name()
              + "` may be delivered "
              + deliverable.attempts()
              + " times, but is never refused: whatever the facts are, something is awarded",
          "leave `deliver at most …` out, or add a `require`");
    }
  }

  /** A require that never fails alone demands nothing more; of two equal ones the later. */
  private void requires() {
    if (!broken.contains(Set.<Integer>of())) {
      return; // beside one that always fails all others demand nothing
    }
    Set<Integer> useless = new TreeSet<>();
    for (int i = requires.size() - 1; i >= 0; i--) {
      int one = i;
      List<Set<Integer>> with = broken.stream().filter(fails -> fails.contains(one)).toList();
      boolean constant = with.isEmpty() || with.size() == broken.size();
      if (!constant
          && with.stream()
              .allMatch(fails -> fails.stream().anyMatch(o -> o != one && !useless.contains(o)))) {
        useless.add(one);
      }
    }
    for (int i : useless) {
      report(
          DiagnosticCode.USELESS_REQUIRE,
          places.requires().get(i),
          "whenever this fails, another `require` fails too: it demands nothing more",
          "leave it out, or let it demand more");
    }
  }

  private void awards() {
    for (int i = 0; i < awards.size(); i++) {
      Deliverable.Award award = awards.get(i);
      boolean nothing = award.share().filter(share -> share.signum() == 0).isPresent();
      if (!nothing && (!held.contains(i) || counted.contains(i) || !kept)) {
        continue; // one that never holds is told of as such
      }
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.USELESS_AWARD,
                  places.awards().get(i),
                  nothing
                      ? "where no award holds, nothing is awarded anyway"
                      : given.contains(i)
                          ? "wherever this holds, another award holds that gives at least as much"
                          : "wherever this holds, a `require` fails, and nothing is awarded")
              .hint("the greatest award that holds counts, not the first: leave this one out")
              .counterexample(life(award)));
    }
  }

  private Optional<String> life(Deliverable.Award award) {
    return counterexamples
        .delivered(
            deliverable,
            Map.of(),
            at -> at.holds(award.when()) ? Fraction.ONE : Fraction.ZERO,
            "an award that changes nothing")
        .flatMap(Counterexamples.Found::scenario);
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
