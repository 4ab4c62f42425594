package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.value.Fraction;

/** Types sums, quotients, powers, the lesser or greater of two, and what is made of time. */
final class Formulas {
  /** How many values a divisor or an exponent may have that depends on facts. */
  static final int MOST_LOOKED_UP = 64;

  private static final int MOST_DIVISOR = 42;

  private final AmountTyping amounts;
  private final AmountArithmetic arithmetic;

  Formulas(AmountTyping amounts, AmountArithmetic arithmetic) {
    this.amounts = amounts;
    this.arithmetic = arithmetic;
  }

  Optional<Typed> timeSpan(Length length) {
    if (length.business().isPresent()) {
      arithmetic.report(
          DiagnosticCode.WRONG_TYPE,
          length.span(),
          "business days have no fixed length, so nothing can be compared with them",
          "write days");
      return Optional.empty();
    }
    BigInteger seconds = BigInteger.valueOf(length.seconds());
    return Optional.of(
        new Typed(
            new Type.Duration(),
            new Quantity.Constant(Fraction.of(seconds)),
            Interval.of(seconds, seconds),
            BigInteger.ONE,
            1));
  }

  Optional<Typed> instant(long second) {
    Fraction value = Fraction.of(second);
    return Optional.of(
        new Typed(
            new Type.Instant(),
            new Quantity.Constant(value),
            Interval.of(value),
            BigInteger.ONE,
            1));
  }

  /** A sum of amounts of one kind; of moments one, and time spans, or the time between two. */
  Optional<Typed> sum(Expression.Sum sum) {
    List<Typed> terms = new ArrayList<>();
    int moments = 0;
    int others = 0;
    for (Expression term : sum.terms()) {
      Optional<Typed> typed = amounts.numeric(term);
      if (typed.isEmpty()) {
        continue;
      }
      boolean moment = typed.get().type() instanceof Type.Instant;
      moments += !moment ? 0 : term instanceof Expression.Negative ? -1 : 1;
      others += moment ? 0 : 1;
      Type first = terms.isEmpty() ? typed.get().type() : terms.getFirst().type();
      boolean ofTime = isTime(first) && isTime(typed.get().type());
      if (!ofTime && !first.equals(typed.get().type())) {
        arithmetic.differ(term.span(), typed.get().type(), first);
        return Optional.empty();
      }
      terms.add(typed.get());
    }
    if (terms.size() < sum.terms().size()) {
      return Optional.empty();
    }
    boolean anyMoment = others < terms.size();
    if (anyMoment && moments != 0 && moments != 1) {
      arithmetic.report(
          DiagnosticCode.WRONG_TYPE,
          sum.span(),
          "moments cannot be added up",
          "add time spans to one moment, or take one moment from another");
      return Optional.empty();
    }
    return arithmetic
        .sum(terms, sum.span())
        .map(
            typed ->
                anyMoment
                    ? new Typed(
                        moments(typed, sum),
                        typed.quantity(),
                        typed.range(),
                        typed.denominator(),
                        typed.size())
                    : typed);
  }

  private Type moments(Typed typed, Expression.Sum sum) {
    int net = 0;
    for (Expression term : sum.terms()) {
      boolean moment =
          amounts.numeric(term).filter(t -> t.type() instanceof Type.Instant).isPresent();
      net += !moment ? 0 : term instanceof Expression.Negative ? -1 : 1;
    }
    return net == 1 ? new Type.Instant() : new Type.Duration();
  }

  private static boolean isTime(Type type) {
    return type instanceof Type.Instant || type instanceof Type.Duration;
  }

  Optional<Typed> oneOfTwo(Expression.OneOfTwo two) {
    Optional<Typed> left = amounts.numeric(two.left());
    Optional<Typed> right = amounts.numeric(two.right());
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    if (!left.get().type().equals(right.get().type())) {
      arithmetic.differ(two.right().span(), right.get().type(), left.get().type());
      return Optional.empty();
    }
    return two.greater()
        ? arithmetic.greatest(left.get(), right.get(), two.span())
        : arithmetic.least(left.get(), right.get(), two.span());
  }

