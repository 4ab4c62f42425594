package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.value.Fraction;

/** Types the clauses that only some deliverables have. */
final class ClauseTyping {
  private final Agreement frame;
  private final Resolution resolution;
  private final ResolvedDeliverable source;
  private final AmountTyping amounts;
  private final Conditions conditions;
  private final Moments moments;
  private final Diagnostics diagnostics;
  private final ClausesBuilder clauses = new ClausesBuilder();
  private final List<Span> recordPlaces = new ArrayList<>();
  private boolean whole = true;

  ClauseTyping(
      Agreement frame,
      Resolution resolution,
      ResolvedDeliverable source,
      AmountTyping amounts,
      Conditions conditions,
      Moments moments,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.resolution = resolution;
    this.source = source;
    this.amounts = amounts;
    this.conditions = conditions;
    this.moments = moments;
    this.diagnostics = diagnostics;
  }

  /** Whether all of them could be typed. */
  boolean whole() {
    return whole;
  }

  /** What was typed so far. */
  Clauses built() {
    return clauses.build();
  }

  /** Those that are fixed before facts are known: debts, powers, ends. */
  void fixed() {
    for (Clause.Owes owes : source.all(Clause.Owes.class)) {
      owes(owes);
    }
    source
        .one(Clause.Allow.class)
        .ifPresent(
            allow -> {
              Optional<List<Integer>> party = amounts.stakes().parties(allow.party());
              Optional<Moment> from = moments.typed(allow.from(), true);
              if (party.isEmpty() || from.isEmpty()) {
                whole = false;
                return;
              }
              if (party.get().size() > 1) {
                report(
                    DiagnosticCode.WRONG_KIND,
                    allow.party().span(),
                    "these are several payers, and one has to be able to decide",
                    "name one party");
              }
              clauses.mayEnd(new Clauses.MayEnd(party.get().getFirst(), from.get()));
            });
    Optional<Clause.Consequence> missed = source.one(Clause.Missed.class).map(Clause.Missed::then);
    Optional<Clause.Consequence> failed = source.one(Clause.Failed.class).map(Clause.Failed::then);
    clauses.endsAll(
        missed.flatMap(Clause.Consequence::endsAll).isPresent(),
        failed.flatMap(Clause.Consequence::endsAll).isPresent());
    if (source.one(Clause.ByItself.class).isPresent()) {
      clauses.byItself();
    }
    failed
        .flatMap(Clause.Consequence::carriesOver)
        .or(() -> missed.flatMap(Clause.Consequence::carriesOver).filter(_ -> noDebts()))
        .ifPresent(
            span ->
                report(
                    DiagnosticCode.BAD_CARRY,
                    span,
                    "only what is owed can be carried over",
                    "add `owes 100 USDC to lender`, or leave it out"));
    boolean later = source.declaration().series().isPresent();
    if (missed.flatMap(Clause.Consequence::carriesOver).isPresent() && later) {
      source.after().ifPresent(clauses::carriesFrom);
    }
    clauses.business(new BusinessDays(resolution, source.scope(), diagnostics).of(source));
  }

  private boolean noDebts() {
    return source.all(Clause.Owes.class).isEmpty();
  }

  private void owes(Clause.Owes owes) {
    Optional<Typed> amount = amounts.money(owes.amount(), Optional.empty());
    Optional<List<Integer>> to = amounts.stakes().parties(owes.to());
    if (amount.isEmpty() || to.isEmpty()) {
      whole = false;
      return;
    }
    boolean late = owes.when().filter(when -> when instanceof Expression.Late).isPresent();
    if (owes.when().isPresent() && !late) {
      report(
          DiagnosticCode.OWES_AND_PAYS,
          owes.when().get().span(),
          "what is owed depends on nothing but whether it comes late",
          "write `when late`, or leave the condition out");
      whole = false;
    }
    if (to.get().size() > 1) {
      report(
          DiagnosticCode.OWES_AND_PAYS,
          owes.to().span(),
          "these are several payers",
          "write one `owes` for each of them");
      whole = false;
    }
    int token = ((Type.OfToken) amount.get().type()).token();
    if (clauses.debts().stream().anyMatch(debt -> debt.token() != token)) {
      report(
          DiagnosticCode.MIXED_TOKENS,
          owes.amount().span(),
          "what is owed here is of different tokens",
          "keep to one token in a deliverable");
      whole = false;
    }
    if (amounts
        .stakes()
        .parties(new org.horkos.dsl.syntax.Who.Performer(owes.to().span()))
        .filter(performer -> performer.equals(to.get()))
        .isPresent()) {
      report(
          DiagnosticCode.GIVES_TO_ITSELF,
          owes.to().span(),
          "nobody owes himself",
          "name somebody else");
      whole = false;
    }
    clauses.owes(new Clauses.Owes(to.get().getFirst(), token, amount.get().quantity(), late));
  }

