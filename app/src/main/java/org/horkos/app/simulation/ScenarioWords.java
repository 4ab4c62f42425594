package org.horkos.app.simulation;

import org.horkos.app.binding.Money;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.scenario.Scenario;

/** Tells what a scenario does and expects, with the names of the agreement. */
public final class ScenarioWords {
  private final Agreement agreement;
  private final Narrator narrator;

  /** The words for one agreement. */
  public ScenarioWords(Agreement agreement) {
    this.agreement = agreement;
    this.narrator = new Narrator(agreement);
  }

  /** What somebody does in a scenario. */
  public String tell(Scenario.Action action) {
    return switch (action) {
      case Scenario.Action.Deliver deliver ->
          narrator.party(deliver.party())
              + " delivers "
              + narrator.name(deliver.deliverable())
              + narrator.facts(deliver.deliverable(), deliver.facts());
      case Scenario.Action.Answer answer ->
          (answer.actor().attestor()
                  ? agreement.attestors().get(answer.actor().index()).name()
                  : narrator.party(answer.actor().index()))
              + " answers "
              + narrator.name(answer.deliverable())
              + "."
              + narrator.fact(answer.deliverable(), answer.fact()).name()
              + " "
              + narrator.word(answer.deliverable(), answer.fact(), answer.word());
      case Scenario.Action.Challenge challenge ->
          narrator.party(challenge.party())
              + " challenges "
              + narrator.name(challenge.deliverable())
              + narrator.facts(challenge.deliverable(), challenge.claim());
      case Scenario.Action.StandBy standBy ->
          narrator.party(standBy.party())
              + " stands by "
              + narrator.name(standBy.deliverable())
              + "."
              + narrator.fact(standBy.deliverable(), standBy.fact()).name();
      case Scenario.Action.Concede concede ->
          narrator.party(concede.party())
              + " concedes "
              + narrator.name(concede.deliverable())
              + "."
              + narrator.fact(concede.deliverable(), concede.fact()).name();
      case Scenario.Action.Accept accept ->
          narrator.party(accept.party()) + " accepts " + narrator.name(accept.deliverable());
      case Scenario.Action.PayIn pay ->
          narrator.party(pay.party())
              + " pays "
              + Money.show(
                  pay.amount(),
                  agreement
                      .tokens()
                      .get(
                          agreement
                              .deliverables()
                              .get(pay.deliverable())
                              .clauses()
                              .owes()
                              .getFirst()
                              .token()))
              + " for "
              + narrator.name(pay.deliverable());
      case Scenario.Action.End end ->
          narrator.party(end.party()) + " ends " + narrator.name(end.deliverable());
      case Scenario.Action.Join join -> narrator.party(join.party()) + " joins";
      case Scenario.Action.Find find ->
          "the court finds "
              + narrator.name(find.deliverable())
              + narrator.facts(find.deliverable(), find.found());
    };
  }

  /** Whom an expectation is about, and in which sense, as in "client gets". */
  public String tell(Scenario.Expectation expectation) {
    return switch (expectation) {
      case Scenario.Expectation.Gets gets -> "that " + narrator.party(gets.party()) + " gets";
      case Scenario.Expectation.Recovers recovers ->
          "that " + narrator.party(recovers.party()) + " recovers";
      case Scenario.Expectation.Records records ->
          "that " + narrator.party(records.party()) + " records";
      case Scenario.Expectation.CourtGets court -> "that the court gets";
      case Scenario.Expectation.Burned burned -> "that burned is";
    };
  }
}
