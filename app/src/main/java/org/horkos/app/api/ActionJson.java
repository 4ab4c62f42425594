package org.horkos.app.api;

import org.horkos.node.step.Action;
import org.horkos.node.step.StepKind;

/** Actions as JSON: {@code kind} is the name in docs/protocol/steps.md, the rest are its fields. */
final class ActionJson {
  private static final long U8 = 0xff;
  private static final long U32 = 0xffff_ffffL;

  private ActionJson() {}

  /**
   * The action that a request describes.
   *
   * @throws ApiProblem if it describes none
   */
  static Action read(RequestJson json) {
    String name = json.text("kind");
    for (StepKind kind : StepKind.values()) {
      if (kind.title().equals(name) && kind.type().isPresent()) {
        return read(kind, json);
      }
    }
    throw ApiProblem.malformed(
        "There is no action of this kind: Transfer, Withdraw, Deliver, Answer, Accept, Challenge,"
            + " StandBy, Concede, SettleFacts, Evidence, End, Pay, CreateCourt, Stake, Unstake, Collect,"
            + " Commit and Reveal are signed.");
  }

  private static Action read(StepKind kind, RequestJson json) {
    return switch (kind) {
      case CLOCK, INBOX, ADVANCE, DRAW, SETTLE_SEAT, COLLECTOR ->
          throw ApiProblem.malformed("A step of this kind is not signed.");
      case TRANSFER -> new Action.Transfer(json.index("to", U32), json.amount("amount"));
      case WITHDRAW -> new Action.Withdraw(json.amount("amount"));
      case DELIVER -> new Action.Deliver(agreement(json), deliverable(json), json.facts("facts"));
      case ANSWER ->
          new Action.Answer(agreement(json), deliverable(json), fact(json), json.word("word"));
      case ACCEPT -> new Action.Accept(agreement(json), deliverable(json));
      case PAY -> new Action.Pay(agreement(json), deliverable(json), json.amount("amount"));
      case END -> new Action.End(agreement(json), deliverable(json));
      case CHALLENGE ->
          new Action.Challenge(agreement(json), deliverable(json), json.facts("claim"));
      case STAND_BY -> new Action.StandBy(agreement(json), deliverable(json), fact(json));
      case CONCEDE -> new Action.Concede(agreement(json), deliverable(json), fact(json));
      case SETTLE_FACTS ->
          new Action.SettleFacts(agreement(json), deliverable(json), json.facts("facts"));
      case EVIDENCE ->
          new Action.Evidence(agreement(json), deliverable(json), json.hash("document"));
      case CREATE_COURT ->
          new Action.CreateCourt(
              json.address("stakeToken"), json.address("feeToken"), json.amount("minimumStake"));
      case STAKE ->
          new Action.Stake(json.index("court", U32), arbitrator(json), json.amount("amount"));
      case UNSTAKE ->
          new Action.Unstake(json.index("court", U32), arbitrator(json), json.amount("amount"));
      case COLLECT ->
          new Action.Collect(json.index("court", U32), arbitrator(json), json.index("to", U32));
      case COMMIT ->
          new Action.Commit(json.index("dispute", U32), seat(json), json.hash("commitment"));
      case REVEAL ->
          new Action.Reveal(
              json.index("dispute", U32), seat(json), json.hash("salt"), json.facts("ballot"));
    };
  }

  private static long agreement(RequestJson json) {
    return json.index("agreement", U32);
  }

  private static int deliverable(RequestJson json) {
    return (int) json.index("deliverable", U8);
  }

  private static int fact(RequestJson json) {
    return (int) json.index("fact", 31);
  }

  private static int seat(RequestJson json) {
    return (int) json.index("seat", U8);
  }

  private static long arbitrator(RequestJson json) {
    return json.index("arbitrator", U32);
  }
}
