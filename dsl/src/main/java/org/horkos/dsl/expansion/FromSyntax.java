package org.horkos.dsl.expansion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.syntax.Text;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/** The pass from the syntax as written to the syntax with every copy written out. */
public final class FromSyntax {
  /** The most seats of a party or a panel. */
  public static final int MOST_SEATS = 16;

  /** The most turns of a series. */
  public static final int MOST_TURNS = 62;

  private static final List<Class<? extends Clause>> ONCE =
      List.of(
          Clause.Pays.class,
          Clause.Due.class,
          Clause.Challenge.class,
          Clause.Deliver.class,
          Clause.ByItself.class,
          Clause.Excuse.class,
          Clause.Ranks.class,
          Clause.Allow.class,
          Clause.Missed.class,
          Clause.Failed.class);

  private final Diagnostics diagnostics;
  private final Map<String, Integer> seats = new HashMap<>();
  private final Map<String, Declaration.Panel> panels = new HashMap<>();
  private final Map<String, Integer> panelSeats = new HashMap<>();
  private final Map<String, Declaration.Template> templates = new HashMap<>();
  // Of a deliverable by each seat of a party: that party.
  private final Map<String, String> eachOf = new HashMap<>();
  private final List<Declaration> written = new ArrayList<>();
  private int deliverables;

