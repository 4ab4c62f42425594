package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * Sums, products and lesser ones of typed amounts: their units, their bounds, how large they are.
 */
final class AmountArithmetic {
  /** The longest time for which lateness is counted. */
  static final long LATEST_SECONDS = 200L * 365 * 86_400;

  private static final int LARGEST = 1_000;
  private static final BigInteger FINEST = BigInteger.TEN.pow(18);

  private final List<Agreement.Token> tokens;
  private final List<Outlier> outliers;
  private final Diagnostics diagnostics;

  /** Combines amounts of these tokens; numbers that can leave their bounds are added to a list. */
  AmountArithmetic(List<Agreement.Token> tokens, List<Outlier> outliers, Diagnostics diagnostics) {
    this.tokens = List.copyOf(tokens);
    this.outliers = outliers;
    this.diagnostics = diagnostics;
  }

  /** What kind of number it is. */
  sealed interface Type {
    record Count() implements Type {}

    record OfToken(int token) implements Type {}

    record OneOf(List<String> options) implements Type {}

    /** A time span in seconds. */
    record Duration() implements Type {}

    /** An instant in Unix seconds. */
    record Instant() implements Type {}
  }

  /**
   * A typed amount.
   *
   * @param range between which bounds it lies for all parameters and facts
   * @param denominator a multiple of every value's denominator
   * @param size how many parts it has
   */
  record Typed(Type type, Quantity quantity, Interval range, BigInteger denominator, int size) {}

  /** A plain number. */
  static Typed constant(Fraction value) {
    return new Typed(
        new Type.Count(), new Quantity.Constant(value), Interval.of(value), value.denominator(), 1);
  }

  /** The amount times started periods late. */
  Optional<Typed> perPeriodLate(Typed amount, long periodSeconds, Span span) {
    long most = LATEST_SECONDS / periodSeconds + 1;
    Typed periods =
        new Typed(
            new Type.Count(),
            new Quantity.PeriodsLate(periodSeconds),
            Interval.of(BigInteger.ZERO, BigInteger.valueOf(most)),
            BigInteger.ONE,
            1);
    return product(List.of(amount, periods), span);
  }

  /** The amount times full periods early. */
  Optional<Typed> perPeriodEarly(Typed amount, long periodSeconds, Span span) {
    return product(List.of(amount, early(new Type.Count(), periodSeconds)), span);
  }

  /** Full periods early. */
  static Typed early(Type type, long periodSeconds) {
    return new Typed(
        type,
        new Quantity.PeriodsEarly(periodSeconds),
        Interval.of(BigInteger.ZERO, BigInteger.valueOf(LATEST_SECONDS / periodSeconds)),
        BigInteger.ONE,
        1);
  }

  /** The amount below 0 instead of above. */
  Optional<Typed> negative(Typed typed, Span span) {
    Quantity minus = new Quantity.Constant(Fraction.of(-1));
    return bounded(
        new Typed(
            typed.type(),
            new Quantity.Product(List.of(minus, typed.quantity())),
            typed.range().times(Interval.of(Fraction.of(-1))),
            typed.denominator(),
            typed.size() + 1),
        span);
  }

  /** The greater of two amounts of one type. */
  Optional<Typed> greatest(Typed a, Typed b, Span span) {
    return bounded(
        new Typed(
            a.type(),
            new Quantity.Greatest(a.quantity(), b.quantity()),
            a.range().max(b.range()),
            lcm(a.denominator(), b.denominator()),
            a.size() + b.size() + 1),
        span);
  }

  /** The lesser of two amounts of one type. */
  Optional<Typed> least(Typed a, Typed b, Span span) {
    return bounded(
        new Typed(
            a.type(),
            new Quantity.Least(a.quantity(), b.quantity()),
            a.range().min(b.range()),
            lcm(a.denominator(), b.denominator()),
            a.size() + b.size() + 1),
        span);
  }

  /** The sum of amounts of one type. */
  Optional<Typed> sum(List<Typed> terms, Span span) {
    Typed first = terms.getFirst();
    Interval range = first.range();
    BigInteger denominator = first.denominator();
    int size = 1 + first.size();
    for (Typed term : terms.subList(1, terms.size())) {
      range = range.plus(term.range());
      denominator = lcm(denominator, term.denominator());
      size += term.size();
    }
    List<Quantity> quantities = terms.stream().map(Typed::quantity).toList();
    return bounded(
        new Typed(first.type(), new Quantity.Sum(quantities), range, denominator, size), span);
  }

