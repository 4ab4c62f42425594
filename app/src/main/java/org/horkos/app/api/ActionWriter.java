package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;

/** Writes actions as the API takes them: the other side of {@link ActionJson}. */
public final class ActionWriter {
  private ActionWriter() {}

  /** The JSON object that describes an action. */
  public static ObjectNode write(Action action) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", action.kind().title());
    return switch (action) {
      case Action.OnDeliverable on -> write(json, on);
      case Action.OnSeat on -> write(json, on);
      case Action.InCourt in -> write(json, in);
      case Action.Transfer transfer ->
          json.put("to", transfer.to()).put("amount", transfer.amount().toString());
      case Action.Withdraw withdraw -> json.put("amount", withdraw.amount().toString());
      case Action.CreateCourt court ->
          json.put("stakeToken", court.stakeToken().toString())
              .put("feeToken", court.feeToken().toString())
              .put("minimumStake", court.minimumStake().toString());
    };
  }

  private static ObjectNode write(ObjectNode json, Action.OnDeliverable on) {
    json.put("agreement", on.agreement()).put("deliverable", on.deliverable());
    return switch (on) {
      case Action.Deliver deliver -> json.set("facts", facts(deliver.facts()));
      case Action.SettleFacts settle -> json.set("facts", facts(settle.facts()));
      case Action.Challenge challenge -> json.set("claim", facts(challenge.claim()));
      case Action.Answer answer ->
          json.put("fact", answer.fact()).put("word", answer.word().toString());
      case Action.StandBy standBy -> json.put("fact", standBy.fact());
      case Action.Concede concede -> json.put("fact", concede.fact());
      case Action.Pay pay -> json.put("amount", pay.amount().toString());
      case Action.Evidence evidence -> json.put("document", evidence.document().toString());
      case Action.Accept _, Action.End _ -> json;
    };
  }

  private static ObjectNode write(ObjectNode json, Action.OnSeat on) {
    json.put("dispute", on.dispute()).put("seat", on.seat());
    return switch (on) {
      case Action.Commit commit -> json.put("commitment", commit.commitment().toString());
      case Action.Reveal reveal ->
          json.put("salt", reveal.salt().toString()).set("ballot", facts(reveal.ballot()));
    };
  }

  private static ObjectNode write(ObjectNode json, Action.InCourt in) {
    json.put("court", in.court()).put("arbitrator", in.arbitrator());
    return switch (in) {
      case Action.Stake stake -> json.put("amount", stake.amount().toString());
      case Action.Unstake unstake -> json.put("amount", unstake.amount().toString());
      case Action.Collect collect -> json.put("to", collect.to());
    };
  }

  private static ObjectNode facts(Facts facts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    facts.words().forEach((fact, word) -> json.put(fact.toString(), word.toString()));
    return json;
  }
}
