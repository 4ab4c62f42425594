package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.value.Fraction;

/**
 * Types one deliverable, clause by clause in the order in which amounts become known: who, pays,
 * bonds, facts, times, consequences, rules.
 */
final class DeliverableTyping {
  private final Agreement frame;
  private final ResolvedDeliverable source;
  private final Diagnostics diagnostics;
  private final AmountTyping amounts;
  private final Conditions conditions;
  private final Moments moments;
  private final FactTyping factTyping;
  private final LockedMoney locked;
  private final ClauseTyping clauses;
  private final String name;
  private final Span head;

  private final List<Span> requirePlaces = new ArrayList<>();
  private final List<Span> awardPlaces = new ArrayList<>();
  private final List<Span> penaltyPlaces = new ArrayList<>();
  private final List<Span> missedPlaces = new ArrayList<>();
  private final List<Span> failedPlaces = new ArrayList<>();
  private boolean whole = true;

  DeliverableTyping(
      Agreement frame,
      Resolution resolution,
      ResolvedDeliverable source,
      Money money,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.source = source;
    this.diagnostics = diagnostics;
    this.amounts = new AmountTyping(frame, source.scope(), money, diagnostics);
    this.conditions = new Conditions(amounts, source.scope(), diagnostics);
    this.moments = new Moments(frame, resolution, source, diagnostics);
    this.factTyping = new FactTyping(source.scope(), money, frame.parameters(), diagnostics);
    this.locked = new LockedMoney(amounts, source.scope(), diagnostics);
    this.clauses =
        new ClauseTyping(frame, resolution, source, amounts, conditions, moments, diagnostics);
    this.name = source.declaration().name().text();
    this.head = source.declaration().name().span();
  }

  /** The deliverable; empty if something in it is wrong, which then has been reported. */
  Optional<Deliverable> typed() {
    Optional<Integer> performer =
        source
            .scope()
            .find(source.declaration().performer(), Symbol.Party.class, "a party", diagnostics)
            .map(Symbol.Party::index);
    amounts.payIsWritten(source.one(Clause.Pays.class).isPresent());
    source.one(Clause.Pays.class).ifPresent(locked::pays);
    amounts.payIsTyped();
    amounts.rolesAre(performer.orElse(-1), locked.payers());
    locked.payKnown(frame.parameters());
    locked.bonds(source.all(Clause.Bond.class));
    amounts.lotsAre(locked.knownLots(), locked.whole());
    clauses.fixed();
    somethingAtStake();
    List<Deliverable.Fact> facts =
        clauses.withExcuse(factTyping.facts(source.all(Clause.Fact.class)));
    limit(facts.size(), 32, "facts");
    limit(locked.lots().size(), 8, "bonds");
    limit(locked.pays().size(), 8, "payers");

    boolean byItself = clauses.built().byItself();
    Optional<Moment> due =
        mandatory(Clause.Due.class, "due", "due 14 days after start")
            .flatMap(clause -> moments.typed(clause.moment(), false));
    long grace =
        source.one(Clause.Due.class).flatMap(Clause.Due::grace).map(Length::seconds).orElse(0L);
    Optional<Clause.Missed> missedClause =
        byItself
            ? source.one(Clause.Missed.class)
            : mandatory(Clause.Missed.class, "missed", "missed 21 days after due");
    Optional<Moment> missed =
        byItself
            ? Optional.of(new Moment(Moment.Event.DUE, 0, 0))
            : missedClause.flatMap(c -> moments.typed(c.moment(), true));
    int attempts =
        source
            .one(Clause.Deliver.class)
            .flatMap(
                d ->
                    FromResolution.wholeNumber(
                        d.times(), 1, 255, "how often may be delivered", diagnostics))
            .orElse(1);
    List<Deliverable.Gives> missedGives =
        missedClause.map(c -> gives(c.then().gives(), missedPlaces)).orElse(List.of());
    List<Deliverable.Gives> failedGives =
        source
            .one(Clause.Failed.class)
            .map(c -> gives(c.then().gives(), failedPlaces))
            .orElse(List.of());

    amounts.factsAre(facts);
    typeAllLets();
    clauses.ofFacts(facts);
    Optional<Integer> court = court(facts);
    List<Deliverable.Require> requires = requires();
    List<Deliverable.Award> awards = awards();
    List<Deliverable.Penalty> penalties = penalties();
    limit(requires.size(), 64, "requires");
    limit(awards.size(), 64, "awards");
    limit(penalties.size(), 64, "penalties");

    whole &= locked.whole() && factTyping.whole() && clauses.whole();
    if (!whole || performer.isEmpty() || due.isEmpty() || missed.isEmpty() || court.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Deliverable(
            name,
            performer.get(),
            source.after(),
            locked.pays(),
            locked.lots(),
            due.get(),
            grace,
            missed.get(),
            missedGives,
            failedGives,
            source.one(Clause.Challenge.class).map(c -> c.within().seconds()).orElse(0L),
            court.get(),
            attempts,
            facts,
            requires,
            awards,
            penalties,
            clauses.built()));
  }

