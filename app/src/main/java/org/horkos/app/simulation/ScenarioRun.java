package org.horkos.app.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsRefusal;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.engine.rules.DroolsEvaluator;
import org.horkos.engine.verdict.DualEvaluator;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;

/**
 * One scenario, run against the lifecycle. Both evaluators judge, as in the node. Expectations are
 * compared with what has been paid out by then.
 */
public final class ScenarioRun {
  private final Agreement agreement;
  private final Scenario scenario;
  private final Narrator narrator;
  private final List<Entry> timeline = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Planned> plan = new ArrayList<>();
  private final List<Awaited> awaited = new ArrayList<>();
  private final Bindings bindings;
  private final Map<Judged, Supplier<List<String>>> reasons = new HashMap<>();
  private final Set<Judged> explained = new HashSet<>();
  private int told;

  /** A verdict on a deliverable; equal verdicts are explained once. */
  private record Judged(int deliverable, Verdict verdict) {}

  private ScenarioRun(Agreement agreement, Scenario scenario) {
    this.agreement = agreement;
    this.scenario = scenario;
    this.narrator = new Narrator(agreement);
    this.bindings = RehearsalBindings.of(agreement, scenario.parameters());
  }

  /**
   * What came of a scenario.
   *
   * @param name its name
   * @param start Unix second of {@code start}
   * @param end Unix second in which it ended
   * @param timeline what happened, in order
   * @param plan who did what when, for whoever wants to do the same elsewhere
   * @param awaited what is expected when, for the same
   * @param life everything that happens, also what time alone brings after the end until the
   *     agreement is closed; empty if its terms are refused
   * @param problems where it differs from what the text expects; empty if it holds
   */
  public record Result(
      String name,
      long start,
      long end,
      List<Entry> timeline,
      List<Planned> plan,
      List<Awaited> awaited,
      List<Effect> life,
      List<Problem> problems) {
    public Result {
      timeline = List.copyOf(timeline);
      plan = List.copyOf(plan);
      awaited = List.copyOf(awaited);
      life = List.copyOf(life);
      problems = List.copyOf(problems);
    }
  }

  /**
   * A line of the timeline.
   *
   * @param at Unix second
   * @param act whether somebody did it; else it followed
   * @param sentence what happened
   */
  public record Entry(long at, boolean act, String sentence) {}

  /**
   * Something that somebody does.
   *
   * @param after seconds after start; of a ruling, when the panel can be drawn
   * @param done seconds after start when it is done; later than {@code after} only for a ruling
   * @param action what is done
   */
  public record Planned(long after, long done, Scenario.Action action) {}

  /**
   * What the text expects of a moment.
   *
   * @param after seconds after start
   * @param acts how many of the planned acts come before it
   */
  public record Awaited(long after, int acts, List<Scenario.Expectation> expectations) {
    public Awaited {
      expectations = List.copyOf(expectations);
    }
  }

  /**
   * A difference between text and life.
   *
   * @param span where the text says otherwise
   * @param sentence what is different
   */
  public record Problem(Span span, String sentence) {}

  /** Runs a scenario of an agreement. */
  public static Result run(Agreement agreement, Scenario scenario) {
    ScenarioRun run = new ScenarioRun(agreement, scenario);
    return switch (FromAgreement.compile(agreement, run.bindings, Custody.L1)) {
      case FromAgreement.Result.Refused refused -> run.refused(refused.refusals());
      case FromAgreement.Result.Compiled compiled -> run.live(compiled.terms());
    };
  }

  private Result refused(List<TermsRefusal> refusals) {
    refusals.forEach(refusal -> problems.add(new Problem(scenario.span(), refusal.sentence())));
    return result(scenario.start(), List.of());
  }

  private Result result(long end, List<Effect> life) {
    return new Result(
        scenario.name(), scenario.start(), end, timeline, plan, awaited, life, problems);
  }

