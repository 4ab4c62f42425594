package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.Optional;
import org.horkos.app.node.ServedNode;
import org.horkos.dsl.value.Address;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.sequencing.EffectJson;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.state.Leaf;
import org.horkos.node.validation.ValidatorProgress;

/** Accounts, batches and how the node is. */
final class RollupEndpoint {
  private final ServedNode node;
  private final NodeReading reading;

  RollupEndpoint(ServedNode node) {
    this.node = node;
    this.reading = new NodeReading(node);
  }

  /** {@code GET /v1/accounts?owner=&token=}. */
  ObjectNode accountOf(Context context) {
    Address owner = RequestJson.read(Address::parse, query(context, "owner"), "owner");
    Address token = RequestJson.read(Address::parse, query(context, "token"), "token");
    long id = node.accountOf(owner, token);
    if (id == 0) {
      throw ApiProblem.unknown(
          "This owner has no account in this token. The first deposit makes it.");
    }
    return account(id);
  }

  private static String query(Context context, String name) {
    String value = context.queryParam(name);
    if (value == null) {
      throw ApiProblem.malformed("'" + name + "' is missing: ask for ?owner=0x…&token=0x….");
    }
    return value;
  }

  /** {@code GET /v1/accounts/{id}}. */
  ObjectNode account(Context context) {
    return account(ApiServer.number(context.pathParam("id"), "id"));
  }

  private ObjectNode account(long id) {
    Leaf.Account account =
        reading
            .read(
                machine ->
                    id > 0xffff_ffffL
                        ? Optional.<Leaf.Account>empty()
                        : machine.state().account(id))
            .orElseThrow(
                () ->
                    ApiProblem.unknown(
                        "There is no account of this number. Deposit first; the deposit makes it."));
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("owner", account.owner().toString())
        .put("token", account.token().toString())
        .put("nonce", account.nonce())
        .put("balance", account.balance().toString());
  }

  /** {@code GET /v1/batches/{height}}. */
  ObjectNode batch(Context context) {
    long height = ApiServer.number(context.pathParam("height"), "height");
    PostedBatch batch =
        node.storage()
            .posted(height)
            .orElseThrow(
                () -> ApiProblem.unknown("No batch of this height is on L1. The first is 1."));
    return json(batch);
  }

  private static ObjectNode json(PostedBatch batch) {
    ObjectNode json = EffectJson.object(batch);
    json.remove("type");
    return json;
  }

  private static ObjectNode json(ValidatorProgress progress) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("height", progress.height())
        .put("lag", progress.lag())
        .put("batches", progress.batches())
        .put("chunks", progress.chunks())
        .put("frauds", progress.frauds())
        .put("proofs", progress.proofs());
  }

  /** {@code GET /v1/health}. */
  ObjectNode health(Context context) {
    SequencerHealth health = node.health();
    Optional<L1Failure> l1 = node.l1Failure();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", !health.running() ? "stopped" : l1.isPresent() ? "l1-fails" : "fine");
    json.put("running", health.running());
    json.put("role", node.validation().isPresent() ? "validator" : "sequencer");
    health.failure().ifPresent(why -> json.put("failure", why));
    ArrayNode refused = json.putArray("refused");
    health.refused().forEach(refused::add);
    json.put("block", health.block())
        .put("stateRoot", health.root().toString())
        .put("time", health.time())
        .put("steps", health.steps())
        .put("inboxCount", health.inboxCount())
        .put("waiting", health.waiting());
    ObjectNode chain = json.putObject("l1");
    chain.put("chainId", node.contracts().chainId()).put("time", health.l1Time());
    l1.ifPresent(
        failure ->
            chain.put("failure", failure.kind().name()).put("sentence", failure.getMessage()));
    node.storage().lastPosted().ifPresent(batch -> json.set("lastBatch", json(batch)));
    node.validation().ifPresent(progress -> json.set("validator", json(progress)));
    if (!health.running()) {
      context.status(503);
      json.set(
          "error",
          ApiServer.error(
              "STOPPED", health.failure().orElse("The node does not make blocks now.")));
    }
    return json;
  }
}
