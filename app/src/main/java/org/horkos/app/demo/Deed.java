package org.horkos.app.demo;

import java.util.Optional;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;

/**
 * Something of a scenario that is one transaction on L2.
 *
 * @param by who signs it
 * @param token in which the account is that signs
 * @param action what is signed
 */
record Deed(Person by, Address token, Action action) {
  /**
   * The transaction that a scenario's action is on L2.
   *
   * @param id the agreement's number on L2
   * @return empty for what is done on L1 (joining) or takes a whole court (finding)
   */
  static Optional<Deed> of(DemoAgreement demo, long id, Scenario.Action action) {
    return switch (action) {
      case Scenario.Action.Deliver it ->
          by(demo, it.party(), new Action.Deliver(id, it.deliverable(), Facts.of(it.facts())));
      case Scenario.Action.Answer it ->
          Optional.of(
              new Deed(
                  it.actor().attestor()
                      ? demo.attestor(it.actor().index())
                      : demo.party(it.actor().index()),
                  demo.feeToken(),
                  new Action.Answer(id, it.deliverable(), it.fact(), it.word())));
      case Scenario.Action.Challenge it ->
          by(demo, it.party(), new Action.Challenge(id, it.deliverable(), Facts.of(it.claim())));
      case Scenario.Action.StandBy it ->
          by(demo, it.party(), new Action.StandBy(id, it.deliverable(), it.fact()));
      case Scenario.Action.Concede it ->
          by(demo, it.party(), new Action.Concede(id, it.deliverable(), it.fact()));
      case Scenario.Action.Accept it ->
          by(demo, it.party(), new Action.Accept(id, it.deliverable()));
      case Scenario.Action.PayIn it ->
          Optional.of(
              new Deed(
                  demo.party(it.party()),
                  demo.owedToken(it.deliverable()),
                  new Action.Pay(id, it.deliverable(), it.amount())));
      case Scenario.Action.End it -> by(demo, it.party(), new Action.End(id, it.deliverable()));
      case Scenario.Action.Join _, Scenario.Action.Find _ -> Optional.empty();
    };
  }

  private static Optional<Deed> by(DemoAgreement demo, int party, Action action) {
    return Optional.of(new Deed(demo.party(party), demo.feeToken(), action));
  }
}
