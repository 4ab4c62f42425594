package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Measured;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Span;

/** What a name of a text stands for, with its values, in Markdown. */
final class NameText {
  private final OpenText text;
  private final TypedText typed;
  private final Agreement frame;
  private final Figures figures;

  NameText(OpenText text, TypedText typed) {
    this.text = text;
    this.typed = typed;
    this.frame = typed.frame();
    this.figures = figures(typed);
  }

  /** How the figures of a text are shown. */
  static Figures figures(TypedText typed) {
    return new Figures(
        typed.frame(),
        typed.resolution().deliverables().stream()
            .map(d -> d.declaration().name().text())
            .toList());
  }

  /** The lines about a name, the first with its kind. */
  String of(Occurrences.Declared name) {
    List<String> lines = new ArrayList<>();
    lines.add("`" + name.name() + "` is " + name.kind());
    lines.addAll(
        switch (name.symbol().orElse(null)) {
          case Symbol.Token token -> token(token.index());
          case Symbol.Parameter parameter -> parameter(parameter.index());
          case Symbol.Party party -> party(party.index());
          case Symbol.Attestor attestor -> attestor(attestor.index());
          case Symbol.Court court -> court(court.index());
          case Symbol.Deliverable deliverable -> deliverable(deliverable.index());
          case Symbol.Fact fact -> fact(name);
          case Symbol.Let let -> let(let);
          case null -> option(name);
          default -> List.of();
        });
    return String.join("  \n", lines);
  }

  private List<String> token(int index) {
    if (index >= frame.tokens().size()) {
      return List.of();
    }
    int decimals = frame.tokens().get(index).decimals();
    String unit = figures.amount(java.math.BigInteger.ONE, Optional.of(index));
    return List.of(decimals + " decimals: the smallest unit is " + unit);
  }

  private List<String> parameter(int index) {
    if (index >= frame.parameters().size()) {
      return List.of();
    }
    Agreement.Parameter parameter = frame.parameters().get(index);
    return List.of(
        figures.amount(parameter.least(), parameter.token())
            + " to "
            + figures.amount(parameter.most(), parameter.token())
            + ", bounds included",
        "bound at signing");
  }

  private List<String> party(int index) {
    List<String> lines = new ArrayList<>();
    frame.parties().stream()
        .skip(index)
        .findFirst()
        .flatMap(Agreement.Party::openForSeconds)
        .ifPresent(
            open -> lines.add("a seat, open for " + Figures.span(open) + " after the start"));
    List<String> performs =
        known().stream().filter(d -> d.performer() == index).map(Deliverable::name).toList();
    List<String> pays =
        known().stream()
            .filter(d -> d.pays().stream().anyMatch(pay -> pay.payer() == index))
            .map(Deliverable::name)
            .toList();
    if (!performs.isEmpty()) {
      lines.add("performs " + names(performs));
    }
    if (!pays.isEmpty()) {
      lines.add("pays for " + names(pays));
    }
    return lines;
  }

  private List<String> attestor(int index) {
    List<String> states = new ArrayList<>();
    for (Deliverable deliverable : known()) {
      for (Deliverable.Fact fact : deliverable.facts()) {
        if (fact.source() instanceof Deliverable.Source.Other other
            && other.attestor()
            && other.index() == index) {
          states.add(deliverable.name() + "." + fact.name());
        }
      }
    }
    return states.isEmpty() ? List.of() : List.of("states " + names(states));
  }

  private List<String> court(int index) {
    if (index >= frame.courts().size()) {
      return List.of();
    }
    Agreement.Court court = frame.courts().get(index);
    List<String> lines = new ArrayList<>();
    lines.add(court.draws() + " arbitrators are drawn");
    lines.add("evidence " + Figures.span(court.evidenceSeconds()));
    lines.add("commit " + Figures.span(court.commitSeconds()));
    lines.add("reveal " + Figures.span(court.revealSeconds()));
    if (court.appeals() > 0) {
      lines.add("appeal " + Figures.span(court.appealSeconds()) + ", at most " + court.appeals());
    }
    lines.add(
        "the loser forfeits "
            + Figures.share(court.forfeitBps())
            + " of the bond: winner "
            + Figures.share(court.winnerBps())
            + ", court "
            + Figures.share(court.courtBps())
            + ", burned "
            + Figures.share(court.burnBps()));
    return lines;
  }

  private List<String> deliverable(int index) {
    List<String> lines = new ArrayList<>();
    Optional<Deliverable> is =
        index < typed.deliverables().size() ? typed.deliverables().get(index) : Optional.empty();
    is.ifPresent(
        d -> {
          lines.add("owed by `" + figures.party(d.performer()) + "`");
          lines.add("due " + figures.due(d) + ", grace " + figures.grace(d));
          lines.add("missed " + figures.missed(d));
          lines.add("challenges within " + figures.challenge(d));
          lines.add("delivered at most " + d.attempts() + (d.attempts() == 1 ? " time" : " times"));
        });
    return lines;
  }

