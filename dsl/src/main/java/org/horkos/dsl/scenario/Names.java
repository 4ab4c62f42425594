package org.horkos.dsl.scenario;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Step;
import org.horkos.dsl.syntax.Word;

/**
 * Names in scenarios, where the agreement itself has errors: whether there are such parties,
 * deliverables and facts is known all the same. Whatever depends on types is left for later, so
 * that no mistake is reported that only follows from another.
 */
public final class Names {
  private final Resolution resolution;
  private final Scope scope;
  private final Diagnostics diagnostics;

  private Names(Resolution resolution, Diagnostics diagnostics) {
    this.resolution = resolution;
    this.scope = resolution.scope();
    this.diagnostics = diagnostics;
  }

  /** Reports every name that is unknown, or that of something else. */
  public static void check(Resolution resolution, Diagnostics diagnostics) {
    Names pass = new Names(resolution, diagnostics);
    for (Declaration.Scenario scenario : resolution.scenarios()) {
      scenario.steps().forEach(pass::step);
    }
  }

  private void step(Step step) {
    switch (step) {
      case Step.Given given ->
          given
              .settings()
              .forEach(
                  setting ->
                      setting
                          .name()
                          .ifPresent(
                              name ->
                                  scope.find(
                                      name, Symbol.Parameter.class, "a parameter", diagnostics)));
      case Step.Expect expect ->
          expect.expectations().forEach(expected -> expected.who().ifPresent(this::party));
      case Step.Finds finds -> {
        stated(finds.deliverable(), finds.facts());
        placed(finds.placed());
      }
      case Step.Act act -> {
        act(act);
        placed(act.placed());
      }
      case Step.Wait wait -> {}
    }
  }

  private void act(Step.Act act) {
    if (act.action() instanceof Step.Action.Answers) {
      source(act.actor());
    } else {
      party(act.actor());
    }
    switch (act.action()) {
      case Step.Action.Delivers delivers -> stated(delivers.deliverable(), delivers.facts());
      case Step.Action.Answers answers -> fact(answers.deliverable(), answers.fact());
      case Step.Action.Challenges challenges ->
          stated(challenges.deliverable(), challenges.facts());
      case Step.Action.StandsBy stands -> fact(stands.deliverable(), stands.fact());
      case Step.Action.Concedes concedes -> fact(concedes.deliverable(), concedes.fact());
      case Step.Action.PaysIn pays -> deliverable(pays.deliverable());
      case Step.Action.Ends ends -> deliverable(ends.deliverable());
      case Step.Action.Accepts accepts -> deliverable(accepts.deliverable());
      case Step.Action.Joins joins -> {}
    }
  }

  private void placed(Step.Placed placed) {
    if (placed instanceof Step.Placed.At at) {
      boolean party = at.instant().event() == Instant.Event.JOINS;
      at.instant().name().ifPresent(party ? this::party : this::deliverable);
    }
  }

  private void party(Word name) {
    scope.find(name, Symbol.Party.class, "a party", diagnostics);
  }

  /** Whoever answers a fact. */
  private void source(Word name) {
    if (scope.find(name.text()).isEmpty()) {
      scope.reportUnknown(
          name,
          List.of(Symbol.Party.class, Symbol.Attestor.class),
          "a party or an attestor",
          diagnostics);
    }
  }

  private Optional<Resolution.ResolvedDeliverable> deliverable(Word name) {
    return scope
        .find(name, Symbol.Deliverable.class, "a deliverable", diagnostics)
        .flatMap(
            symbol ->
                resolution.deliverables().stream()
                    .filter(each -> each.declaration().name().text().equals(name.text()))
                    .findFirst());
  }

  private void stated(Word deliverable, List<Step.Stated> facts) {
    deliverable(deliverable).ifPresent(of -> facts.forEach(stated -> find(of, stated.fact())));
  }

  private void fact(Word deliverable, Word fact) {
    deliverable(deliverable).ifPresent(of -> find(of, fact));
  }

  private void find(Resolution.ResolvedDeliverable of, Word fact) {
    String kind = "a fact of `" + of.declaration().name().text() + "`";
    of.scope().find(fact, Symbol.Fact.class, kind, diagnostics);
  }
}