  private Result live(Terms terms) {
    DroolsEvaluator rules = new DroolsEvaluator(agreement, bindings, terms);
    DualEvaluator both = new DualEvaluator(rules, new RuleMachine(terms));
    Evaluator evaluator =
        (deliverable, sheet) -> {
          Verdict verdict = both.evaluate(deliverable, sheet);
          reasons.put(
              new Judged(deliverable, verdict),
              () -> new Reasons(narrator).timeline(deliverable, rules.explain(deliverable, sheet)));
          return verdict;
        };
    Life life = new Life(terms, evaluator, scenario.start());
    timeline.add(new Entry(scenario.start(), false, "all have signed and paid in"));
    tell(life, life.now());
    for (Scenario.Step step : scenario.steps()) {
      boolean goesOn =
          switch (step) {
            case Scenario.Step.Wait wait -> {
              passTo(life, life.now() + wait.seconds());
              yield true;
            }
            case Scenario.Step.Act act -> act(terms, life, act);
            case Scenario.Step.Expect expect -> {
              expect(life, expect);
              yield true;
            }
          };
      if (!goesOn) {
        break; // what follows would be measured against another life
      }
    }
    long end = life.now();
    for (OptionalLong next = nextDeadline(terms, life);
        next.isPresent();
        next = nextDeadline(terms, life)) {
      life.passTo(next.getAsLong());
    }
    return result(end, life.effects());
  }

  private void expect(Life life, Scenario.Step.Expect step) {
    awaited.add(new Awaited(life.now() - scenario.start(), plan.size(), step.expectations()));
    Expectations expectations = new Expectations(agreement);
    step.expectations()
        .forEach(expected -> expectations.check(expected, life.effects()).ifPresent(problems::add));
  }

  private boolean act(Terms terms, Life life, Scenario.Step.Act act) {
    OptionalLong when = instant(terms, life, act.when());
    if (when.isEmpty()) {
      problems.add(
          new Problem(act.span(), "this moment never comes: what it counts from does not happen"));
      return false;
    }
    if (when.getAsLong() < life.now()) {
      problems.add(
          new Problem(
              act.span(),
              "this moment is "
                  + Narrator.duration(life.now() - when.getAsLong())
                  + " before the step above it; put the steps in the order of time"));
      return false;
    }
    passTo(life, when.getAsLong());
    timeline.add(new Entry(life.now(), true, new ScenarioWords(agreement).tell(act.action())));
    plan.add(
        new Planned(
            earliest(life, act.action()) - scenario.start(),
            life.now() - scenario.start(),
            act.action()));
    return switch (life.act(input(act.action()))) {
      case Transition.Applied applied -> {
        tell(life, life.now());
        passTo(life, life.now());
        yield true;
      }
      case Transition.Refused refused -> {
        problems.add(new Problem(act.span(), "refused: " + refused.reason().sentence()));
        yield false;
      }
    };
  }

  /** A real court begins when the evidence period ends; the drawing takes no time only here. */
  private static long earliest(Life life, Scenario.Action action) {
    if (action instanceof Scenario.Action.Find find) {
      return life.state()
          .deliverables()
          .get(find.deliverable())
          .dispute()
          .map(dispute -> dispute.evidenceUntil())
          .orElse(life.now());
    }
    return life.now();
  }

  private Input input(Scenario.Action action) {
    return switch (action) {
      case Scenario.Action.Deliver deliver ->
          new Input.Deliver(party(deliver.party()), deliver.deliverable(), deliver.facts());
      case Scenario.Action.Answer answer ->
          new Input.Answer(
              actor(answer.actor()), answer.deliverable(), answer.fact(), answer.word());
      case Scenario.Action.Challenge challenge ->
          new Input.Challenge(party(challenge.party()), challenge.deliverable(), challenge.claim());
      case Scenario.Action.StandBy standBy ->
          new Input.StandBy(party(standBy.party()), standBy.deliverable(), standBy.fact());
      case Scenario.Action.Concede concede ->
          new Input.Concede(party(concede.party()), concede.deliverable(), concede.fact());
      case Scenario.Action.Accept accept ->
          new Input.Accept(party(accept.party()), accept.deliverable());
      case Scenario.Action.PayIn pay ->
          new Input.Pay(party(pay.party()), pay.deliverable(), pay.amount());
      case Scenario.Action.End end -> new Input.End(party(end.party()), end.deliverable());
      case Scenario.Action.Join join -> new Input.Join(join.party(), party(join.party()));
      case Scenario.Action.Find find -> {
        SortedMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
        find.found().forEach((fact, word) -> found.put(fact, Optional.of(word)));
        yield new Input.Rule(find.deliverable(), new Ruling(found));
      }
    };
  }

  private Address party(int index) {
    return bindings
        .parties()
        .get(index)
        .orElseGet(() -> RehearsalBindings.address("party", narrator.party(index)));
  }