  private List<String> fact(Occurrences.Declared name) {
    List<String> lines = new ArrayList<>();
    for (int i : declaring(name.span())) {
      typed
          .deliverables()
          .get(i)
          .ifPresent(
              d ->
                  d.facts().stream()
                      .filter(fact -> fact.name().equals(name.name()))
                      .forEach(fact -> lines.addAll(fact(d, fact))));
    }
    return lines.stream().distinct().toList();
  }

  private List<String> fact(Deliverable of, Deliverable.Fact fact) {
    Optional<Clauses.Business> counted =
        of.clauses().business().filter(days -> days.facts().contains(of.facts().indexOf(fact)));
    List<String> lines = new ArrayList<>();
    fact.question().ifPresent(question -> lines.add("“" + question + "”"));
    lines.add(domain(fact.domain()));
    switch (fact.source()) {
      case Deliverable.Source.Performer performer -> lines.add("stated with the delivery");
      case Deliverable.Source.Other other -> {
        String source =
            other.attestor()
                ? frame.attestors().get(other.index()).name()
                : figures.party(other.index());
        lines.add(
            "stated by `"
                + source
                + "` within "
                + figures.span(other.withinSeconds(), counted)
                + " after the delivery");
        lines.add("silence means " + silence(other.silence(), fact.domain()));
      }
      default -> {}
    }
    if (fact.decision()) {
      lines.add("a decision: nobody can contest it");
    }
    return lines;
  }

  private String domain(Deliverable.Domain domain) {
    return switch (domain) {
      case Deliverable.Domain.Range range ->
          figures.amount(range.least(), range.token())
              + " to "
              + figures.amount(range.most(), range.token());
      case Deliverable.Domain.Choice choice -> "one of " + names(choice.options());
      case Deliverable.Domain.Document document -> "a document";
      default -> "a value";
    };
  }

  private String silence(Deliverable.Silence silence, Deliverable.Domain domain) {
    if (!(silence instanceof Deliverable.Silence.Means means)) {
      return "what the performer claimed";
    }
    if (domain instanceof Deliverable.Domain.Choice choice
        && means.word().intValue() < choice.options().size()) {
      return "`" + choice.options().get(means.word().intValue()) + "`";
    }
    return domain instanceof Deliverable.Domain.Range range
        ? figures.amount(means.word(), range.token())
        : means.word().toString();
  }

  private List<String> let(Symbol.Let let) {
    Span value = let.declaration().value().span();
    List<String> lines = new ArrayList<>();
    lines.add("= " + text.checked().source().slice(value));
    lines.addAll(measured(value));
    return lines;
  }

  private List<String> option(Occurrences.Declared option) {
    return text.occurrences().stream()
        .flatMap(names -> names.declared().stream())
        .filter(name -> option.fact().filter(name.span()::equals).isPresent())
        .map(fact -> "of the fact `" + fact.name() + "`")
        .toList();
  }

  /** Between which bounds the amount at a place lies; of several deliverables each for itself. */
  List<String> measured(Span place) {
    List<Integer> where =
        IntStream.range(0, typed.measured().size())
            .filter(i -> typed.measured().get(i).containsKey(place))
            .boxed()
            .toList();
    List<String> ranges = where.stream().map(i -> figures.range(bounds(i, place))).toList();
    if (ranges.stream().distinct().count() == 1) {
      return List.of(ranges.getFirst());
    }
    return IntStream.range(0, where.size())
        .mapToObj(i -> "in `" + deliverableName(where.get(i)) + "` " + ranges.get(i))
        .toList();
  }

  private Measured bounds(int deliverable, Span place) {
    return java.util.Objects.requireNonNull(typed.measured().get(deliverable).get(place));
  }

  private String deliverableName(int index) {
    return typed.resolution().deliverables().get(index).declaration().name().text();
  }

  /** The deliverables that have a fact which is declared at a place. */
  private List<Integer> declaring(Span place) {
    return IntStream.range(0, typed.resolution().deliverables().size())
        .filter(
            i ->
                typed
                    .resolution()
                    .deliverables()
                    .get(i)
                    .all(org.horkos.dsl.syntax.Clause.Fact.class)
                    .stream()
                    .anyMatch(fact -> fact.name().span().equals(place)))
        .boxed()
        .toList();
  }

  private List<Deliverable> known() {
    return typed.deliverables().stream().flatMap(Optional::stream).toList();
  }

  private static String names(List<String> names) {
    return String.join(", ", names.stream().map(name -> "`" + name + "`").toList());
  }
}
