package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.syntax.Value;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/** Reads numbers of a text as integers: counts as they are, money in its token's base units. */
public final class Money {
  /** All amounts and numbers are below this. */
  public static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(120);

  private static final int THOUSANDS = 3;

  private final Scope scope;
  private final List<Agreement.Token> tokens;
  private final OptionalLong start;
  private final Diagnostics diagnostics;

  /** Reads numbers with the tokens of a text. */
  public Money(Scope scope, List<Agreement.Token> tokens, Diagnostics diagnostics) {
    this(scope, tokens, OptionalLong.empty(), diagnostics);
  }

  private Money(
      Scope scope, List<Agreement.Token> tokens, OptionalLong start, Diagnostics diagnostics) {
    this.scope = scope;
    this.start = start;
    this.tokens = List.copyOf(tokens);
    this.diagnostics = diagnostics;
  }

  /** The index of the token of this symbol; an unknown one is reported. */
  public Optional<Integer> token(Word symbol) {
    return scope
        .find(symbol, Symbol.Token.class, "a token", diagnostics)
        .map(Symbol.Token::index)
        .filter(index -> index < tokens.size());
  }

  /** A number in base units, exactly; too many decimals and too large ones are reported. */
  public Optional<BigInteger> units(Numeral numeral, Optional<Integer> token) {
    int decimals = token.map(t -> tokens.get(t).decimals()).orElse(0);
    Fraction scaled = numeral.value().times(Fraction.of(BigInteger.TEN.pow(decimals)));
    if (!scaled.isInteger()) {
      String what =
          token
              .map(t -> "one " + tokens.get(t).symbol() + " has " + decimals + " decimals")
              .orElse("this is a count");
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TOO_PRECISE,
                  numeral.span(),
                  what + ", so this is not a whole number of the smallest unit")
              .hint(token.isPresent() ? "write fewer decimals" : "write a whole number"));
      return Optional.empty();
    }
    if (scaled.numerator().compareTo(LIMIT) >= 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TOO_LARGE,
                  numeral.span(),
                  "this is 2^120 of the smallest unit or more")
              .hint("every amount is smaller"));
      return Optional.empty();
    }
    token.ifPresent(t -> thousands(numeral, tokens.get(t).symbol()));
    return Optional.of(scaled.numerator());
  }

  /** The message that a range is upside down; a point in its bound may be meant for thousands. */
  static Diagnostic upsideDown(Span range, Numeral most) {
    Diagnostic message =
        Diagnostic.of(DiagnosticCode.BAD_RANGE, range, "no value lies in this range");
    Fraction thousandths = most.value().times(Fraction.of(1_000));
    if (most.decimals() != THOUSANDS || !thousandths.isInteger()) {
      return message.hint("write the smaller bound first");
    }
    String number = thousandths.numerator().toString();
    return message
        .note(most.span(), "a point stands before decimals")
        .hint("if it is meant to set thousands apart, write `" + number + "`")
        .mend(most.span(), number);
  }

  // Nobody ends decimals of money with a nought in the third place, but many write 1.200 for 1,200.
  private void thousands(Numeral numeral, String symbol) {
    Fraction thousandths = numeral.value().times(Fraction.of(1_000));
    boolean likely =
        numeral.decimals() == THOUSANDS
            && numeral.value().compareTo(Fraction.of(1)) >= 0
            && thousandths.isInteger()
            && thousandths.numerator().mod(BigInteger.TEN).signum() == 0;
    if (likely) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.POINT_FOR_THOUSANDS,
                  numeral.span(),
                  "a point stands before decimals, so this is less than "
                      + numeral.value().floor().add(BigInteger.ONE)
                      + " "
                      + symbol)
              .hint(
                  "for thousands write `"
                      + thousandths.numerator()
                      + "`; else leave the last nought out"));
    }
  }

  /**
   * The word of a stated value of a fact; a document's is the keccak256 hash of its name, as an
   * unsigned integer. What is no value of the domain is reported.
   */
  public Optional<BigInteger> word(Value value, Deliverable.Domain domain) {
    return switch (domain) {
      case Deliverable.Domain.Range range -> number(value, range);
      case Deliverable.Domain.Choice choice -> option(value, choice);
      case Deliverable.Domain.TimeSpan span ->
          value instanceof Value.TimeSpan given
              ? within(value, BigInteger.valueOf(given.length().seconds()), span, "a time span")
              : wrong(value, "a time span, such as `3 hours`");
      case Deliverable.Domain.Percent percent -> percent(value, percent);
      case Deliverable.Domain.Time time ->
          switch (value) {
            case Value.Date date -> Optional.of(BigInteger.valueOf(date.seconds()));
            case Value.At at -> instant(at);
            default -> wrong(value, "a moment, such as `2027-04-01` or `at 3 days after start`");
          };
      case Deliverable.Domain.Document document -> {
        if (value instanceof Value.Text text) {
          yield Optional.of(document(text.text()));
        }
        yield wrong(value, "a document's name in quotes");
      }
    };
  }

  /** The word that stands for a document of this name in a scenario. */
  public static BigInteger document(String name) {
    byte[] bytes = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return new BigInteger(1, org.horkos.dsl.value.Keccak.hash(bytes).bytes());
  }

  /** An amount of one token; another kind of value is reported. */
  public Optional<Amount> amount(Value value) {
    if (value instanceof Value.Number number && number.symbol().isPresent()) {
      return number
          .symbol()
          .flatMap(this::token)
          .flatMap(
              token -> units(number.numeral(), Optional.of(token)).map(u -> new Amount(token, u)));
    }
    wrong(value, "an amount with its token, such as `5 " + example() + "`");
    return Optional.empty();
  }

  /** From when on moments of a scenario count. */
  public Money startingAt(long start) {
    return new Money(scope, tokens, OptionalLong.of(start), diagnostics);
  }

  private Optional<BigInteger> instant(Value.At at) {
    long offset = at.instant().offset();
    return switch (at.instant().event()) {
      case DATE -> Optional.of(BigInteger.valueOf(offset));
      case START ->
          start.isPresent()
              ? Optional.of(BigInteger.valueOf(start.getAsLong() + offset))
              : wrong(at, "a date: when it starts is not known when this is signed");
      case DUE, NAMED, NAMED_DUE, JOINS -> wrong(at, "a date, or a time after `start`");
    };
  }

  private Optional<BigInteger> percent(Value value, Deliverable.Domain.Percent domain) {
    if (!(value instanceof Value.Percent percent)) {
      return wrong(value, "a percentage, such as `35%`");
    }
    Fraction points = percent.numeral().value().times(Fraction.of(10_000));
    if (!points.isInteger()) {
      return wrong(value, "a percentage with at most two decimals");
    }
    return within(value, points.numerator(), domain, "a percentage");
  }

  private Optional<BigInteger> within(
      Value value, BigInteger word, Deliverable.Domain domain, String what) {
    if (word.compareTo(domain.least()) >= 0 && word.compareTo(domain.most()) <= 0) {
      return Optional.of(word);
    }
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.OUT_OF_RANGE, value.span(), "this is outside of its range")
            .hint("write " + what + " within the range"));
    return Optional.empty();
  }

  private Optional<BigInteger> number(Value value, Deliverable.Domain.Range range) {
    if (!(value instanceof Value.Number number)) {
      String least = shown(range.least(), range.token());
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.WRONG_TYPE, value.span(), "expected a number")
              .hint("write one of its range, such as `" + least + "`"));
      return Optional.empty();
    }
    Optional<Integer> token = number.symbol().flatMap(this::token);
    if (number.symbol().isPresent() && token.isEmpty()) {
      return Optional.empty();
    }
    if (!token.equals(range.token())) {
      return wrong(
          value,
          range
              .token()
              .map(t -> "an amount of " + tokens.get(t).symbol())
              .orElse("a plain number"));
    }
    Optional<BigInteger> units = units(number.numeral(), token);
    if (units.isPresent()
        && (units.get().compareTo(range.least()) < 0 || units.get().compareTo(range.most()) > 0)) {
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.OUT_OF_RANGE, value.span(), "this is outside of its range")
              .hint(
                  "the range is "
                      + shown(range.least(), token)
                      + ".."
                      + shown(range.most(), token)));
      return Optional.empty();
    }
    return units;
  }

  private Optional<BigInteger> option(Value value, Deliverable.Domain.Choice choice) {
    if (!(value instanceof Value.Option option)) {
      return wrong(value, "one of " + String.join(", ", choice.options()));
    }
    int index = choice.options().indexOf(option.word().text());
    if (index < 0) {
      diagnostics.add(unknownOption(option.word(), choice.options()));
      return Optional.empty();
    }
    return Optional.of(BigInteger.valueOf(index));
  }

  /** The message for a word that is no option. */
  static Diagnostic unknownOption(Word word, List<String> options) {
    Diagnostic unknown =
        Diagnostic.of(
            DiagnosticCode.UNKNOWN_OPTION,
            word.span(),
            "`" + word.text() + "` is not one of " + String.join(", ", options));
    return Spelling.nearest(word.text(), options)
        .map(near -> unknown.hint("did you mean `" + near + "`?").mend(word.span(), near))
        .orElseGet(() -> unknown.hint("choose one of them"));
  }

  private Optional<BigInteger> wrong(Value value, String wanted) {
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.WRONG_TYPE, value.span(), "expected " + wanted)
            .hint(
                value instanceof Value.Number number
                        && number.symbol().isEmpty()
                        && wanted.startsWith("an amount of ")
                    ? "write the token behind the number: `5"
                        + wanted.substring("an amount of".length())
                        + "`"
                    : wanted.endsWith("number")
                        ? "write one of its range, such as `0`"
                        : "a value has the type of what it is given for"));
    return Optional.empty();
  }

  /** Base units as a person writes them: {@code 13.5 DAI}. */
  public String shown(BigInteger units, Optional<Integer> token) {
    return token
        .map(t -> decimal(units, tokens.get(t).decimals()) + " " + tokens.get(t).symbol())
        .orElse(units.toString());
  }

  /** Base units of a token as a decimal number without trailing zeros. */
  public static String decimal(BigInteger units, int decimals) {
    java.math.BigDecimal number = new java.math.BigDecimal(units, decimals);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private String example() {
    return tokens.isEmpty() ? "USDC" : tokens.getFirst().symbol();
  }

  /**
   * Money.
   *
   * @param token index of the token
   * @param units base units
   */
  public record Amount(int token, BigInteger units) {}
}
