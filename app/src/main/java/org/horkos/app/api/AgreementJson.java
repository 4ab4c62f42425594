package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.horkos.app.node.KnownTexts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.sequencing.EffectJson;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/** What the state holds of an agreement, as JSON; with names where its text is known. */
final class AgreementJson {
  /** Among so many of the newest outbox messages an agreement's are looked for. */
  private static final long MESSAGES_SEARCHED = 2_000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final StepMachine machine;
  private final State state;
  private final long id;
  private final Leaf.AgreementHead head;
  private final Optional<KnownTexts.Known> known;

  private AgreementJson(
      StepMachine machine, long id, Leaf.AgreementHead head, Optional<KnownTexts.Known> known) {
    this.machine = machine;
    this.state = machine.state();
    this.id = id;
    this.head = head;
    this.known = known;
  }

  /** The agreement of this number, if there is one. */
  static Optional<ObjectNode> write(
      StepMachine machine, long id, Optional<KnownTexts.Known> known) {
    return machine
        .state()
        .agreement(id)
        .map(head -> new AgreementJson(machine, id, head, known).agreement());
  }

  private ObjectNode agreement() {
    ObjectNode json = JSON.objectNode();
    json.put("id", id)
        .put("termsHash", head.termsHash().toString())
        .put("escrow", head.escrow().toString())
        .put("status", head.status().name())
        .put("textKnown", known.isPresent())
        .put("start", head.start())
        .put("time", state.globals().time())
        .put("feePot", head.feePot().toString());
    if (head.settledAt() != 0) {
      json.put("settledAt", head.settledAt());
    }
    head.allEnded().ifPresent(all -> json.put("allEndedAt", all.at()));
    Optional<Terms> terms = terms();
    terms.ifPresent(found -> write(json, found));
    messages(json);
    return json;
  }

  private Optional<Terms> terms() {
    return machine
        .l1()
        .terms(head.termsHash())
        .flatMap(
            opened ->
                switch (TermsCodec.decode(
                    opened.head().toArray(),
                    opened.parts().stream().map(OpenedTerms.Bytes::toArray).toList())) {
                  case TermsCodec.Decoded.Valid valid -> Optional.of(valid.terms());
                  case TermsCodec.Decoded.Refused refused -> Optional.empty();
                });
  }

  private void write(ObjectNode json, Terms terms) {
    json.put("name", terms.head().name()).put("version", terms.head().version());
    ArrayNode tokens = json.putArray("tokens");
    for (int t = 0; t < terms.head().tokens().size(); t++) {
      ObjectNode token = tokens.addObject().put("address", terms.head().tokens().get(t).toString());
      int index = t;
      known.ifPresent(
          text ->
              token
                  .put("symbol", text.agreement().tokens().get(index).symbol())
                  .put("decimals", text.agreement().tokens().get(index).decimals()));
    }
    parties(json.putArray("parties"), terms);
    ArrayNode attestors = json.putArray("attestors");
    for (int a = 0; a < terms.head().attestors().size(); a++) {
      ObjectNode attestor = attestors.addObject();
      int index = a;
      known.ifPresent(text -> attestor.put("name", text.agreement().attestors().get(index).name()));
      attestor.put("address", terms.head().attestors().get(a).toString());
    }
    List<OptionalLong> deadlines = machine.execution().deadlines(state, id, machine.l1());
    ArrayNode deliverables = json.putArray("deliverables");
    for (int d = 0; d < terms.deliverables().size(); d++) {
      ObjectNode deliverable = deliverables.addObject().put("index", d);
      if (d < deadlines.size() && deadlines.get(d).isPresent()) {
        deliverable.put("nextDeadline", deadlines.get(d).getAsLong());
      }
      deliverable(deliverable, terms.deliverables().get(d), d);
    }
  }

  private void parties(ArrayNode list, Terms terms) {
    int open = 0;
    for (int p = 0; p < terms.head().parties().size(); p++) {
      ObjectNode party = list.addObject();
      int index = p;
      known.ifPresent(text -> party.put("name", text.agreement().parties().get(index).name()));
      Optional<Address> account = Optional.of(terms.head().parties().get(p).account());
      long joinedAt = head.start();
      if (terms.head().parties().get(p).open()) {
        Optional<Member> member =
            open < head.openSeats().size()
                ? Optional.of(head.openSeats().get(open))
                : Optional.empty();
        open++;
        account = member.flatMap(Member::account);
        joinedAt = member.map(Member::joinedAt).orElse(0L);
        party.put("open", account.isEmpty());
      }
      account.ifPresent(address -> party.put("address", address.toString()));
      party.put("joinedAt", joinedAt);
    }
  }

