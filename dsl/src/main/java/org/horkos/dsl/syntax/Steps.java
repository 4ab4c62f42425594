package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathParser;

/** Reads the steps of a scenario. */
final class Steps {
  private final Atoms atoms;

  Steps(Atoms atoms) {
    this.atoms = atoms;
  }

  List<Step> of(OathParser.StepBlockContext block) {
    List<Step> steps = new ArrayList<>();
    for (OathParser.StepContext step : atoms.bounded(block.step(), "steps")) {
      if (step.exception == null) {
        steps.add(step(step));
      }
    }
    return steps;
  }

  private Step step(OathParser.StepContext tree) {
    Span span = atoms.span(tree);
    return switch (tree) {
      case OathParser.GivenContext given ->
          new Step.Given(given.setting().stream().map(this::setting).toList(), span);
      case OathParser.WaitContext wait -> new Step.Wait(atoms.length(wait.duration()), span);
      case OathParser.ExpectContext expect ->
          new Step.Expect(expect.expectation().stream().map(this::expectation).toList(), span);
      case OathParser.FindsContext finds ->
          new Step.Finds(
              atoms.word(finds.NAME().getSymbol()),
              stated(finds.facts()),
              placed(finds.placed()),
              span);
      case OathParser.ActContext act -> act(act);
      default -> throw new IllegalStateException("no step: " + tree.getClass());
    };
  }

  private Step.Setting setting(OathParser.SettingContext tree) {
    return new Step.Setting(
        atoms.optionalWord(tree.NAME()), atoms.value(tree.value()), atoms.span(tree));
  }

  private Step act(OathParser.ActContext tree) {
    Span span = atoms.span(tree);
    Word actor = atoms.word(tree.NAME().getSymbol());
    Step.Placed placed = placed(tree.placed());
    return new Step.Act(actor, action(tree.action()), placed, span);
  }

  private Step.Action action(OathParser.ActionContext tree) {
    return switch (tree) {
      case OathParser.DeliversContext delivers ->
          new Step.Action.Delivers(
              atoms.word(delivers.NAME().getSymbol()), stated(delivers.facts()));
      case OathParser.PaysInContext pays ->
          new Step.Action.PaysIn(atoms.word(pays.NAME().getSymbol()), atoms.value(pays.value()));
      case OathParser.AnswersContext answers ->
          new Step.Action.Answers(
              atoms.word(answers.NAME(0).getSymbol()),
              atoms.word(answers.NAME(1).getSymbol()),
              atoms.value(answers.value()));
      case OathParser.ChallengesContext challenges ->
          new Step.Action.Challenges(
              atoms.word(challenges.NAME().getSymbol()), stated(challenges.facts()));
      case OathParser.StandsContext stands ->
          new Step.Action.StandsBy(
              atoms.word(stands.NAME().getSymbol()), atoms.word(stands.factName().getStart()));
      case OathParser.ConcedesContext concedes ->
          new Step.Action.Concedes(
              atoms.word(concedes.NAME().getSymbol()), atoms.word(concedes.factName().getStart()));
      case OathParser.AcceptsContext accepts ->
          new Step.Action.Accepts(atoms.word(accepts.NAME().getSymbol()));
      case OathParser.JoinsContext joins -> new Step.Action.Joins();
      case OathParser.EndsItContext ends ->
          new Step.Action.Ends(atoms.word(ends.NAME().getSymbol()));
      default -> throw new IllegalStateException("no action: " + tree.getClass());
    };
  }

  private Step.Placed placed(OathParser.PlacedContext tree) {
    Length length = atoms.length(tree.duration());
    return tree.event() == null
        ? new Step.Placed.After(length)
        : new Step.Placed.At(atoms.instant(length, tree.event(), atoms.span(tree)));
  }

  private List<Step.Stated> stated(OathParser.FactsContext tree) {
    return tree.stated().stream()
        .map(s -> new Step.Stated(atoms.word(s.factName().getStart()), atoms.value(s.value())))
        .toList();
  }

  private Step.Expectation expectation(OathParser.ExpectationContext tree) {
    Span span = atoms.span(tree);
    Value amount = atoms.value(tree.value());
    if (tree.BURNED() != null) {
      return new Step.Expectation(Step.Kind.BURNED, Optional.empty(), amount, span);
    }
    if (tree.COURT() != null) {
      if (tree.GETS() == null) {
        atoms.report(
            org.horkos.dsl.source.Diagnostic.of(
                    org.horkos.dsl.source.DiagnosticCode.SCENARIO_ACTOR,
                    span,
                    "a court has neither a bond nor a reputation here")
                .hint("write `court gets`"));
      }
      return new Step.Expectation(Step.Kind.COURT_GETS, Optional.empty(), amount, span);
    }
    return new Step.Expectation(
        tree.GETS() != null
            ? Step.Kind.GETS
            : tree.RECOVERS() != null ? Step.Kind.RECOVERS : Step.Kind.RECORDS,
        Optional.of(atoms.word(tree.NAME().getSymbol())),
        amount,
        span);
  }
}