  private FromSyntax(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** A text with nothing left that stands for several. */
  public static Text convert(Text text, Diagnostics diagnostics) {
    return new FromSyntax(diagnostics).expand(text);
  }

  private Text expand(Text text) {
    List<Declaration.Every> every = new ArrayList<>();
    Set<String> templateNames = new HashSet<>();
    for (Declaration declaration : text.declarations()) {
      switch (declaration) {
        case Declaration.Party party ->
            party.seats().ifPresent(n -> seats.put(party.name().text(), seats(n)));
        case Declaration.Panel panel -> {
          panels.put(panel.name().text(), panel);
          panelSeats.put(panel.name().text(), seats(panel.seats()));
        }
        case Declaration.Template template -> {
          if (templateNames.add(template.name().text())) {
            templates.put(template.name().text(), template);
          }
          clausesOnce(template.clauses());
        }
        case Declaration.Deliverable d -> {
          if (d.each()) {
            eachOf.put(d.name().text(), d.performer().text());
          }
        }
        case Declaration.Every e -> every.add(e);
        default -> {}
      }
    }
    templates.values().forEach(template -> parametersOnce(template, text));
    for (int i = 1; i < every.size(); i++) {
      twice(
          every.get(i).span(),
          every.getFirst().span(),
          "`every deliverable`",
          "leave one of them out");
    }
    List<Clause> common = every.isEmpty() ? List.of() : every.getFirst().clauses();
    clausesOnce(common);
    for (Declaration declaration : text.declarations()) {
      ownName(declaration);
      switch (declaration) {
        case Declaration.Party party -> party(party);
        case Declaration.Panel panel -> panel(panel);
        case Declaration.Deliverable deliverable -> deliverable(deliverable, common);
        case Declaration.Every _ -> {}
        default -> written.add(declaration);
      }
    }
    return new Text(text.library(), text.name(), text.version(), text.prose(), written, text.end());
  }

  /** What a template's parameter is called nothing else is, or nobody could tell what is meant. */
  private void parametersOnce(Declaration.Template template, Text text) {
    Map<String, Word> taken = new HashMap<>();
    // A library cannot know what its importers declare, and means its own names.
    int end = text.end().start();
    if (template.span().start() < end) {
      text.declarations().stream()
          .filter(one -> one.span().start() < end)
          .forEach(one -> name(one).ifPresent(word -> taken.put(word.text(), word)));
    }
    for (Clause clause : template.clauses()) {
      switch (clause) {
        case Clause.Fact fact -> taken.put(fact.name().text(), fact.name());
        case Declaration.Let let -> taken.put(let.name().text(), let.name());
        default -> {}
      }
    }
    for (Word parameter : template.parameters()) {
      Optional.ofNullable(taken.put(parameter.text(), parameter))
          .ifPresent(
              before ->
                  diagnostics.add(
                      Diagnostic.of(
                              DiagnosticCode.DUPLICATE_NAME,
                              parameter.span(),
                              "`" + parameter.text() + "` is already the name of something else")
                          .note(before.span(), "here")
                          .hint("choose another name: one name has one meaning")));
    }
  }

  /** Numbers behind names are given here; who writes one gives a name that may be taken. */
  private void ownName(Declaration declaration) {
    name(declaration)
        .filter(word -> word.text().contains("#"))
        .ifPresent(
            word ->
                report(
                    DiagnosticCode.NUMBERED_NAME,
                    word.span(),
                    "`" + word.text() + "` is the name of one of several",
                    "choose a name without `#`: with `seats 3` or `3 times every …` they are"
                        + " numbered by themselves"));
  }

  private static Optional<Word> name(Declaration declaration) {
    return switch (declaration) {
      case Declaration.Token d -> Optional.of(d.symbol());
      case Declaration.Parameter d -> Optional.of(d.name());
      case Declaration.Party d -> Optional.of(d.name());
      case Declaration.Attestor d -> Optional.of(d.name());
      case Declaration.Panel d -> Optional.of(d.name());
      case Declaration.Contest d -> Optional.of(d.name());
      case Declaration.Calendar d -> Optional.of(d.name());
      case Declaration.Template d -> Optional.of(d.name());
      case Declaration.Court d -> Optional.of(d.name());
      case Declaration.Deliverable d -> Optional.of(d.name());
      case Declaration.Let d -> Optional.of(d.name());
      case Declaration.Import _,
          Declaration.Funded _,
          Declaration.Every _,
          Declaration.Scenario _,
          Declaration.Unsupported _ ->
          Optional.empty();
    };
  }

  private int seats(Numeral number) {
    return count(number, MOST_SEATS, "seats");
  }

  private int count(Numeral number, int most, String what) {
    Fraction value = number.value();
    if (value.isInteger()
        && value.compareTo(Fraction.ONE) >= 0
        && value.compareTo(Fraction.of(most)) <= 0) {
      return value.numerator().intValueExact();
    }
    report(
        DiagnosticCode.BAD_NUMBER,
        number.span(),
        "there cannot be so many " + what,
        "write a whole number from 1 to " + most);
    return 1;
  }

  /** The k-th of several. */
  static Word numbered(Word word, int k) {
    return new Word(word.text() + "#" + k, word.span());
  }

  private void party(Declaration.Party party) {
    Integer count = seats.get(party.name().text());
    if (count == null) {
      written.add(party);
      return;
    }
    for (int k = 1; k <= count; k++) {
      written.add(
          new Declaration.Party(
              numbered(party.name(), k), party.open(), Optional.empty(), party.span()));
    }
  }

  private void panel(Declaration.Panel panel) {
    int count = panelSeats.getOrDefault(panel.name().text(), 1);
    for (Declaration.Quorum quorum : panel.quorums()) {
      if (quorum.needs().value().compareTo(Fraction.of(count)) > 0
          || quorum.needs().value().compareTo(Fraction.ONE) < 0
          || !quorum.needs().value().isInteger()) {
        report(
            DiagnosticCode.QUORUM_UNREACHABLE,
            quorum.span(),
            "`" + panel.name().text() + "` has " + count + " seats, so this can never be met",
            "write a whole number from 1 to " + count);
      }
    }
    if (panel.quorums().stream().allMatch(q -> q.when().isPresent())) {
      report(
          DiagnosticCode.QUORUM_MISSING,
          panel.span(),
          "how many votes it takes where no condition holds is not said",
          "add `needs …` without `when`: the greatest number that holds counts");
    }
    for (int k = 1; k <= count; k++) {
      written.add(new Declaration.Attestor(numbered(panel.name(), k), panel.span()));
    }
  }

  private void deliverable(Declaration.Deliverable deliverable, List<Clause> common) {
    clausesOnce(deliverable.clauses());
    List<Clause> own = deliverable.clauses();
    if (deliverable.like().isPresent()) {
      own = merged(Templates.filled(deliverable.like().get(), templates, diagnostics), own);
    }
    List<Clause> clauses = new ArrayList<>();
    for (Clause clause : merged(common, own)) {
      clauses.addAll(votes(clause));
    }
    Declaration.Deliverable whole =
        new Declaration.Deliverable(
            deliverable.name(),
            deliverable.performer(),
            deliverable.each(),
            deliverable.after(),
            Optional.empty(),
            deliverable.series(),
            clauses,
            deliverable.span());
    if (deliverable.each() && deliverable.series().isPresent()) {
      report(
          DiagnosticCode.EACH_AND_SERIES,
          deliverable.span(),
          "a deliverable is one for each seat, or a series, not both",
          "write one declaration for each seat, or give the party one seat");
    }
    if (deliverable.each()) {
      each(whole);
    } else if (deliverable.series().isPresent()) {
      series(whole, deliverable.series().get());
    } else {
      add(whole);
    }
  }

  private void add(Declaration.Deliverable one) {
    deliverables++;
    // A text that would have more is refused when it is typed; it need not be written out.
    if (deliverables <= 2 * MOST_TURNS) {
      written.add(one);
    }
  }

  private void each(Declaration.Deliverable deliverable) {
    String party = deliverable.performer().text();
    Integer count = seats.get(party);
    if (count == null) {
      report(
          DiagnosticCode.EACH_OF_ONE,
          deliverable.performer().span(),
          "`" + party + "` has one seat",
          "leave `each` out, or declare `party " + party + " open for 30 days seats 12`");
      add(deliverable);
      return;
    }
    for (int k = 1; k <= count; k++) {
      add(copy(deliverable, k, new Numbering(Set.of(party), sameSeats(party), k)));
    }
  }

  private Set<String> sameSeats(String party) {
    Set<String> names = new HashSet<>();
    eachOf.forEach(
        (name, of) -> {
          if (of.equals(party)) {
            names.add(name);
          }
        });
    return names;
  }

  private static Declaration.Deliverable copy(
      Declaration.Deliverable deliverable, int k, Rewriting rewriting) {
    return new Declaration.Deliverable(
        numbered(deliverable.name(), k),
        rewriting.word(deliverable.performer()),
        false,
        deliverable.after().map(rewriting::word),
        Optional.empty(),
        Optional.empty(),
        rewriting.clauses(deliverable.clauses()),
        deliverable.span());
  }

  /** Gives the names of a seat's own things its number. */
  private static final class Numbering extends Rewriting {
    private final Set<String> names = new HashSet<>();
    private final int number;

    Numbering(Set<String> parties, Set<String> deliverables, int number) {
      names.addAll(parties);
      names.addAll(deliverables);
      this.number = number;
    }

    @Override
    Word word(Word name) {
      return names.contains(name.text()) ? numbered(name, number) : name;
    }
  }

  private void series(Declaration.Deliverable deliverable, Declaration.Series series) {
    int times = count(series.times(), MOST_TURNS, "turns");
    boolean carries =
        deliverable.clauses().stream()
            .anyMatch(c -> c instanceof Clause.Missed m && m.then().carriesOver().isPresent());
    for (int k = 1; k <= times; k++) {
      Turns turns = new Turns(deliverable.name().text(), series, k, diagnostics);
      Declaration.Deliverable one = copy(deliverable, k, turns);
      if (carries && k > 1) {
        one =
            new Declaration.Deliverable(
                one.name(),
                one.performer(),
                false,
                Optional.of(numbered(deliverable.name(), k - 1)),
                Optional.empty(),
                Optional.of(series),
                one.clauses(),
                one.span());
      }
      add(one);
    }
  }

  /** A panel's decision becomes one decision for each seat, and what they come to. */
  private List<Clause> votes(Clause clause) {
    if (!(clause instanceof Clause.Fact fact) || fact.source().isEmpty()) {
      return List.of(clause);
    }
    Clause.Source source = fact.source().get();
    Declaration.Panel panel = panels.get(source.name().text());
    if (panel == null) {
      return List.of(clause);
    }
    if (!fact.decision()) {
      report(
          DiagnosticCode.PANEL_FACT,
          fact.name().span(),
          "what a panel votes is its own will, and nobody can contest it",
          "write `decision " + fact.name().text() + "`, or let one party or attestor state it");
    }
    return Votes.of(
        fact, source, panel, panelSeats.getOrDefault(panel.name().text(), 1), diagnostics);
  }

  // Clauses that stand once are replaced by the deliverable's own; all others add up.
  private static List<Clause> merged(List<Clause> common, List<Clause> own) {
    List<Clause> clauses = new ArrayList<>();
    for (Clause clause : common) {
      boolean replaced =
          ONCE.contains(clause.getClass()) && own.stream().anyMatch(clause.getClass()::isInstance);
      if (!replaced) {
        clauses.add(clause);
      }
    }
    clauses.addAll(own);
    return clauses;
  }

  private void clausesOnce(List<Clause> clauses) {
    for (Class<? extends Clause> kind : ONCE) {
      List<Clause> found = clauses.stream().filter(kind::isInstance).toList();
      for (int i = 1; i < found.size(); i++) {
        twice(
            found.get(i).span(),
            found.getFirst().span(),
            "this clause, of which a deliverable has one,",
            found.getFirst() instanceof Clause.Pays
                ? "name all who pay in one: `pays 50% of price from ann and 50% of price from bob`"
                : "leave one of them out");
      }
    }
  }

  private void twice(Span second, Span first, String what, String hint) {
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.DUPLICATE_CLAUSE, second, what + " stands here again")
            .note(first, "it stands here already")
            .hint(hint));
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