  /** The facts, and an excuse behind them. */
  List<Deliverable.Fact> withExcuse(List<Deliverable.Fact> typed) {
    List<Deliverable.Fact> facts = new ArrayList<>(typed);
    source
        .one(Clause.Excuse.class)
        .ifPresent(
            excuse -> {
              clauses.excuse(facts.size());
              facts.add(
                  new Deliverable.Fact(
                      "excuse",
                      Optional.of("For how long was it prevented from being on time?"),
                      false,
                      new Domain.TimeSpan(
                          BigInteger.ZERO, BigInteger.valueOf(excuse.most().seconds())),
                      new Source.Performer()));
            });
    return facts;
  }

  /** Those that look at facts. */
  void ofFacts(List<Deliverable.Fact> facts) {
    source
        .one(Clause.Due.class)
        .flatMap(Clause.Due::measuredBy)
        .ifPresent(
            name ->
                source
                    .scope()
                    .find(name, Symbol.Fact.class, "a fact", diagnostics)
                    .map(Symbol.Fact::index)
                    .filter(index -> index < facts.size())
                    .ifPresentOrElse(
                        index -> {
                          if (!(facts.get(index).domain() instanceof Domain.Time)) {
                            report(
                                DiagnosticCode.BAD_MEASURE,
                                name.span(),
                                "`" + name.text() + "` says no moment",
                                "declare it as `fact " + name.text() + " \"When …?\": time`");
                          }
                          clauses.measuredBy(index);
                        },
                        () -> whole = false));
    source.one(Clause.Ranks.class).ifPresent(this::ranks);
    asked(facts);
    for (Clause.Records records : source.all(Clause.Records.class)) {
      records(records);
    }
  }

  private void ranks(Clause.Ranks ranks) {
    Optional<Typed> value = amounts.numeric(ranks.value());
    Optional<Integer> contest =
        source
            .scope()
            .find(ranks.contest(), Symbol.Contest.class, "a contest", diagnostics)
            .map(Symbol.Contest::index);
    if (value.isEmpty() || contest.isEmpty()) {
      whole = false;
      return;
    }
    if (value.get().range().least().signum() < 0) {
      report(
          DiagnosticCode.BAD_ENTRY,
          ranks.value().span(),
          "this can fall below zero, and entries are ranked by values from 0 upwards",
          "write `greater of 0 and (…)`");
      whole = false;
    }
    clauses.entry(
        new Clauses.Entry(
            resolution.deliverables().size() + contest.get(), value.get().quantity()));
  }

  /*
   * A fact that is not asked is what its silence means, and so it stands in the conditions of those
   * that are asked after it.
   */
  private void asked(List<Deliverable.Fact> typed) {
    Substitution unasked = new Substitution();
    List<Clause.Fact> facts = source.all(Clause.Fact.class);
    List<Expression> seen = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      Optional<Expression> when = facts.get(i).source().flatMap(Clause.Source::asked);
      if (when.isEmpty() || seen.contains(when.get())) {
        continue;
      }
      seen.add(when.get());
      List<Integer> same = new ArrayList<>();
      for (int j = i; j < facts.size(); j++) {
        if (facts.get(j).source().flatMap(Clause.Source::asked).equals(when)) {
          same.add(j);
        }
      }
      Optional<Condition> condition = conditions.condition(when.get()).map(unasked::in);
      whole &= condition.isPresent();
      condition.ifPresent(
          c -> {
            clauses.asked(new Clauses.Asked(same, c));
            same.forEach(fact -> silent(unasked, typed, fact, c));
          });
    }
  }

  private static void silent(
      Substitution unasked, List<Deliverable.Fact> facts, int fact, Condition when) {
    if (facts.get(fact).source() instanceof Source.Other other
        && other.silence() instanceof Deliverable.Silence.Means means) {
      Quantity silence = new Quantity.Constant(Fraction.of(means.word()));
      unasked.put(fact, new Quantity.If(when, new Quantity.FactValue(fact), silence));
    }
  }

  private void records(Clause.Records records) {
    Optional<Typed> points = amounts.numeric(records.points());
    Optional<List<Integer>> party = amounts.stakes().parties(records.of());
    Optional<Condition> when =
        records.when().isEmpty()
            ? Optional.of(new Condition.Always())
            : records.when().flatMap(conditions::condition);
    if (points.isEmpty() || party.isEmpty() || when.isEmpty()) {
      whole = false;
      return;
    }
    BigInteger most = BigInteger.valueOf(Integer.MAX_VALUE);
    Interval range = points.get().range();
    if (!(points.get().type() instanceof Type.Count)
        || range.most().floor().compareTo(most) > 0
        || range.least().floor().compareTo(most.negate()) < 0) {
      report(
          DiagnosticCode.BAD_POINTS,
          records.points().span(),
          "points are plain numbers below 2^31",
          "write a number such as `10`, or `-10`");
      whole = false;
      return;
    }
    for (int one : party.get()) {
      clauses.points(
          new Clauses.Points(records.label().text(), one, points.get().quantity(), when.get()));
      recordPlaces.add(records.span());
    }
  }

  /** Where what is recorded stands, once for each party of whom it is recorded. */
  List<Span> recordPlaces() {
    return List.copyOf(recordPlaces);
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
