package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Length;

/**
 * Types one deliverable, clause by clause in the order in which amounts become known: who, pays,
 * bonds, facts, times, consequences, rules.
 */
final class DeliverableTyping {
  private final Agreement frame;
  private final ResolvedDeliverable source;
  private final Diagnostics diagnostics;
  private final AmountTyping amounts;
  private final Moments moments;
  private final FactTyping factTyping;
  private final LockedMoney locked;
  private final ClauseTyping clauses;
  private final Consequences consequences;
  private final String name;
  private final Span head;

  private boolean whole = true;

  DeliverableTyping(
      Agreement frame,
      Resolution resolution,
      ResolvedDeliverable source,
      Money money,
      List<Outlier> outliers,
      Diagnostics diagnostics) {
    this.frame = frame;
    this.source = source;
    this.diagnostics = diagnostics;
    this.amounts = new AmountTyping(frame, source.scope(), money, outliers, diagnostics);
    Conditions conditions = new Conditions(amounts, source.scope(), diagnostics);
    this.moments = new Moments(frame, resolution, source, diagnostics);
    this.factTyping = new FactTyping(source.scope(), money, frame.parameters(), diagnostics);
    this.locked = new LockedMoney(amounts, source.scope(), diagnostics);
    this.clauses =
        new ClauseTyping(frame, resolution, source, amounts, conditions, moments, diagnostics);
    this.consequences = new Consequences(frame, source, amounts, conditions, locked, diagnostics);
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
    amounts.stakes().rolesAre(performer.orElse(-1), locked.payers());
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
        missedClause.map(c -> consequences.missed(c.then().gives())).orElse(List.of());
    List<Deliverable.Gives> failedGives =
        source
            .one(Clause.Failed.class)
            .map(c -> consequences.failed(c.then().gives()))
            .orElse(List.of());

    amounts.factsAre(facts);
    typeAllLets();
    clauses.ofFacts(facts);
    Optional<Integer> court = court(facts);
    List<Deliverable.Require> requires = consequences.requires();
    List<Deliverable.Award> awards = consequences.awards();
    List<Deliverable.Penalty> penalties = consequences.penalties();
    limit(requires.size(), 64, "requires");
    limit(awards.size(), 64, "awards");
    limit(penalties.size(), 64, "penalties");

    whole &= locked.whole() && factTyping.whole() && clauses.whole() && consequences.whole();
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
    challenge.ifPresent(c -> positive(c.within(), diagnostics));
    Optional<Integer> court =
        challenge
            .flatMap(
                c -> source.scope().find(c.court(), Symbol.Court.class, "a court", diagnostics))
            .map(Symbol.Court::index);
    return challenge.isEmpty() && !contestable ? Optional.of(Deliverable.NO_COURT) : court;
  }

  /** On which conditions panels need so many votes, by the places of these conditions. */
  Map<Span, Condition> quorums() {
    return amounts.quorums();
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
        consequences.missedPlaces(),
        consequences.failedPlaces(),
        source.one(Clause.Challenge.class).map(Clause.Challenge::span).orElse(head),
        factPlaces(),
        consequences.requirePlaces(),
        consequences.awardPlaces(),
        consequences.penaltyPlaces(),
        clauses.recordPlaces());
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

  /** Reports a time in which nobody can act. */
  static void positive(Length length, Diagnostics diagnostics) {
    if (length.seconds() == 0) {
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.NO_TIME, length.span(), "nobody can act in no time")
              .hint("write at least 1 hour"));
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

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
