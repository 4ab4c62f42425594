package org.horkos.app.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.horkos.app.node.KnownTexts;
import org.horkos.app.node.ServedNode;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.StepNarrator;
import org.horkos.dsl.value.Hash;
import org.horkos.node.sequencing.EffectReader;
import org.horkos.node.settlement.Claims;
import org.horkos.node.state.Leaf;
import org.horkos.node.storage.TimelineEvent;

/** An agreement as it is, and what has happened in it. */
final class AgreementEndpoint {
  private static final int EVENTS_A_PAGE = 200;
  private static final long MAX_ID = (1L << 28) - 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServedNode node;
  private final NodeReading reading;

  AgreementEndpoint(ServedNode node) {
    this.node = node;
    this.reading = new NodeReading(node);
  }

  /** {@code GET /v1/agreements/{id or termsHash}}; with {@code ?claims=true} L1 is asked too. */
  ObjectNode agreement(Context context) {
    long id = id(context.pathParam("agreement"));
    Leaf.AgreementHead head =
        reading.read(machine -> machine.state().agreement(id)).orElseThrow(() -> unknown());
    Optional<KnownTexts.Known> known = node.texts().find(head.termsHash());
    ObjectNode json =
        reading
            .read(machine -> AgreementJson.write(machine, id, known))
            .orElseThrow(() -> unknown());
    if ("true".equals(context.queryParam("claims"))) {
      json.path("messages").forEach(message -> claim((ObjectNode) message));
    }
    return json;
  }

  private void claim(ObjectNode message) {
    Claims claims = node.claims();
    claims
        .prove(message.path("number").longValue())
        .ifPresent(
            claim ->
                message
                    .put("batch", claim.height())
                    .put("final", claims.isFinal(claim))
                    .put("claimed", claims.isClaimed(claim)));
  }

  /** {@code GET /v1/agreements/{id or termsHash}/timeline?from=}. */
  ObjectNode timeline(Context context) {
    long id = id(context.pathParam("agreement"));
    String asked = context.queryParam("from");
    long from = asked == null ? 0 : ApiServer.number(asked, "from");
    Leaf.AgreementHead head =
        reading.read(machine -> machine.state().agreement(id)).orElseThrow(() -> unknown());
    Optional<StepNarrator> narrator =
        node.texts()
            .find(head.termsHash())
            .map(known -> new StepNarrator(new Narrator(known.agreement())));
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("agreement", id);
    ArrayNode list = json.putArray("events");
    List<TimelineEvent> events =
        from > Integer.MAX_VALUE ? List.of() : node.storage().timeline(id, from, EVENTS_A_PAGE);
    for (TimelineEvent event : events) {
      ObjectNode entry =
          list.addObject()
              .put("number", event.number())
              .put("at", event.at())
              .put("block", event.block());
      try {
        JsonNode effect = JSON.readTree(event.json());
        narrator.ifPresent(words -> entry.put("sentence", words.tell(EffectReader.read(effect))));
        entry.set("event", effect);
      } catch (JsonProcessingException damaged) {
        throw new IllegalStateException("a stored event is not the JSON that was stored", damaged);
      }
    }
    if (events.size() == EVENTS_A_PAGE) {
      json.put("next", events.getLast().number() + 1);
    }
    return json;
  }

  private long id(String text) {
    if (!text.startsWith("0x")) {
      long id = ApiServer.number(text, "agreement");
      if (id > MAX_ID) {
        throw unknown();
      }
      return id;
    }
    Hash termsHash = RequestJson.read(Hash::parse, text, "agreement");
    return reading
        .read(machine -> machine.agreementOf(termsHash))
        .orElseThrow(
            () ->
                node.storage().terms(termsHash).isPresent()
                    ? ApiProblem.unknown(
                        "The agreement is open on L1 but has not begun: it begins when all named"
                            + " parties have paid in.")
                    : unknown());
  }

  private static ApiProblem unknown() {
    return ApiProblem.unknown(
        "There is no such agreement. It begins when all named parties have paid in on L1.");
  }
}
