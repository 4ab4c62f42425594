package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.syntax.Value;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/** Types the facts and decisions of one deliverable. */
final class FactTyping {
  private static final String COUNT = "a number is a range with both bounds: `0..100`";

  private static final int MOST_OPTIONS = 64;

  private final Scope scope;
  private final Money money;
  private final List<Agreement.Parameter> parameters;
  private final Diagnostics diagnostics;
  private boolean whole = true;

  FactTyping(
      Scope scope, Money money, List<Agreement.Parameter> parameters, Diagnostics diagnostics) {
    this.scope = scope;
    this.parameters = List.copyOf(parameters);
    this.money = money;
    this.diagnostics = diagnostics;
  }

  /** Whether every fact could be typed. */
  boolean whole() {
    return whole;
  }

  /**
   * All facts, in order; one that is wrong is a count without a source, so that numbers stay right.
   */
  List<Deliverable.Fact> facts(List<Clause.Fact> clauses) {
    List<Deliverable.Fact> facts = new ArrayList<>();
    for (Clause.Fact clause : clauses) {
      facts.add(fact(clause));
    }
    return facts;
  }

  private Deliverable.Fact fact(Clause.Fact clause) {
    Optional<Domain> domain = domain(clause.domain());
    Optional<Source> source =
        clause.source().isEmpty()
            ? Optional.of(new Source.Performer())
            : clause.source().flatMap(s -> source(s, domain));
    if (domain.isEmpty() || source.isEmpty()) {
      whole = false;
    }
    if (domain.isPresent()
        && !(domain.get() instanceof Domain.Document)
        && !clause.decision()
        && clause.question().filter(q -> !q.text().isBlank()).isEmpty()) {
      report(
          DiagnosticCode.NO_QUESTION,
          clause.name().span(),
          "`" + clause.name().text() + "` can be contested, but no question is asked",
          "write what a court would be asked: fact "
              + clause.name().text()
              + " \"How many … ?\": …");
    }
    return new Deliverable.Fact(
        clause.name().text(),
        clause.question().map(q -> q.text()),
        clause.decision(),
        domain.orElseGet(() -> new Domain.Range(BigInteger.ZERO, BigInteger.ONE, Optional.empty())),
        source.orElseGet(Source.Performer::new));
  }

  private Optional<Domain> domain(Clause.Domain domain) {
    return switch (domain) {
      case Clause.Domain.Document document -> Optional.of(new Domain.Document());
      case Clause.Domain.Unsupported unsupported -> Optional.empty();
      case Clause.Domain.Choice choice -> choice(choice);
      case Clause.Domain.Range range -> range(range);
      case Clause.Domain.Time time -> Optional.of(new Domain.Time());
      case Clause.Domain.Percent percent -> Optional.of(new Domain.Percent());
    };
  }

  private Optional<Domain> range(Clause.Domain.Range range) {
    Optional<Integer> token = range.symbol().flatMap(money::token);
    if (range.symbol().isPresent() && token.isEmpty()) {
      return Optional.empty();
    }
    if (range.upTo().isPresent()) {
      return upTo(range, range.upTo().get());
    }
    Optional<BigInteger> least = bound(range.least(), token, range.unit());
    Optional<BigInteger> most = range.most().flatMap(m -> bound(m, token, range.unit()));
    if (least.isEmpty() || most.isEmpty()) {
      return Optional.empty();
    }
    if (least.get().compareTo(most.get()) > 0) {
      diagnostics.add(Money.upsideDown(range.span(), range.most().get()));
      return Optional.empty();
    }
    return Optional.of(
        range.unit().isPresent()
            ? new Domain.TimeSpan(least.get(), most.get())
            : new Domain.Range(least.get(), most.get(), token));
  }

  private Optional<BigInteger> bound(
      Numeral numeral, Optional<Integer> token, Optional<Long> unit) {
    Fraction scaled = numeral.value().times(Fraction.of(unit.orElse(1L)));
    return unit.isPresent()
        ? money.units(new Numeral(scaled, numeral.decimals(), numeral.span()), Optional.empty())
        : money.units(numeral, token);
  }

  /** A range whose greatest value is a parameter, of whose kind it is. */
  private Optional<Domain> upTo(Clause.Domain.Range range, Word name) {
    Optional<Integer> index =
        scope
            .find(name, Symbol.Parameter.class, "a parameter", diagnostics)
            .map(Symbol.Parameter::index);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    Agreement.Parameter parameter = parameters.get(index.get());
    Optional<BigInteger> least = money.units(range.least(), parameter.token());
    if (least.isPresent() && least.get().compareTo(parameter.least()) > 0 || parameter.date()) {
      report(
          DiagnosticCode.BAD_RANGE,
          range.span(),
          "`" + name.text() + "` can be less than where this range begins",
          "begin the range at 0, or raise the parameter's lower bound");
      return Optional.empty();
    }
    return least.map(from -> new Domain.Range(from, parameter.most(), parameter.token(), index));
  }