  private void somethingAtStake() {
    if (source.one(Clause.Pays.class).isEmpty()
        && source.all(Clause.Bond.class).isEmpty()
        && source.all(Clause.Owes.class).isEmpty()) {
      report(
          DiagnosticCode.MISSING_CLAUSE,
          head,
          "nothing is paid, owed or bonded in `" + name + "`",
          "add a line such as `pays 500 USDC from client`");
      whole = false;
    }
  }

  private String someCourt() {
    return source.scope().names(Symbol.Court.class).stream().findFirst().orElse("quality");
  }

  /** The court; none is needed where nothing can be contested. */
  private Optional<Integer> court(List<Deliverable.Fact> facts) {
    boolean contestable = facts.stream().anyMatch(Deliverable.Fact::contestable);
    Optional<Clause.Challenge> challenge =
        contestable
            ? mandatory(
                Clause.Challenge.class,
                "challenge",
                "challenge within 3 days, judged by " + someCourt())
            : source.one(Clause.Challenge.class);
    challenge.ifPresent(c -> positive(c.within()));
    Optional<Integer> court =
        challenge
            .flatMap(
                c -> source.scope().find(c.court(), Symbol.Court.class, "a court", diagnostics))
            .map(Symbol.Court::index);
    return challenge.isEmpty() && !contestable ? Optional.of(Deliverable.NO_COURT) : court;
  }

  /** What its amounts came to. */
  Map<Span, Measured> measured() {
    return amounts.measured();
  }

  /** Where its parts stand. */
  TypedText.Places places() {
    return new TypedText.Places(
        head,
        locked.payPlaces(),
        locked.lotPlaces(),
        source.one(Clause.Due.class).map(Clause.Due::span).orElse(head),
        source.one(Clause.Missed.class).map(Clause.Missed::span).orElse(head),
        missedPlaces,
        failedPlaces,
        source.one(Clause.Challenge.class).map(Clause.Challenge::span).orElse(head),
        factPlaces(),
        requirePlaces,
        awardPlaces,
        penaltyPlaces);
  }

  private List<Span> factPlaces() {
    List<Span> places = new ArrayList<>();
    source.all(Clause.Fact.class).forEach(fact -> places.add(fact.name().span()));
    source.one(Clause.Excuse.class).ifPresent(excuse -> places.add(excuse.span()));
    return places;
  }

  private <T extends Clause> Optional<T> mandatory(Class<T> kind, String word, String example) {
    Optional<T> clause = source.one(kind);
    if (clause.isEmpty()) {
      report(
          DiagnosticCode.MISSING_CLAUSE,
          head,
          "`" + name + "` has no clause `" + word + "`",
          "add a line such as `" + example + "`");
    }
    return clause;
  }

  private void positive(Length length) {
    if (length.seconds() == 0) {
      report(
          DiagnosticCode.NO_TIME,
          length.span(),
          "nobody can act in no time",
          "write at least 1 hour");
    }
  }

  private void limit(int count, int most, String what) {
    if (count > most) {
      report(
          DiagnosticCode.TOO_MANY,
          head,
          "a deliverable has at most " + most + " " + what,
          "split it into several deliverables");
    }
  }

  // Also a value that no rule uses is checked.
  private void typeAllLets() {
    for (Declaration.Let let : source.all(Declaration.Let.class)) {
      whole &= amounts.amount(let.value()).isPresent();
    }
  }

  private List<Deliverable.Gives> gives(List<Clause.Gives> clauses, List<Span> places) {
    List<Deliverable.Gives> gives = new ArrayList<>();
    for (Clause.Gives clause : clauses) {
      Span span = clause.to().span().to(clause.amount().span());
      Optional<Typed> amount = amounts.money(clause.amount(), Optional.empty());
      Optional<List<Integer>> to = amounts.parties(clause.to());
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

  private List<Deliverable.Require> requires() {
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

  private List<Deliverable.Award> awards() {
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
          DiagnosticCode.NOT_BOUND_YET,
          span,
          "an award is given out of the pay, and nobody pays here",
          "add `pays 500 USDC from client`, or write a `require`");
    }
    return !locked.pays().isEmpty();
  }

  private List<Deliverable.Penalty> penalties() {
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
      positive(period);
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
    Optional<List<Integer>> to = amounts.parties(clause.to());
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