  Optional<Typed> quotient(Expression.Quotient quotient) {
    Optional<Typed> part = amounts.numeric(quotient.part());
    Optional<Typed> by = amounts.numeric(quotient.by());
    if (part.isEmpty() || by.isEmpty()) {
      return Optional.empty();
    }
    Span span = quotient.by().span();
    Type type = part.get().type();
    boolean ratio = type.equals(by.get().type());
    if (!(by.get().type() instanceof Type.Count) && !ratio) {
      arithmetic.report(
          DiagnosticCode.BAD_DIVISOR,
          span,
          arithmetic.words(type) + " cannot be divided by " + arithmetic.words(by.get().type()),
          "divide by a plain number, or by an amount of the same kind");
      return Optional.empty();
    }
    Typed undivided = ratio ? AmountArithmetic.constant(Fraction.ONE) : part.get();
    if (by.get().range().least().signum() <= 0) {
      return arithmetic.outlier(
          new Outlier(
              DiagnosticCode.BAD_DIVISOR,
              span,
              "this can be 0 or less, and no amount can be divided by that",
              "let its range begin above 0",
              by.get().quantity(),
              Fraction.ZERO,
              by.get().range().most()),
          undivided);
    }
    boolean lookedUp = by.get().quantity().dependsOnFacts();
    if (lookedUp && !isWhole(by.get(), DiagnosticCode.BAD_DIVISOR, span)) {
      return Optional.empty();
    }
    Optional<Outlier> outlier =
        lookedUp ? outlier(by.get(), 1, DiagnosticCode.BAD_DIVISOR, span) : Optional.empty();
    if (outlier.isPresent()) {
      return arithmetic.outlier(outlier.get(), undivided);
    }
    int[] range = lookedUp ? few(by.get()) : new int[] {1, 1};
    BigInteger multiple = BigInteger.ONE;
    for (int k = range[0]; lookedUp && k <= range[1]; k++) {
      multiple = AmountArithmetic.lcm(multiple, BigInteger.valueOf(k));
    }
    if (!lookedUp) {
      // A parameter's value is one number when the program is made.
      Fraction most = by.get().range().most();
      multiple = most.floor().max(BigInteger.ONE).multiply(by.get().denominator());
    }
    return arithmetic.bounded(
        new Typed(
            ratio ? new Type.Count() : type,
            new Quantity.Quotient(part.get().quantity(), by.get().quantity(), range[0], range[1]),
            part.get().range().dividedBy(by.get().range()),
            ratio && !lookedUp ? BigInteger.ONE : part.get().denominator().multiply(multiple),
            part.get().size() + by.get().size() + range[1] - range[0] + 1),
        quotient.span());
  }

  Optional<Typed> power(Expression.Power power) {
    Optional<Typed> base = amounts.numeric(power.base());
    Optional<Typed> exponent = amounts.numeric(power.exponent());
    if (base.isEmpty() || exponent.isEmpty()) {
      return Optional.empty();
    }
    Span span = power.exponent().span();
    if (!(base.get().type() instanceof Type.Count)
        || !(exponent.get().type() instanceof Type.Count)) {
      arithmetic.report(
          DiagnosticCode.BAD_EXPONENT,
          power.span(),
          "only plain numbers can be raised to a power",
          "multiply money by a power: `100 USDC * 1.05 ^ 3`");
      return Optional.empty();
    }
    if (base.get().quantity().dependsOnFacts() || base.get().range().least().signum() < 0) {
      arithmetic.report(
          DiagnosticCode.BAD_EXPONENT,
          power.base().span(),
          "what is raised to a power must be fixed at signing, and not below 0",
          "write a fact's power as a product: `n * n`");
      return Optional.empty();
    }
    if (!isWhole(exponent.get(), DiagnosticCode.BAD_EXPONENT, span)) {
      return Optional.empty();
    }
    Optional<Outlier> outlier = outlier(exponent.get(), 0, DiagnosticCode.BAD_EXPONENT, span);
    if (outlier.isPresent()) {
      return arithmetic.outlier(outlier.get(), base.get());
    }
    int[] range = few(exponent.get());
    int most = range[1];
    Interval values = base.get().range().power(range[0], most);
    BigInteger denominator = base.get().denominator();
    // Beyond this it is too fine for facts, and as fine as it may be for anything else.
    denominator =
        (long) denominator.bitLength() * most > 4_096
            ? BigInteger.ONE.shiftLeft(4_096)
            : denominator.pow(most);
    return arithmetic.bounded(
        new Typed(
            new Type.Count(),
            new Quantity.Power(base.get().quantity(), exponent.get().quantity(), most),
            values,
            denominator,
            base.get().size() + exponent.get().size() + most - range[0] + 1),
        power.span());
  }

  private boolean isWhole(Typed typed, DiagnosticCode code, Span span) {
    Interval range = typed.range();
    boolean whole =
        typed.denominator().equals(BigInteger.ONE)
            && range.least().isInteger()
            && range.most().isInteger()
            && typed.type() instanceof Type.Count;
    if (!whole) {
      int least = code == DiagnosticCode.BAD_DIVISOR ? 1 : 0;
      arithmetic.report(code, span, "this is no whole number", fewFrom(least, typed));
    }
    return whole;
  }

  /** Each value of it is tried when it is checked, so it has few, and none below {@code least}. */
  private static Optional<Outlier> outlier(Typed typed, int least, DiagnosticCode code, Span span) {
    Interval range = typed.range();
    Fraction most = Fraction.of(MOST_LOOKED_UP);
    return range.least().compareTo(Fraction.of(least)) >= 0 && range.most().compareTo(most) <= 0
        ? Optional.empty()
        : Optional.of(
            new Outlier(
                code,
                span,
                "this can be " + range.least() + " to " + range.most(),
                fewFrom(least, typed),
                typed.quantity(),
                Fraction.of(least - 1),
                most));
  }

  // A divisor's shares are all parts of one whole, which gets too fine for facts beyond 42.
  private static String fewFrom(int least, Typed typed) {
    boolean shares = least > 0 && typed.quantity().dependsOnFacts();
    int most = shares ? MOST_DIVISOR : MOST_LOOKED_UP;
    return "let it be a whole number from " + least + " to at most " + most;
  }

  private static int[] few(Typed whole) {
    return new int[] {
      whole.range().least().numerator().intValueExact(),
      whole.range().most().numerator().intValueExact()
    };
  }
}