  private void deliverable(ObjectNode json, DeliverableTerms part, int d) {
    Optional<Deliverable> text = known.map(each -> each.agreement().deliverables().get(d));
    text.ifPresent(each -> json.put("name", each.name()));
    json.put("performer", part.performer());
    Leaf.DeliverableLeaf at =
        state.deliverable(id, d).orElseGet(() -> Leaf.DeliverableLeaf.started(part.facts().size()));
    json.put("phase", at.phase().name())
        .put("end", at.end().name())
        .put("due", at.due())
        .put("missed", at.missed())
        .put("attempt", at.attempt())
        .put("deliveredAt", at.deliveredAt())
        .put("assertedAt", at.assertedAt())
        .put("endedAt", at.endedAt());
    ArrayNode accepted = json.putArray("acceptedBy");
    for (int p = 0; p < Integer.SIZE; p++) {
      if ((at.accepted() >> p & 1) == 1) {
        accepted.add(p);
      }
    }
    ArrayNode facts = json.putArray("facts");
    for (int f = 0; f < part.facts().size(); f++) {
      ObjectNode fact = facts.addObject().put("index", f);
      int index = f;
      text.ifPresent(each -> fact.put("name", each.facts().get(index).name()));
      fact.put("kind", part.facts().get(f).kind().name());
      FactState is = at.facts().get(f);
      is.claimed().ifPresent(word -> fact.put("claimed", word.toString()));
      is.answered().ifPresent(word -> fact.put("answered", word.toString()));
    }
    ArrayNode pots = json.putArray("pots");
    boolean ended = at.end() != End.NONE;
    part.pays().forEach(pay -> pot(pots.addObject().put("kind", "pay"), pay, ended));
    part.lots().forEach(lot -> pot(pots.addObject().put("kind", "lot"), lot, ended));
    at.dispute().ifPresent(dispute -> json.set("dispute", dispute(dispute)));
  }

  private static void pot(ObjectNode json, Pot pot, boolean ended) {
    json.put("owner", pot.owner())
        .put("token", pot.token())
        .put("amount", ended ? "0" : pot.amount().toString());
  }

  private ObjectNode dispute(long dispute) {
    ObjectNode json = JSON.objectNode();
    state.dispute(dispute).ifPresent(leaf -> json.setAll(untyped(EffectJson.object(leaf.state()))));
    json.put("id", dispute);
    state
        .panel(dispute)
        .ifPresent(
            leaf -> {
              ObjectNode panel = untyped(EffectJson.object(leaf.state()));
              ArrayNode seats = panel.putArray("seats");
              for (int s = 0; s < leaf.seats(); s++) {
                state
                    .seat(dispute, s)
                    .ifPresent(seat -> seats.add(untyped(EffectJson.object(seat.seat()))));
              }
              json.set("panel", panel);
            });
    return json;
  }

  private static ObjectNode untyped(ObjectNode json) {
    json.remove("type");
    return json;
  }

  /** The newest messages to its escrow; at most those among the newest of the rollup. */
  private void messages(ObjectNode json) {
    ArrayNode list = json.putArray("messages");
    long sent = state.globals().outbox();
    long found = 0;
    for (long number = sent - 1;
        number >= 0 && found < head.messages() && sent - number <= MESSAGES_SEARCHED;
        number--) {
      Optional<Leaf.OutboxLeaf> message =
          state
              .outbox(number)
              .filter(
                  leaf ->
                      leaf.kind() != Leaf.OutboxLeaf.Kind.WITHDRAWAL
                          && leaf.target().equals(head.escrow()));
      if (message.isPresent()) {
        ObjectNode entry = untyped(EffectJson.object(message.get()));
        entry.put("number", number);
        list.insert(0, entry);
        found++;
      }
    }
    json.put("messagesSent", head.messages());
  }
}
