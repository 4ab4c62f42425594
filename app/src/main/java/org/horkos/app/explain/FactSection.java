package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;

/** Who decides which fact, and what silence means. */
final class FactSection {
  private final Agreement agreement;
  private final Phrases phrases;

  FactSection(Subject subject, Phrases phrases) {
    this.agreement = subject.agreement();
    this.phrases = phrases;
  }

  Section section() {
    List<Section.Block> blocks = new ArrayList<>();
    for (int d = 0; d < agreement.deliverables().size(); d++) {
      Deliverable deliverable = agreement.deliverables().get(d);
      List<List<String>> rows = new ArrayList<>();
      for (int f = 0; f < deliverable.facts().size(); f++) {
        Deliverable.Fact fact = deliverable.facts().get(f);
        rows.add(
            List.of(
                deliverable.name() + "." + fact.name(),
                fact.question().orElse("") + " " + type(d, f),
                source(deliverable, fact),
                silence(d, f),
                contest(deliverable, fact)));
      }
      if (!rows.isEmpty()) {
        blocks.add(
            new Section.Block.Table(
                List.of("fact", "question", "who states it", "silence means", "who decides"),
                rows));
      }
    }
    if (blocks.isEmpty()) {
      blocks.add(new Section.Block.Paragraph("Nobody states anything: money and time decide."));
    }
    return new Section("facts", "Who decides what", blocks);
  }

  String type(int deliverable, int index) {
    Deliverable.Fact fact = agreement.deliverables().get(deliverable).facts().get(index);
    return switch (fact.domain()) {
      case Domain.Choice choice -> "(" + String.join("|", choice.options()) + ")";
      case Domain.Document _ -> "(a document; the rules know only that it is there)";
      case Domain.Time _ -> "(an instant from the start to the delivery)";
      case Domain.Percent _ -> "(0% to 100%)";
      case Domain.Range range when range.upTo().isPresent() ->
          "("
              + phrases.word(deliverable, index, range.least())
              + " to "
              + agreement.parameters().get(range.upTo().get()).name()
              + ")";
      case Domain.Range _, Domain.TimeSpan _ ->
          "("
              + phrases.word(deliverable, index, fact.domain().least())
              + " to "
              + phrases.word(deliverable, index, fact.domain().most())
              + ")";
    };
  }

  String source(Deliverable deliverable, Deliverable.Fact fact) {
    return switch (fact.source()) {
      case Source.Performer _ -> phrases.party(deliverable.performer()) + ", with the delivery";
      case Source.Other other -> {
        int index = deliverable.facts().indexOf(fact);
        boolean business =
            deliverable
                .clauses()
                .business()
                .filter(days -> days.facts().contains(index))
                .isPresent();
        String asked = asked(deliverable, index) ? ", if it is asked" : "";
        yield who(other)
            + ", within "
            + phrases.span(deliverable, other.withinSeconds(), business)
            + " of the delivery"
            + asked;
      }
    };
  }

  private static boolean asked(Deliverable deliverable, int fact) {
    return deliverable.clauses().asked().stream()
        .map(Clauses.Asked::facts)
        .anyMatch(facts -> facts.contains(fact));
  }

  private String who(Source.Other other) {
    return other.attestor()
        ? agreement.attestors().get(other.index()).name()
        : phrases.party(other.index());
  }

  String silence(int deliverable, int index) {
    Deliverable one = agreement.deliverables().get(deliverable);
    if (!(one.facts().get(index).source() instanceof Source.Other other)) {
      return "nothing is delivered without it";
    }
    return switch (other.silence()) {
      case Silence.AsClaimed _ -> "what " + phrases.party(one.performer()) + " claimed";
      case Silence.Means means -> phrases.word(deliverable, index, means.word());
    };
  }

  String contest(Deliverable deliverable, Deliverable.Fact fact) {
    if (!fact.contestable()) {
      String alone =
          fact.source() instanceof Source.Other other
              ? who(other)
              : phrases.party(deliverable.performer());
      return alone + " alone" + (fact.decision() ? "" : "; it cannot be contested");
    }
    Optional<String> court =
        deliverable.court() == Deliverable.NO_COURT
            ? Optional.empty()
            : Optional.of(agreement.courts().get(deliverable.court()).name());
    return "the court " + court.orElse("") + ", if it is contested";
  }
}
