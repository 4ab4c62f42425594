package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.junit.jupiter.api.Test;

/** Invariant 10: an act is done only by whom the terms name for it; and it touches nothing else. */
class OnlyTheNamedActs {
  @Test
  void everyAppliedActIsByItsNamedActor() {
    RandomLife.forAll(
        life -> {
          RandomLife.Watch watch = step -> check(life, step);
          life.run(watch);
          life.onlyTime(watch);
        });
  }

  @Test
  void aStepTouchesTheHeadOneDeliverableAndTheContestOfWhichItIsAnEntry() {
    RandomLife.forAll(
        life -> {
          RandomLife.Watch watch =
              step -> {
                if (step.transition() instanceof Applied applied) {
                  List<Integer> changed = new ArrayList<>();
                  for (int i = 0; i < step.before().deliverables().size(); i++) {
                    if (!step.before()
                        .deliverables()
                        .get(i)
                        .equals(applied.state().deliverables().get(i))) {
                      changed.add(i);
                    }
                  }
                  if (changed.size() > 1) {
                    int contest = changed.getLast();
                    assertThat(changed).hasSize(2);
                    assertThat(part(life, changed.getFirst()).clauses().entryOf())
                        .contains(contest);
                    assertThat(applied.state().deliverables().get(contest).with(Tally.NONE))
                        .isEqualTo(step.before().deliverables().get(contest).with(Tally.NONE));
                  }
                }
              };
          life.run(watch);
          life.onlyTime(watch);
        });
  }

  private static void check(RandomLife life, RandomLife.Step step) {
    if (!(step.transition() instanceof Applied)) {
      return;
    }
    AgreementState state = step.before();
    switch (step.input()) {
      case Input.Deliver act ->
          named(state, act.actor(), Set.of(part(life, act.deliverable()).performer()));
      case Input.End act ->
          named(
              state,
              act.actor(),
              Set.of(part(life, act.deliverable()).clauses().mayEnd().orElseThrow().party()));
      case Input.Pay act ->
          named(state, act.actor(), Set.of(part(life, act.deliverable()).performer()));
      case Input.Answer act -> {
        FactTerms fact = part(life, act.deliverable()).facts().get(act.fact());
        if (fact.source() == Source.PARTY) {
          named(state, act.actor(), Set.of(fact.index()));
        } else {
          assertThat(fact.source()).isEqualTo(Source.ATTESTOR);
          assertThat(act.actor()).isEqualTo(life.terms.head().attestors().get(fact.index()));
        }
      }
      case Input.Accept act -> named(state, act.actor(), standing(part(life, act.deliverable())));
      case Input.SettleFacts act ->
          named(state, act.actor(), standing(part(life, act.deliverable())));
      case Input.Evidence act -> named(state, act.actor(), standing(part(life, act.deliverable())));
      case Input.Challenge act -> named(state, act.actor(), owners(part(life, act.deliverable())));
      case Input.StandBy act -> named(state, act.actor(), owners(part(life, act.deliverable())));
      case Input.Concede act -> named(state, act.actor(), owners(part(life, act.deliverable())));
      case Input.Advance _, Input.Join _, Input.SettleOnL1 _, Input.Rule _ -> {}
    }
  }

  private static void named(AgreementState state, Address actor, Set<Integer> parties) {
    assertThat(parties)
        .anyMatch(
            party ->
                party < state.members().size()
                    && state.members().get(party).account().equals(Optional.of(actor)));
  }

  private static DeliverableTerms part(RandomLife life, int deliverable) {
    return life.terms.deliverables().get(deliverable);
  }

  private static Set<Integer> owners(DeliverableTerms part) {
    Set<Integer> owners = new TreeSet<>();
    part.lots().forEach(lot -> owners.add(lot.owner()));
    return owners;
  }

  private static Set<Integer> standing(DeliverableTerms part) {
    Set<Integer> standing = owners(part);
    standing.add(part.performer());
    part.pays().forEach(pay -> standing.add(pay.owner()));
    part.missedGives().forEach(gives -> standing.add(gives.to()));
    part.failedGives().forEach(gives -> standing.add(gives.to()));
    part.clauses().owes().forEach(owes -> standing.add(owes.to()));
    if (ProgramCode.read(part.program().code()) instanceof ProgramCode.Read.WellFormed program) {
      program.instructions().stream()
          .filter(one -> one.op() == Op.PENALTY)
          .forEach(one -> standing.add(one.to()));
    }
    return standing;
  }
}