  /** The product, of which at most one factor is money. */
  Optional<Typed> product(List<Typed> factors, Span span) {
    Type type = new Type.Count();
    Interval range = Interval.of(Fraction.ONE);
    BigInteger denominator = BigInteger.ONE;
    int size = 1;
    for (Typed factor : factors) {
      if (!(factor.type() instanceof Type.Count)) {
        if (!(type instanceof Type.Count) || factor.type() instanceof Type.Instant) {
          report(
              DiagnosticCode.MONEY_TIMES_MONEY,
              span,
              type instanceof Type.OfToken && factor.type() instanceof Type.OfToken
                  ? "money is multiplied by money here"
                  : words(factor.type()) + " is multiplied here with " + words(type),
              "multiply money and time spans by plain numbers only");
          return Optional.empty();
        }
        type = factor.type();
      }
      range = range.times(factor.range());
      denominator = denominator.multiply(factor.denominator());
      size += factor.size();
      if (denominator.bitLength() > 4_096 || size > LARGEST) {
        break;
      }
    }
    List<Quantity> quantities = factors.stream().map(Typed::quantity).toList();
    return bounded(
        new Typed(type, new Quantity.Product(quantities), range, denominator, size), span);
  }

  /** Takes note of a number that can leave its bounds, and goes on with another amount. */
  Optional<Typed> outlier(Outlier outlier, Typed instead) {
    outliers.add(outlier);
    return Optional.of(instead);
  }

  /** The amount, unless it is larger or finer than the rule program's words surely hold. */
  Optional<Typed> bounded(Typed typed, Span span) {
    if (typed.range().most().compareTo(Fraction.of(Money.LIMIT)) >= 0
        || typed.range().least().compareTo(Fraction.of(Money.LIMIT.negate())) <= 0) {
      Fraction limit = Fraction.of(Money.LIMIT);
      Typed one = constant(Fraction.ONE);
      Outlier outlier =
          new Outlier(
              DiagnosticCode.TOO_LARGE,
              span,
              "this can become 2^120 of the smallest unit or more",
              "bound its parameters and facts more tightly",
              typed.quantity(),
              Fraction.of(Money.LIMIT.negate()),
              limit.minus(Fraction.ONE));
      return outlier(
          outlier, new Typed(typed.type(), one.quantity(), one.range(), one.denominator(), 1));
    }
    // What depends on no fact is computed at signing, as fine as it may be.
    boolean tooFine =
        typed.denominator().compareTo(FINEST) > 0 && typed.quantity().dependsOnFacts();
    if (typed.size() > LARGEST || tooFine) {
      report(
          DiagnosticCode.TOO_COMPLEX,
          span,
          typed.size() > LARGEST
              ? "this has more than " + LARGEST + " parts"
              : "its shares are finer than one part in 10^18",
          typed.size() > LARGEST
              ? "simplify it"
              : "let divisors and exponents that are facts have smaller ranges: 1 to 42 for a"
                  + " divisor, 0 to 18 for an exponent of a number with one decimal");
      return Optional.empty();
    }
    return Optional.of(typed);
  }

  /** Reports two amounts of different kinds where equal ones are needed. */
  void differ(Span span, Type here, Type there) {
    if (here instanceof Type.OfToken a && there instanceof Type.OfToken b) {
      mixed(span, a.token(), b.token());
    } else {
      report(
          DiagnosticCode.DIFFERENT_KINDS,
          span,
          "this is " + words(here) + ", but beside it stands " + words(there),
          "only amounts of one kind can be added or compared");
    }
  }

  /** Reports money of one token where another is needed. */
  void mixed(Span span, int here, int there) {
    report(
        DiagnosticCode.MIXED_TOKENS,
        span,
        "this is "
            + tokens.get(here).symbol()
            + ", but "
            + tokens.get(there).symbol()
            + " is needed here",
        "no rate between tokens is known: keep to one token");
  }

  /** A type in words. */
  String words(Type type) {
    return switch (type) {
      case Type.Count count -> "a plain number";
      case Type.OfToken of -> "money of " + tokens.get(of.token()).symbol();
      case Type.Duration duration -> "a time span";
      case Type.Instant instant -> "a moment";
      case Type.OneOf choice -> "one of " + String.join(", ", choice.options());
    };
  }

  /** Reports. */
  void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }

  /** Reports a condition where an amount is needed. */
  Optional<Typed> notAnAmount(Span span) {
    report(
        DiagnosticCode.CONDITION_AS_AMOUNT,
        span,
        "this is a condition, but an amount was expected",
        "amounts are numbers, parameters, facts and shares of them");
    return Optional.empty();
  }

  static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