  private static final String MONEY = "money is a range with its token: `0..500 USDC`";
  private static final String FILE = "a file is a `document`";

  // What other languages call the kinds of facts.
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("number", COUNT),
          Map.entry("integer", COUNT),
          Map.entry("int", COUNT),
          Map.entry("count", COUNT),
          Map.entry("amount", MONEY),
          Map.entry("money", MONEY),
          Map.entry("boolean", "write both answers: `yes|no`"),
          Map.entry("bool", "write both answers: `yes|no`"),
          Map.entry("text", "write the answers that there are, such as `red|green|other`"),
          Map.entry("string", "write the answers that there are, such as `red|green|other`"),
          Map.entry("file", FILE),
          Map.entry("pdf", FILE),
          Map.entry("photo", FILE),
          Map.entry("link", FILE),
          Map.entry("eur", MONEY),
          Map.entry("usd", MONEY),
          Map.entry("usdc", MONEY),
          Map.entry("date", "a day is a `time`"),
          Map.entry("duration", "a length of time is a range: `0..48 hours`"));

  private Optional<Domain> choice(Clause.Domain.Choice choice) {
    Set<String> seen = new HashSet<>();
    for (Word option : choice.options()) {
      if (!seen.add(option.text())) {
        report(
            DiagnosticCode.DUPLICATE_OPTION,
            option.span(),
            "`" + option.text() + "` is an option already",
            "leave one of them out");
      }
    }
    if (choice.options().size() < 2) {
      report(
          DiagnosticCode.NO_CHOICE,
          choice.span(),
          "there is nothing to choose",
          KINDS.getOrDefault(
              choice.options().getFirst().text().toLowerCase(Locale.ROOT),
              "write at least two options, such as `yes|no`"));
    }
    if (choice.options().size() > MOST_OPTIONS) {
      report(
          DiagnosticCode.TOO_MANY,
          choice.span(),
          "a choice has at most " + MOST_OPTIONS + " options",
          "make them fewer");
      return Optional.empty();
    }
    return Optional.of(new Domain.Choice(choice.options().stream().map(Word::text).toList()));
  }

  private Optional<Source> source(Clause.Source source, Optional<Domain> domain) {
    if (source.within().seconds() == 0) {
      report(
          DiagnosticCode.NO_TIME,
          source.within().span(),
          "nobody can act in no time",
          "write at least 1 hour");
    }
    Symbol symbol = scope.find(source.name().text()).orElse(null);
    Optional<Silence> silence = silence(source, domain);
    return switch (symbol) {
      case null -> {
        scope.reportUnknown(
            source.name(),
            List.of(Symbol.Attestor.class, Symbol.Party.class),
            "a party or an attestor",
            diagnostics);
        yield Optional.empty();
      }
      case Symbol.Party party ->
          silence.map(s -> new Source.Other(false, party.index(), source.within().seconds(), s));
      case Symbol.Attestor attestor ->
          silence.map(s -> new Source.Other(true, attestor.index(), source.within().seconds(), s));
      case Symbol.Unreadable unreadable -> Optional.empty();
      case Symbol.Token s -> notASource(source.name(), s);
      case Symbol.Parameter s -> notASource(source.name(), s);
      case Symbol.Court s -> notASource(source.name(), s);
      case Symbol.Deliverable s -> notASource(source.name(), s);
      case Symbol.Contest s -> notASource(source.name(), s);
      case Symbol.Calendar s -> notASource(source.name(), s);
      case Symbol.Template s -> notASource(source.name(), s);
      case Symbol.Tally s -> notASource(source.name(), s);
      case Symbol.Fact s -> notASource(source.name(), s);
      case Symbol.Let s -> notASource(source.name(), s);
    };
  }

  private Optional<Source> notASource(Word name, Symbol symbol) {
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.WRONG_KIND,
                name.span(),
                "`" + name.text() + "` is " + symbol.kind() + " and cannot state a fact")
            .note(symbol.span(), "declared here")
            .hint("name a party or an attestor"));
    return Optional.empty();
  }

  private Optional<Silence> silence(Clause.Source source, Optional<Domain> domain) {
    if (domain.isEmpty()) {
      return Optional.empty();
    }
    if (domain.get() instanceof Domain.Document) {
      report(
          DiagnosticCode.SILENCE_UNCLEAR,
          source.span(),
          "a document that does not come has no value",
          "let the performer deliver documents; ask others for what they found");
      return Optional.empty();
    }
    if (source.silence().isEmpty()) {
      return Optional.of(new Silence.AsClaimed());
    }
    Value value = source.silence().get();
    return money.word(value, domain.get()).map(Silence.Means::new);
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
