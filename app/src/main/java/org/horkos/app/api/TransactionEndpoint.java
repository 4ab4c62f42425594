package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.Optional;
import org.horkos.app.node.ServedNode;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.Execution;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signature;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.TransactionReceipt;

/** Signed transactions, what to sign for one, and what became of them. */
final class TransactionEndpoint {
  private static final long U32 = 0xffff_ffffL;

  private final ServedNode node;
  private final NodeReading reading;

  TransactionEndpoint(ServedNode node) {
    this.node = node;
    this.reading = new NodeReading(node);
  }

  /** {@code POST /v1/transactions}: answers when its block is stored, or it was turned away. */
  ObjectNode submit(Context context) {
    RequestJson request = RequestJson.parse(context.bodyAsBytes());
    byte[] bytes = request.bytes("transaction", StepCodec.MAX_STEP_BYTES);
    TransactionReceipt receipt = reading.await(node.submit(bytes));
    ObjectNode answer = json(receipt);
    if (!receipt.applied()) {
      context.status(
          switch (receipt.refusal()) {
            case "MALFORMED" -> 400;
            case "STOPPED", "BUSY" -> 503;
            default -> 422;
          });
      answer.set("error", ApiServer.error(receipt.refusal(), receipt.sentence()));
    }
    return answer;
  }

  /** {@code GET /v1/receipts/{hash}}. */
  ObjectNode receipt(Context context) {
    Hash hash = RequestJson.read(Hash::parse, context.pathParam("hash"), "hash");
    return node.storage()
        .receipt(hash)
        .map(TransactionEndpoint::json)
        .orElseThrow(
            () ->
                ApiProblem.unknown(
                    "No transaction of this hash is in a block. One that was turned away has no"
                        + " receipt."));
  }

  /** {@code POST /v1/digests}: what the account's owner signs for an action. */
  ObjectNode digest(Context context) {
    RequestJson request = RequestJson.parse(context.bodyAsBytes());
    long account = request.index("account", U32);
    long fee = request.has("fee") ? request.index("fee", Long.MAX_VALUE) : 0;
    Action action = ActionJson.read(request.object("action"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    Execution.ToSign toSign =
        reading.read(
            machine -> {
              Optional<Leaf.Account> payer = machine.state().account(account);
              payer.ifPresent(
                  found ->
                      answer.put("owner", found.owner().toString()).put("nonce", found.nonce()));
              return machine
                  .execution()
                  .toSign(machine.state(), account, fee, action, machine.l1());
            });
    switch (toSign) {
      case Execution.ToSign.Nothing nothing ->
          throw ApiProblem.refused(nothing.reason().code(), nothing.reason().sentence());
      case Execution.ToSign.Digest digest -> {
        byte[] unsigned =
            StepCodec.encodeUnsigned(new Transaction(account, fee, action, Signature.NONE));
        answer
            .put("digest", digest.digest().toString())
            .put("unsigned", "0x" + HexFormat.of().formatHex(unsigned));
      }
    }
    return answer;
  }

  private static ObjectNode json(TransactionReceipt receipt) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("hash", receipt.transaction().toString())
            .put("block", receipt.block())
            .put("step", receipt.step());
    if (!receipt.applied()) {
      json.put("refusal", receipt.refusal()).put("sentence", receipt.sentence());
    }
    return json;
  }
}
