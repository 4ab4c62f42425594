package org.horkos.app.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.foresight.Extreme;
import org.horkos.dsl.foresight.Lead;
import org.horkos.dsl.foresight.Outlook;

/** An explanation for programs. Amounts are strings of base units. */
public final class ExplainJson {
  private final Subject subject;
  private final Agreement agreement;
  private final Phrases phrases;

  private ExplainJson(Subject subject) {
    this.subject = subject;
    this.agreement = subject.agreement();
    this.phrases = new Phrases(agreement, subject.parameters());
  }

  /** One object. */
  public static ObjectNode of(Subject subject) {
    return new ExplainJson(subject).all();
  }

  private ObjectNode all() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("agreement", agreement.name()).put("version", agreement.version());
    ObjectNode parameters = root.putObject("parameters");
    for (int i = 0; i < agreement.parameters().size(); i++) {
      parameters.put(agreement.parameters().get(i).name(), subject.parameters().get(i).toString());
    }
    ArrayNode parties = root.putArray("outlooks");
    subject.foresight().outlooks().forEach(one -> outlook(parties.addObject(), one));
    facts(root.putArray("facts"));
    ArrayNode deadlines = root.putArray("deadlines");
    for (DeadlineSection.Deadline one : new DeadlineSection(subject, phrases).deadlines()) {
      deadlines
          .addObject()
          .put("latest", one.latest())
          .put("afterStart", one.latest() - subject.start())
          .put("what", one.what())
          .put("counted", one.counted());
    }
    root.put("start", subject.start()).put("overAtTheLatest", subject.latest().over());
    states(root.putArray("states"));
    return root;
  }

  private void outlook(ObjectNode node, Outlook one) {
    node.put("party", phrases.party(one.party()))
        .put("token", agreement.tokens().get(one.token()).symbol())
        .put("locks", one.locked().toString());
    extreme(node.putObject("worst"), one.least());
    extreme(node.putObject("best"), one.most());
    extreme(node.putObject("worstWithDisputes"), one.leastDisputed());
    extreme(node.putObject("bestWithDisputes"), one.mostDisputed());
  }

  private void extreme(ObjectNode node, Extreme extreme) {
    node.put("amount", extreme.amount().toString()).put("exact", extreme.exact());
    ArrayNode leads = node.putArray("leads");
    for (Lead lead : extreme.leads()) {
      ObjectNode one = leads.addObject();
      one.put("deliverable", phrases.name(lead.deliverable()))
          .put("end", lead.end().name().toLowerCase(Locale.ROOT))
          .put("amount", lead.amount().toString())
          .put("exact", lead.exact());
      ArrayNode findings = one.putArray("findings");
      phrases.findings(lead).forEach(findings::add);
    }
  }

  private void facts(ArrayNode all) {
    FactSection words = new FactSection(subject, phrases);
    for (int d = 0; d < agreement.deliverables().size(); d++) {
      Deliverable deliverable = agreement.deliverables().get(d);
      for (int f = 0; f < deliverable.facts().size(); f++) {
        Deliverable.Fact fact = deliverable.facts().get(f);
        all.addObject()
            .put("deliverable", deliverable.name())
            .put("fact", fact.name())
            .put("question", fact.question().orElse(""))
            .put("statedBy", words.source(deliverable, fact))
            .put("silence", words.silence(d, f))
            .put("contestable", fact.contestable())
            .put("decides", words.contest(deliverable, fact));
      }
    }
  }

  private void states(ArrayNode all) {
    for (int d = 0; d < agreement.deliverables().size(); d++) {
      ObjectNode one = all.addObject().put("deliverable", phrases.name(d));
      ArrayNode arrows = one.putArray("transitions");
      for (StateDiagram.Arrow arrow : StateDiagram.of(agreement, d, phrases).arrows()) {
        arrows
            .addObject()
            .put("from", arrow.from().word())
            .put("to", arrow.to().word())
            .put("why", arrow.why());
      }
    }
  }
}
