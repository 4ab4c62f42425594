package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.syntax.Text;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;
import org.horkos.dsl.value.Hash;

/** The pass from the resolution to the typed agreement. */
public final class FromResolution {
  private static final int MOST_DELIVERABLES = 62;
  private static final long FUNDED_WITHIN = 7 * 86_400;

  private final Resolution resolution;
  private final Diagnostics diagnostics;

  private FromResolution(Resolution resolution, Diagnostics diagnostics) {
    this.resolution = resolution;
    this.diagnostics = diagnostics;
  }

  /** What can be typed of a text. */
  public static TypedText convert(Resolution resolution, Hash textHash, Diagnostics diagnostics) {
    return new FromResolution(resolution, diagnostics).typed(textHash);
  }

  private TypedText typed(Hash textHash) {
    Text text = resolution.text();
    bounded(resolution.tokens(), 4, "tokens");
    bounded(resolution.parameters(), 16, "parameters");
    bounded(resolution.parties(), 16, "parties");
    bounded(resolution.attestors(), 16, "attestors");
    bounded(resolution.courts(), 8, "courts");
    bounded(resolution.calendars(), 8, "calendars");
    int room = MOST_DELIVERABLES - resolution.contests().size();
    if (resolution.deliverables().size() > room) {
      tooMany(
          resolution.deliverables().get(Math.max(room, 0)).declaration().span(),
          MOST_DELIVERABLES,
          "deliverables and contests");
    }
    List<Agreement.Token> tokens = new ArrayList<>();
    for (Declaration.Token token : resolution.tokens()) {
      tokens.add(
          new Agreement.Token(
              token.symbol().text(), whole(token.decimals(), 0, 36, "decimals").orElse(0)));
    }
    Money money = new Money(resolution.scope(), tokens, diagnostics);
    Agreement frame =
        new Agreement(
            text.name().map(this::name).orElse("Unnamed"),
            text.version().flatMap(v -> whole(v, 1, Integer.MAX_VALUE, "a version")).orElse(1),
            text.prose().map(Declaration.Prose::text),
            textHash,
            resolution.funded().map(this::positive).orElse(FUNDED_WITHIN),
            tokens,
            resolution.parameters().stream().map(p -> parameter(p, money)).toList(),
            resolution.parties().stream()
                .map(p -> new Agreement.Party(p.name().text(), p.open().map(this::positive)))
                .toList(),
            resolution.attestors().stream()
                .map(a -> new Agreement.Attestor(a.name().text()))
                .toList(),
            new Courts(diagnostics).typed(resolution.courts()),
            new Calendars(diagnostics).typed(resolution.calendars()),
            List.of());
    List<Optional<Deliverable>> deliverables = new ArrayList<>();
    List<TypedText.Places> places = new ArrayList<>();
    List<Map<Span, Measured>> measured = new ArrayList<>();
    List<List<Outlier>> outliers = new ArrayList<>();
    List<Map<Span, Condition>> quorums = new ArrayList<>();
    for (Resolution.ResolvedDeliverable deliverable : resolution.deliverables()) {
      outliers.add(new ArrayList<>());
      DeliverableTyping typing =
          new DeliverableTyping(
              frame, resolution, deliverable, money, outliers.getLast(), diagnostics);
      deliverables.add(typing.typed());
      places.add(typing.places());
      measured.add(typing.measured());
      quorums.add(typing.quorums());
    }
    ContestTyping contests = new ContestTyping(frame, resolution, money, diagnostics);
    for (int i = 0; i < resolution.contests().size(); i++) {
      outliers.add(new ArrayList<>());
      deliverables.add(contests.typed(i, outliers.getLast()));
      places.add(contests.places(i));
      quorums.add(Map.of());
    }
    if (resolution.deliverables().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.NO_DELIVERABLE, text.end(), "nobody owes anything in this text")
              .hint("add a `deliverable`"));
    }
    return new TypedText(frame, deliverables, places, quorums, measured, outliers, resolution);
  }

  private String name(Word word) {
    if (word.text().length() > 64) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.NAME_TOO_LONG, word.span(), "this name is longer than 64 letters")
              .hint("wallets show it: choose a shorter one"));
    }
    return word.text();
  }

  private Agreement.Parameter parameter(Declaration.Parameter parameter, Money money) {
    Optional<Integer> token = parameter.symbol().flatMap(money::token);
    if (parameter.date()) {
      return date(parameter);
    }
    boolean unknownToken = parameter.symbol().isPresent() && token.isEmpty();
    Optional<BigInteger> least =
        unknownToken ? Optional.empty() : money.units(parameter.least(), token);
    Optional<BigInteger> most =
        unknownToken ? Optional.empty() : money.units(parameter.most(), token);
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      diagnostics.add(
          Money.upsideDown(parameter.least().span().to(parameter.most().span()), parameter.most()));
      most = least;
    }
    return new Agreement.Parameter(
        parameter.name().text(),
        least.orElse(BigInteger.ONE),
        most.or(() -> least).orElse(BigInteger.ONE),
        token);
  }

  private Agreement.Parameter date(Declaration.Parameter parameter) {
    BigInteger least = parameter.least().value().floor();
    BigInteger most = parameter.most().value().floor();
    if (least.compareTo(most) > 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.BAD_RANGE,
                  parameter.least().span().to(parameter.most().span()),
                  "no day lies in this range")
              .hint("write the earlier date first"));
      most = least;
    }
    return new Agreement.Parameter(parameter.name().text(), least, most, Optional.empty(), true);
  }

  private long positive(Length length) {
    if (length.seconds() == 0) {
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.NO_TIME, length.span(), "nobody can act in no time")
              .hint("write at least 1 hour"));
    }
    return length.seconds();
  }

  private Optional<Integer> whole(Numeral numeral, int least, int most, String what) {
    return wholeNumber(numeral, least, most, what, diagnostics);
  }

  /** A whole number between bounds; another one is reported. */
  static Optional<Integer> wholeNumber(
      Numeral numeral, int least, int most, String what, Diagnostics diagnostics) {
    Fraction value = numeral.value();
    if (value.isInteger()
        && value.compareTo(Fraction.of(least)) >= 0
        && value.compareTo(Fraction.of(most)) <= 0) {
      return Optional.of(value.numerator().intValueExact());
    }
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.BAD_NUMBER, numeral.span(), what + " cannot be this number")
            .hint("write a whole number from " + least + " to " + most));
    return Optional.empty();
  }

  private void bounded(List<? extends Declaration> declarations, int most, String what) {
    if (declarations.size() > most) {
      tooMany(declarations.get(most).span(), most, what);
    }
  }

  private void tooMany(Span span, int most, String what) {
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.TOO_MANY, span, "an agreement has at most " + most + " " + what)
            .hint("split the agreement into several"));
  }
}
