package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
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
    if (resolution.deliverables().size() > 62) {
      tooMany(resolution.deliverables().get(62).declaration().span(), 62, "deliverables");
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
            List.of());
    List<Optional<Deliverable>> deliverables = new ArrayList<>();
    List<TypedText.Places> places = new ArrayList<>();
    for (Resolution.ResolvedDeliverable deliverable : resolution.deliverables()) {
      DeliverableTyping typing =
          new DeliverableTyping(frame, resolution, deliverable, money, diagnostics);
      deliverables.add(typing.typed());
      places.add(typing.places());
    }
    if (resolution.deliverables().isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.MISSING_CLAUSE, text.end(), "nobody owes anything in this text")
              .hint("add a `deliverable`"));
    }
    return new TypedText(frame, deliverables, places, resolution);
  }

  private String name(Word word) {
    if (word.text().length() > 64) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TOO_LARGE, word.span(), "this name is longer than 64 letters")
              .hint("wallets show it: choose a shorter one"));
    }
    return word.text();
  }

  private Agreement.Parameter parameter(Declaration.Parameter parameter, Money money) {
    Optional<Integer> token = parameter.symbol().flatMap(money::token);
    boolean unknownToken = parameter.symbol().isPresent() && token.isEmpty();
    Optional<BigInteger> least =
        unknownToken ? Optional.empty() : money.units(parameter.least(), token);
    Optional<BigInteger> most =
        unknownToken ? Optional.empty() : money.units(parameter.most(), token);
    if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.BAD_RANGE,
                  parameter.least().span().to(parameter.most().span()),
                  "no value lies in this range")
              .hint("write the smaller bound first"));
      most = least;
    }
    return new Agreement.Parameter(
        parameter.name().text(),
        least.orElse(BigInteger.ONE),
        most.or(() -> least).orElse(BigInteger.ONE),
        token);
  }

  private long positive(Length length) {
    if (length.seconds() == 0) {
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.BAD_DURATION, length.span(), "nobody can act in no time")
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
