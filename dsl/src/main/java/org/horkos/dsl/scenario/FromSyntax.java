package org.horkos.dsl.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.scenario.Scenario.Action;
import org.horkos.dsl.scenario.Scenario.Expectation;
import org.horkos.dsl.scenario.Scenario.Placement;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Step;
import org.horkos.dsl.syntax.Value;
import org.horkos.dsl.syntax.Word;

/** The pass from the syntax of scenarios to scenarios, with the agreement that they are about. */
public final class FromSyntax {
  /** When a scenario starts that does not say so: 2027-01-01. */
  public static final long DEFAULT_START = 1_798_761_600L;

  private final Agreement agreement;
  private final Scope scope;
  private Money money;
  private final Diagnostics diagnostics;
  private StatedFacts facts;

  private FromSyntax(Agreement agreement, Resolution resolution, Diagnostics diagnostics) {
    this.agreement = agreement;
    this.scope = resolution.scope();
    this.money = new Money(scope, agreement.tokens(), diagnostics);
    this.diagnostics = diagnostics;
    this.facts = new StatedFacts(agreement, money, diagnostics);
  }

  /** All scenarios of a text that could be typed; what is wrong in the others is reported. */
  public static List<Scenario> convert(
      Agreement agreement, Resolution resolution, Diagnostics diagnostics) {
    FromSyntax pass = new FromSyntax(agreement, resolution, diagnostics);
    List<Scenario> scenarios = new ArrayList<>();
    for (Declaration.Scenario scenario : resolution.scenarios()) {
      pass.scenario(scenario).ifPresent(scenarios::add);
    }
    return scenarios;
  }