  private Address actor(Scenario.Actor actor) {
    return actor.attestor() ? bindings.attestors().get(actor.index()) : party(actor.index());
  }

  /** The second of a placement; time passes as far as it must to know it. */
  private OptionalLong instant(Terms terms, Life life, Scenario.Placement when) {
    return switch (when) {
      case Scenario.Placement.After after -> OptionalLong.of(life.now() + after.seconds());
      case Scenario.Placement.At at -> {
        OptionalLong event = event(life, at.moment());
        for (OptionalLong next = nextDeadline(terms, life);
            event.isEmpty() && next.isPresent();
            next = nextDeadline(terms, life)) {
          passTo(life, Math.max(next.getAsLong(), life.now()));
          event = event(life, at.moment());
        }
        yield event.isEmpty()
            ? event
            : OptionalLong.of(event.getAsLong() + at.moment().offsetSeconds());
      }
    };
  }

  private static OptionalLong nextDeadline(Terms terms, Life life) {
    OptionalLong earliest = OptionalLong.empty();
    for (int d = 0; d < terms.deliverables().size(); d++) {
      OptionalLong own = Lifecycle.nextDeadline(terms, life.state(), d);
      // What is due already has been advanced: it waits for something else.
      if (own.isPresent()
          && own.getAsLong() > life.now()
          && (earliest.isEmpty() || own.getAsLong() < earliest.getAsLong())) {
        earliest = own;
      }
    }
    return earliest;
  }

  private OptionalLong event(Life life, Moment moment) {
    return switch (moment.event()) {
      case START -> OptionalLong.of(scenario.start());
      case DATE -> OptionalLong.of(0);
      case JOINS -> known(life.state().members().get(moment.index()).joinedAt());
      case ENDED -> {
        DeliverableState ended = life.state().deliverables().get(moment.index());
        yield ended.end() == End.NONE ? OptionalLong.empty() : OptionalLong.of(ended.endedAt());
      }
      case DUE, DUE_OF -> known(life.state().deliverables().get(moment.index()).due());
    };
  }

  private static OptionalLong known(long instant) {
    return instant == 0 ? OptionalLong.empty() : OptionalLong.of(instant);
  }

  private void passTo(Life life, long time) {
    life.passTo(time);
    tell(life, time);
  }

  private void tell(Life life, long now) {
    List<Effect> effects = life.effects();
    for (; told < effects.size(); told++) {
      Effect effect = effects.get(told);
      for (String sentence : narrator.tell(effect)) {
        timeline.add(new Entry(Math.min(Narrator.instant(effect), now), false, sentence));
      }
      if (effect instanceof Effect.Asserted asserted
          && !asserted.missed()
          && !isReopened(life, asserted.deliverable())) {
        int deliverable = asserted.deliverable();
        // A redelivery alone empties the facts, and is told before anything else is done.
        new Reasons(narrator)
            .silences(
                deliverable,
                life.terms().deliverables().get(deliverable),
                life.state().deliverables().get(deliverable).facts(),
                life.state().deliverables().get(deliverable).deliveredAt(),
                asserted.at())
            .forEach(said -> timeline.add(new Entry(Math.min(asserted.at(), now), false, said)));
      }
      judged(effect).ifPresent(judged -> explain(judged, Math.min(Narrator.instant(effect), now)));
    }
  }

  /** It was open again within the same step, and what was known of its facts is forgotten. */
  private static boolean isReopened(Life life, int deliverable) {
    return life.state().deliverables().get(deliverable).phase() == DeliverableState.Phase.OPEN;
  }

  private static Optional<Judged> judged(Effect effect) {
    if (effect instanceof Effect.Asserted asserted && !asserted.missed()) {
      return Optional.of(new Judged(asserted.deliverable(), asserted.verdict()));
    }
    if (effect instanceof Effect.Ended ended) {
      return ended.verdict().map(verdict -> new Judged(ended.deliverable(), verdict));
    }
    return Optional.empty();
  }

  /** Each rule, the values that it looked at, and whether it held. */
  private void explain(Judged judged, long at) {
    Supplier<List<String>> why = reasons.get(judged);
    if (why != null && explained.add(judged)) {
      why.get().forEach(sentence -> timeline.add(new Entry(at, false, sentence)));
    }
  }
}
