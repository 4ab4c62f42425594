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

  /** The facts of a deliverable, in rows without its name. */
  private record Facts(String deliverable, List<List<String>> rows) {}

  Section section() {
    List<Facts> all = new ArrayList<>();
    for (int d = 0; d < agreement.deliverables().size(); d++) {
      List<List<String>> rows = rows(d);
      if (!rows.isEmpty()) {
        all.add(new Facts(agreement.deliverables().get(d).name(), rows));
      }
    }
    List<Section.Block> blocks = new ArrayList<>();
    for (List<Facts> run : Series.runs(all, Facts::toString)) {
      blocks.add(
          new Section.Block.Table(
              List.of("fact", "question", "who states it", "silence means", "who decides"),
              together(run.getFirst(), run.getLast())));
    }
    if (blocks.isEmpty()) {
      blocks.add(new Section.Block.Paragraph("Nobody states anything: money and time decide."));
    }
    return new Section("facts", "Who decides what", blocks);
  }

  private static List<List<String>> together(Facts first, Facts last) {
    boolean alone = first.equals(last);
    String name = Series.reaching(first.deliverable(), last.deliverable());
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < first.rows().size(); i++) {
      List<String> row = new ArrayList<>(Series.reaching(first.rows().get(i), last.rows().get(i)));
      row.set(0, name + (alone ? "." : ": ") + row.getFirst());
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> rows(int d) {
    Deliverable deliverable = agreement.deliverables().get(d);
    List<List<String>> rows = new ArrayList<>();
    for (int f = 0; f < deliverable.facts().size(); f++) {
      Deliverable.Fact fact = deliverable.facts().get(f);
      rows.add(
          List.of(
              fact.name(),
              (fact.question().orElse("") + " " + type(d, f)).strip(),
              source(deliverable, fact),
              silence(d, f),
              contest(deliverable, fact)));
    }
    return Series.runs(rows, List::toString).stream()
        .map(run -> Series.reaching(run.getFirst(), run.getLast()))
        .toList();
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
      case Domain.Range _, Domain.TimeSpan _ -> "(" + phrases.range(deliverable, index) + ")";
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
    boolean nobodys = new Disputes(agreement, phrases, deliverable).isNobodys(fact);
    return "the court "
        + court.orElse("")
        + ", if it is contested"
        + (nobodys ? " and somebody stands by it" : "");
  }
}
