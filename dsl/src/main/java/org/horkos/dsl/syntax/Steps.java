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
    Optional<Step.Action> action =
        switch (tree.action()) {
          case OathParser.DeliversContext delivers ->
              Optional.of(
                  new Step.Action.Delivers(
                      atoms.word(delivers.NAME().getSymbol()), stated(delivers.facts())));
          case OathParser.AnswersContext answers ->
              Optional.of(
                  new Step.Action.Answers(
                      atoms.word(answers.NAME(0).getSymbol()),
                      atoms.word(answers.NAME(1).getSymbol()),
                      atoms.value(answers.value())));
          case OathParser.ChallengesContext challenges ->
              Optional.of(
                  new Step.Action.Challenges(
                      atoms.word(challenges.NAME().getSymbol()), stated(challenges.facts())));
          case OathParser.StandsContext stands ->
              Optional.of(
                  new Step.Action.StandsBy(
                      atoms.word(stands.NAME(0).getSymbol()),
                      atoms.word(stands.NAME(1).getSymbol())));
          case OathParser.ConcedesContext concedes ->
              Optional.of(
                  new Step.Action.Concedes(
                      atoms.word(concedes.NAME(0).getSymbol()),
                      atoms.word(concedes.NAME(1).getSymbol())));
          case OathParser.AcceptsContext accepts ->
              Optional.of(new Step.Action.Accepts(atoms.word(accepts.NAME().getSymbol())));
          case OathParser.JoinsContext joins -> Optional.of(new Step.Action.Joins());
          default -> Optional.empty();
        };
    if (action.isEmpty()) {
      atoms.unsupported("powers to end a deliverable", atoms.span(tree.action()));
      return new Step.Unsupported(span);
    }
    return new Step.Act(actor, action.get(), placed, span);
  }

  private Step.Placed placed(OathParser.PlacedContext tree) {
    Length length = atoms.length(tree.duration());
    return tree.event() == null
        ? new Step.Placed.After(length)
        : new Step.Placed.At(atoms.instant(length.seconds(), tree.event(), atoms.span(tree)));
  }

  private List<Step.Stated> stated(OathParser.FactsContext tree) {
    return tree.stated().stream()
        .map(s -> new Step.Stated(atoms.word(s.NAME().getSymbol()), atoms.value(s.value())))
        .toList();
  }

  private Step.Expectation expectation(OathParser.ExpectationContext tree) {
    Span span = atoms.span(tree);
    Value amount = atoms.value(tree.value());
    if (tree.BURNED() != null) {
      return new Step.Expectation(Step.Kind.BURNED, Optional.empty(), amount, span);
    }
    if (tree.COURT() != null) {
      if (tree.RECOVERS() != null) {
        atoms.report(
            org.horkos.dsl.source.Diagnostic.of(
                    org.horkos.dsl.source.DiagnosticCode.SCENARIO_ACTOR,
                    span,
                    "a court has no bond here that it could recover")
                .hint("write `court gets`"));
      }
      return new Step.Expectation(Step.Kind.COURT_GETS, Optional.empty(), amount, span);
    }
    return new Step.Expectation(
        tree.GETS() != null ? Step.Kind.GETS : Step.Kind.RECOVERS,
        Optional.of(atoms.word(tree.NAME().getSymbol())),
        amount,
        span);
  }
}