  private Optional<Scenario> scenario(Declaration.Scenario scenario) {
    long start = DEFAULT_START;
    startAt(start);
    List<Optional<BigInteger>> given = new ArrayList<>();
    agreement.parameters().forEach(p -> given.add(Optional.empty()));
    List<Scenario.Step> steps = new ArrayList<>();
    boolean whole = true;
    boolean allRead = true;
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Given settings) {
        for (Step.Setting setting : settings.settings()) {
          if (setting.name().isEmpty()) {
            start = start(setting.value()).orElse(start);
            startAt(start);
          } else {
            // A value that was misread or misnamed is no missing one.
            allRead &= parameter(setting, given);
          }
        }
        continue;
      }
      Optional<? extends Scenario.Step> typed =
          switch (step) {
            case Step.Wait wait ->
                Optional.of(new Scenario.Step.Wait(wait.length().seconds(), wait.span()));
            case Step.Expect expect -> expect(expect);
            case Step.Finds finds -> finds(finds);
            case Step.Act act -> act(act);
            case Step.Given g -> Optional.empty();
          };
      typed.ifPresent(steps::add);
      whole &= typed.isPresent();
    }
    for (int i = 0; i < given.size() && allRead; i++) {
      if (given.get(i).isEmpty()) {
        String name = agreement.parameters().get(i).name();
        report(
            DiagnosticCode.NOT_GIVEN,
            scenario.name().span(),
            "this scenario gives no value to `" + name + "`",
            "add a step such as `given " + name + " = …`");
        whole = false;
      }
    }
    return whole && allRead
        ? Optional.of(
            new Scenario(
                scenario.name().text(),
                start,
                given.stream().flatMap(Optional::stream).toList(),
                steps,
                scenario.name().span()))
        : Optional.empty();
  }

  private Optional<Long> start(Value value) {
    if (value instanceof Value.Date date) {
      return Optional.of(date.seconds());
    }
    report(
        DiagnosticCode.START_WITHOUT_DATE,
        value.span(),
        "`start` is a date",
        "write it as year-month-day: 2027-04-01");
    return Optional.empty();
  }

  private void startAt(long start) {
    money = money.startingAt(start);
    facts = new StatedFacts(agreement, money, diagnostics);
  }

  private boolean parameter(Step.Setting setting, List<Optional<BigInteger>> given) {
    Word name = setting.name().orElseThrow();
    Optional<Integer> index =
        scope
            .find(name, Symbol.Parameter.class, "a parameter", diagnostics)
            .map(Symbol.Parameter::index);
    if (index.isEmpty()) {
      return false;
    }
    Agreement.Parameter parameter = agreement.parameters().get(index.get());
    Optional<BigInteger> word =
        parameter.date() && setting.value() instanceof Value.Date date
            ? Optional.of(BigInteger.valueOf(date.seconds()))
            : money.word(
                setting.value(),
                new Deliverable.Domain.Range(
                    parameter.least(), parameter.most(), parameter.token()));
    if (word.isPresent() && given.get(index.get()).isPresent()) {
      report(
          DiagnosticCode.GIVEN_TWICE,
          setting.span(),
          "`" + name.text() + "` is given twice",
          "leave one of them out");
    }
    given.set(index.get(), word);
    return word.isPresent();
  }

  private Optional<Scenario.Step> expect(Step.Expect step) {
    List<Expectation> expectations = new ArrayList<>();
    for (Step.Expectation expectation : step.expectations()) {
      boolean points = expectation.kind() == org.horkos.dsl.syntax.Step.Kind.RECORDS;
      Optional<Money.Amount> amount =
          points
              ? points(expectation.amount()).map(units -> new Money.Amount(-1, units))
              : money.amount(expectation.amount());
      Optional<Integer> party =
          expectation
              .who()
              .flatMap(w -> scope.find(w, Symbol.Party.class, "a party", diagnostics))
              .map(Symbol.Party::index);
      if (amount.isEmpty() || (expectation.who().isPresent() && party.isEmpty())) {
        continue;
      }
      int token = amount.get().token();
      BigInteger units = amount.get().units();
      Span span = expectation.span();
      expectations.add(
          switch (expectation.kind()) {
            case GETS -> new Expectation.Gets(party.orElseThrow(), token, units, span);
            case RECORDS -> new Expectation.Records(party.orElseThrow(), units, span);
            case RECOVERS -> new Expectation.Recovers(party.orElseThrow(), token, units, span);
            case COURT_GETS -> new Expectation.CourtGets(token, units, span);
            case BURNED -> new Expectation.Burned(token, units, span);
          });
    }
    return expectations.size() == step.expectations().size()
        ? Optional.of(new Scenario.Step.Expect(expectations, step.span()))
        : Optional.empty();
  }

  private Optional<BigInteger> points(Value value) {
    if (value instanceof Value.Number number
        && number.symbol().isEmpty()
        && number.numeral().value().isInteger()) {
      return Optional.of(number.numeral().value().numerator());
    }
    report(DiagnosticCode.BAD_POINTS, value.span(), "points are whole numbers", "write `10`");
    return Optional.empty();
  }

  private Optional<Scenario.Step> finds(Step.Finds step) {
    Optional<Placement> when = placed(step.placed());
    Optional<Integer> deliverable = deliverable(step.deliverable());
    Optional<SortedMap<Integer, BigInteger>> found =
        deliverable.flatMap(d -> facts.contested(d, step.facts(), step.span()));
    return when.isPresent() && found.isPresent()
        ? Optional.of(
            new Scenario.Step.Act(
                when.get(), new Action.Find(deliverable.orElseThrow(), found.get()), step.span()))
        : Optional.empty();
  }

  private Optional<Scenario.Step> act(Step.Act step) {
    Optional<Placement> when = placed(step.placed());
    Optional<Action> action =
        switch (step.action()) {
          case Step.Action.Delivers delivers -> delivers(step.actor(), delivers, step.span());
          case Step.Action.Answers answers -> answers(step.actor(), answers);
          case Step.Action.Challenges challenges -> {
            Optional<Integer> party = party(step.actor());
            Optional<Integer> d = deliverable(challenges.deliverable());
            yield d.flatMap(i -> facts.contested(i, challenges.facts(), step.span()))
                .flatMap(claim -> party.map(p -> new Action.Challenge(p, d.get(), claim)));
          }
          case Step.Action.StandsBy stands -> {
            Optional<Integer> party = party(step.actor());
            Optional<Integer> d = deliverable(stands.deliverable());
            yield d.flatMap(i -> facts.contestable(i, stands.fact()))
                .flatMap(f -> party.map(p -> new Action.StandBy(p, d.get(), f)));
          }
          case Step.Action.Concedes concedes -> {
            Optional<Integer> party = party(step.actor());
            Optional<Integer> d = deliverable(concedes.deliverable());
            yield d.flatMap(i -> facts.contestable(i, concedes.fact()))
                .flatMap(f -> party.map(p -> new Action.Concede(p, d.get(), f)));
          }
          case Step.Action.Accepts accepts -> {
            Optional<Integer> party = party(step.actor());
            yield deliverable(accepts.deliverable())
                .flatMap(d -> party.map(p -> new Action.Accept(p, d)));
          }
          case Step.Action.Joins joins -> joins(step.actor());
          case Step.Action.PaysIn pays -> paysIn(step.actor(), pays);
          case Step.Action.Ends ends -> ends(step.actor(), ends);
        };
    return when.isPresent() && action.isPresent()
        ? Optional.of(new Scenario.Step.Act(when.get(), action.get(), step.span()))
        : Optional.empty();
  }

  private Optional<Action> delivers(Word actor, Step.Action.Delivers action, Span span) {
    Optional<Integer> party = party(actor);
    Optional<Integer> index = deliverable(action.deliverable());
    if (party.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    Deliverable deliverable = agreement.deliverables().get(index.get());
    if (deliverable.performer() != party.get()) {
      report(
          DiagnosticCode.SCENARIO_ACTOR,
          actor.span(),
          "`" + deliverable.name() + "` is delivered by its performer alone",
          "write `" + agreement.parties().get(deliverable.performer()).name() + "`");
      return Optional.empty();
    }
    Optional<SortedMap<Integer, BigInteger>> words = facts.stated(index.get(), action.facts());
    if (words.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < deliverable.facts().size(); i++) {
      boolean states = performerStates(deliverable.facts().get(i));
      if (states != words.get().containsKey(i)) {
        String name = deliverable.facts().get(i).name();
        report(
            states ? DiagnosticCode.NOT_STATED : DiagnosticCode.STATED_BY_ANOTHER,
            span,
            states
                ? "the delivery does not state `" + name + "`"
                : "`" + name + "` is stated by somebody else, later",
            states ? "add it between the braces" : "use a step `answers`");
        return Optional.empty();
      }
    }
    return Optional.of(new Action.Deliver(party.get(), index.get(), words.get()));
  }

  private static boolean performerStates(Deliverable.Fact fact) {
    return switch (fact.source()) {
      case Deliverable.Source.Performer performer -> true;
      case Deliverable.Source.Other other ->
          other.silence() instanceof Deliverable.Silence.AsClaimed;
    };
  }

  private Optional<Action> answers(Word actor, Step.Action.Answers action) {
    Optional<Integer> index = deliverable(action.deliverable());
    Optional<Integer> fact = index.flatMap(d -> facts.fact(d, action.fact()));
    if (fact.isEmpty()) {
      return Optional.empty();
    }
    Deliverable.Fact known = agreement.deliverables().get(index.get()).facts().get(fact.get());
    Optional<BigInteger> word = money.word(action.value(), known.domain());
    if (!(known.source() instanceof Deliverable.Source.Other other)) {
      report(
          DiagnosticCode.SCENARIO_ACTOR,
          actor.span(),
          "`" + known.name() + "` is stated with the delivery",
          "state it in the step `delivers`");
      return Optional.empty();
    }
    String source =
        other.attestor()
            ? agreement.attestors().get(other.index()).name()
            : agreement.parties().get(other.index()).name();
    scope.find(actor.text());
    if (!source.equals(actor.text())) {
      report(
          DiagnosticCode.SCENARIO_ACTOR,
          actor.span(),
          "`" + known.name() + "` is answered by its source alone",
          "write `" + source + "`");
      return Optional.empty();
    }
    return word.map(
        w ->
            new Action.Answer(
                new Scenario.Actor(other.attestor(), other.index()), index.get(), fact.get(), w));
  }

  private Optional<Action> paysIn(Word actor, Step.Action.PaysIn action) {
    Optional<Integer> party = party(actor);
    Optional<Integer> index = deliverable(action.deliverable());
    Optional<Money.Amount> amount = money.amount(action.amount());
    if (party.isEmpty() || index.isEmpty() || amount.isEmpty()) {
      return Optional.empty();
    }
    Deliverable deliverable = agreement.deliverables().get(index.get());
    List<Clauses.Owes> owes = deliverable.clauses().owes();
    if (owes.isEmpty() || deliverable.performer() != party.get()) {
      report(
          DiagnosticCode.SCENARIO_ACTOR,
          actor.span(),
          owes.isEmpty()
              ? "nothing is owed by `" + deliverable.name() + "`"
              : "what `" + deliverable.name() + "` owes is paid by its performer alone",
          owes.isEmpty()
              ? "use a step `delivers`"
              : "write `" + agreement.parties().get(deliverable.performer()).name() + "`");
      return Optional.empty();
    }
    if (owes.getFirst().token() != amount.get().token()) {
      report(
          DiagnosticCode.MIXED_TOKENS,
          action.amount().span(),
          "another token is owed",
          "pay " + agreement.tokens().get(owes.getFirst().token()).symbol());
      return Optional.empty();
    }
    return Optional.of(new Action.PayIn(party.get(), index.get(), amount.get().units()));
  }

  private Optional<Action> ends(Word actor, Step.Action.Ends action) {
    Optional<Integer> party = party(actor);
    Optional<Integer> index = deliverable(action.deliverable());
    if (party.isEmpty() || index.isEmpty()) {
      return Optional.empty();
    }
    Deliverable deliverable = agreement.deliverables().get(index.get());
    Optional<Integer> allowed = deliverable.clauses().mayEnd().map(power -> power.party());
    if (!allowed.equals(party)) {
      report(
          DiagnosticCode.SCENARIO_ACTOR,
          actor.span(),
          "`" + actor.text() + "` may not end `" + deliverable.name() + "`",
          allowed
              .map(p -> "only `" + agreement.parties().get(p).name() + "` may")
              .orElse("add a clause `allow … to end …` to it"));
      return Optional.empty();
    }
    return Optional.of(new Action.End(party.get(), index.get()));
  }

  private Optional<Action> joins(Word actor) {
    Optional<Integer> party = party(actor);
    if (party.isPresent() && agreement.parties().get(party.get()).openForSeconds().isEmpty()) {
      report(
          DiagnosticCode.NOBODY_JOINS,
          actor.span(),
          "`" + actor.text() + "` is named from the beginning and never joins",
          "leave the step out, or declare the party `open for …`");
      return Optional.empty();
    }
    return party.map(Action.Join::new);
  }

  private Optional<Placement> placed(Step.Placed placed) {
    return switch (placed) {
      case Step.Placed.After after -> Optional.of(new Placement.After(after.length().seconds()));
      case Step.Placed.At at -> moment(at.instant()).map(Placement.At::new);
    };
  }

  private Optional<Moment> moment(Instant instant) {
    return switch (instant.event()) {
      case START -> Optional.of(new Moment(Moment.Event.START, 0, instant.offset()));
      case NAMED ->
          instant
              .name()
              .flatMap(this::deliverable)
              .map(d -> new Moment(Moment.Event.ENDED, d, instant.offset()));
      case NAMED_DUE ->
          instant
              .name()
              .flatMap(this::deliverable)
              .map(d -> new Moment(Moment.Event.DUE_OF, d, instant.offset()));
      case JOINS ->
          instant
              .name()
              .flatMap(this::party)
              .map(p -> new Moment(Moment.Event.JOINS, p, instant.offset()));
      case DUE, DATE -> {
        report(
            DiagnosticCode.WHICH_DUE,
            instant.span(),
            "a scenario has many due times",
            "name the deliverable: `60 hours after design.due`");
        yield Optional.empty();
      }
    };
  }

  private Optional<Integer> deliverable(Word name) {
    return scope
        .find(name, Symbol.Deliverable.class, "a deliverable", diagnostics)
        .map(Symbol.Deliverable::index);
  }

  private Optional<Integer> party(Word name) {
    return scope.find(name, Symbol.Party.class, "a party", diagnostics).map(Symbol.Party::index);
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
