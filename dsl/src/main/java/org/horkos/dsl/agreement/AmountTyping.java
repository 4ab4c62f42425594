package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/**
 * Types the amounts of one deliverable: which unit each has, what its names stand for, between
 * which bounds it lies. What is known grows while the deliverable is typed: first parameters, then
 * its pay, then its bonds, then its facts.
 */
final class AmountTyping {
  private final Agreement frame;
  private final Scope scope;
  private final Money money;
  private final Diagnostics diagnostics;
  private final AmountArithmetic arithmetic;
  private final Formulas formulas;
  private final Tallies tallies;
  private final Stakes stakes;
  private final Set<Declaration.Let> open = new HashSet<>();
  // What values came to with what is known so far: each is typed once, however often it is named.
  private final Map<Declaration.Let, Optional<Typed>> lets = new IdentityHashMap<>();

  private final Map<Span, Measured> measured = new LinkedHashMap<>();

  private Optional<Typed> pay = Optional.empty();
  private List<Deliverable.Fact> facts = List.of();
  private boolean payWritten;
  private boolean payTyped;
  private boolean factsKnown;

  /** Types amounts of a deliverable with these names. */
  AmountTyping(
      Agreement frame, Scope scope, Money money, List<Outlier> outliers, Diagnostics diagnostics) {
    this.frame = frame;
    this.scope = scope;
    this.money = money;
    this.diagnostics = diagnostics;
    this.arithmetic = new AmountArithmetic(frame.tokens(), outliers, diagnostics);
    this.formulas = new Formulas(this, arithmetic);
    this.stakes = new Stakes(scope, arithmetic, diagnostics);
    this.tallies = new Tallies(this, money, scope, diagnostics);
  }

  /** On which conditions panels need so many votes, by the places of these conditions. */
  Map<Span, Condition> quorums() {
    return tallies.quorums();
  }

  /** How typed amounts are combined. */
  AmountArithmetic arithmetic() {
    return arithmetic;
  }

  /** Whose its bonds are, as far as that is known. */
  Stakes stakes() {
    return stakes;
  }

  /** Whether a pay is written; what is wrong with it has been reported once it is typed. */
  void payIsWritten(boolean written) {
    payWritten = written;
  }

  /** The pay has been typed, whether it was right or not. */
  void payIsTyped() {
    payTyped = true;
  }

  void payIs(int token, Interval range) {
    lets.clear();
    Interval floored = range.floor();
    pay =
        Optional.of(
            new Typed(new Type.OfToken(token), new Quantity.Pay(), floored, BigInteger.ONE, 1));
  }

  void lotsAre(List<Stakes.KnownLot> known, boolean all) {
    stakes.lotsAre(known, all);
    lets.clear();
  }

  void factsAre(List<Deliverable.Fact> known) {
    facts = List.copyOf(known);
    factsKnown = true;
    lets.clear();
  }

  /** What the amounts came to that were typed so far, by their places. */
  Map<Span, Measured> measured() {
    return measured;
  }

  /** The amount that an expression means; empty if it is wrong, which then has been reported. */
  Optional<Typed> amount(Expression expression) {
    Optional<Typed> typed = typed(expression);
    typed.ifPresent(is -> measured.put(expression.span(), Measured.of(is)));
    return typed;
  }

  private Optional<Typed> typed(Expression expression) {
    return switch (expression) {
      case Expression.Number number -> number(number);
      case Expression.PercentOf percent -> percentOf(percent);
      case Expression.Name name -> name(name.word());
      case Expression.PotOf pot -> pot(pot.pot());
      case Expression.Sum sum -> formulas.sum(sum);
      case Expression.Negative negative ->
          numeric(negative.part()).flatMap(part -> arithmetic.negative(part, negative.span()));
      case Expression.Quotient quotient -> formulas.quotient(quotient);
      case Expression.Power power -> formulas.power(power);
      case Expression.OneOfTwo two -> formulas.oneOfTwo(two);
      case Expression.TimeSpan span -> formulas.timeSpan(span.length());
      case Expression.Date date -> formulas.instant(date.seconds());
      case Expression.Early early -> early(early.span());
      case Expression.Product product -> {
        List<Typed> factors = new ArrayList<>();
        for (Expression factor : product.factors()) {
          numeric(factor).ifPresent(factors::add);
        }
        yield factors.size() == product.factors().size()
            ? arithmetic.product(factors, product.span())
            : Optional.empty();
      }
      case Expression.Or _,
          Expression.And _,
          Expression.Not _,
          Expression.Late _,
          Expression.Compare _ ->
          arithmetic.notAnAmount(expression.span());
      case Expression.Unsupported unsupported -> Optional.empty();
    };
  }

  /** The same, refusing options of a choice. */
  Optional<Typed> numeric(Expression expression) {
    Optional<Typed> typed = amount(expression);
    if (typed.isPresent() && typed.get().type() instanceof Type.OneOf) {
      arithmetic.report(
          DiagnosticCode.WORD_AS_AMOUNT,
          expression.span(),
          "this is one of several words, not an amount",
          "compare it: `… is …`");
      return Optional.empty();
    }
    return typed;
  }

  /** An amount of money of any token, or of this one; other kinds are reported. */
  Optional<Typed> money(Expression expression, Optional<Integer> token) {
    Optional<Typed> typed = numeric(expression);
    if (typed.isEmpty()) {
      return typed;
    }
    if (!(typed.get().type() instanceof Type.OfToken of)) {
      arithmetic.report(
          DiagnosticCode.MONEY_EXPECTED,
          expression.span(),
          "this is a plain number, but money was expected",
          "write it with a token, such as `500 "
              + (frame.tokens().isEmpty() ? "USDC" : frame.tokens().getFirst().symbol())
              + "`, or as a percentage of something");
      return Optional.empty();
    }
    if (token.isPresent() && token.get() != of.token()) {
      arithmetic.mixed(expression.span(), of.token(), token.get());
      return Optional.empty();
    }
    return typed;
  }

  /** The fact of a name, if it is one and facts are known. */
  Optional<Integer> fact(Word word) {
    return scope.find(word.text()).orElse(null) instanceof Symbol.Fact fact
            && factsKnown
            && fact.index() < facts.size()
        ? Optional.of(fact.index())
        : Optional.empty();
  }

  /** What panels' votes come to. */
  Tallies tallies() {
    return tallies;
  }

  /** Whether facts may be named. */
  boolean factsKnown() {
    return factsKnown;
  }

  /** The facts, as far as they are known. */
  List<Deliverable.Fact> facts() {
    return facts;
  }

  private Optional<Typed> number(Expression.Number number) {
    Optional<Integer> token = number.symbol().flatMap(money::token);
    if (number.symbol().isEmpty()) {
      return arithmetic.bounded(arithmetic.constant(number.numeral().value()), number.span());
    }
    return token
        .flatMap(t -> money.units(number.numeral(), token))
        .map(
            units ->
                new Typed(
                    new Type.OfToken(token.orElseThrow()),
                    new Quantity.Constant(Fraction.of(units)),
                    Interval.of(units, units),
                    BigInteger.ONE,
                    1));
  }

  private Optional<Typed> name(Word word) {
    Symbol symbol = scope.find(word.text()).orElse(null);
    if (symbol == null) {
      scope.reportUnknown(word, amountKinds(), "an amount", diagnostics);
      return Optional.empty();
    }
    return switch (symbol) {
      case Symbol.Parameter parameter -> {
        Agreement.Parameter p = frame.parameters().get(parameter.index());
        yield Optional.of(
            new Typed(
                p.date()
                    ? new Type.Instant()
                    : p.token().<Type>map(Type.OfToken::new).orElseGet(Type.Count::new),
                new Quantity.ParameterValue(parameter.index()),
                Interval.of(p.least(), p.most()),
                BigInteger.ONE,
                1));
      }
      case Symbol.Fact fact -> fact(fact, word);
      case Symbol.Let let -> {
        Optional<Typed> before = lets.get(let.declaration());
        if (before != null) {
          yield before;
        }
        if (open.size() > 32 || !open.add(let.declaration())) {
          yield Optional.empty();
        }
        Optional<Typed> value = amount(let.declaration().value());
        open.remove(let.declaration());
        lets.put(let.declaration(), value);
        yield value;
      }
      case Symbol.Unreadable unreadable -> Optional.empty();
      case Symbol.Tally tally ->
          factsKnown ? tallies.amount(tally.clause()) : notKnownYet("the decision", word);
      case Symbol.Party _ -> {
        String bond = word.text() + ".bond";
        diagnostics.add(
            Scope.notAnAmount(word, symbol)
                .hint("write `" + bond + "` for its bond")
                .mend(word.span(), bond));
        yield Optional.empty();
      }
      case Symbol.Token token ->
          wrongName(word, symbol, "write an amount, such as `5 " + word.text() + "`");
      case Symbol.Attestor _,
          Symbol.Court _,
          Symbol.Deliverable _,
          Symbol.Contest _,
          Symbol.Calendar _,
          Symbol.Template _ ->
          wrongName(word, symbol, "name a parameter, a fact or a value");
    };
  }

  private List<Class<? extends Symbol>> amountKinds() {
    return factsKnown
        ? List.of(Symbol.Fact.class, Symbol.Parameter.class, Symbol.Let.class)
        : List.of(Symbol.Parameter.class, Symbol.Let.class);
  }

  private Optional<Typed> wrongName(Word word, Symbol symbol, String hint) {
    diagnostics.add(Scope.notAnAmount(word, symbol).hint(hint));
    return Optional.empty();
  }

  private Optional<Typed> notKnownYet(String what, Word word) {
    arithmetic.report(
        DiagnosticCode.NOT_BOUND_YET,
        word.span(),
        what + " `" + word.text() + "` is not known when this is fixed",
        "amounts that are locked or lost without a delivery depend on parameters alone");
    return Optional.empty();
  }

  private Optional<Typed> fact(Symbol.Fact symbol, Word word) {
    if (!factsKnown) {
      return notKnownYet("the fact", word);
    }
    if (symbol.index() >= facts.size()) {
      return Optional.empty();
    }
    Quantity value = new Quantity.FactValue(symbol.index());
    Domain domain = facts.get(symbol.index()).domain();
    Interval range = Interval.of(domain.least(), domain.most());
    return switch (domain) {
      case Domain.Range of ->
          Optional.of(
              new Typed(
                  of.token().<Type>map(Type.OfToken::new).orElseGet(Type.Count::new),
                  value,
                  range,
                  BigInteger.ONE,
                  1));
      case Domain.TimeSpan _ ->
          Optional.of(new Typed(new Type.Duration(), value, range, BigInteger.ONE, 1));
      case Domain.Time _ ->
          Optional.of(new Typed(new Type.Instant(), value, range, BigInteger.ONE, 1));
      case Domain.Percent _ ->
          arithmetic.product(
              List.of(
                  AmountArithmetic.constant(Fraction.of(1, 10_000)),
                  new Typed(new Type.Count(), value, range, BigInteger.ONE, 1)),
              word.span());
      case Domain.Choice choice ->
          Optional.of(new Typed(new Type.OneOf(choice.options()), value, range, BigInteger.ONE, 1));
      case Domain.Document document -> {
        arithmetic.report(
            DiagnosticCode.DOCUMENT_AS_AMOUNT,
            word.span(),
            "the rules know of a document only that it is there",
            "ask for what it shows with a fact of its own");
        yield Optional.empty();
      }
    };
  }

  private Optional<Typed> pot(Expression.Pot pot) {
    return switch (pot) {
      case Expression.Pot.Pay at -> {
        if (pay.isEmpty() && !payWritten) {
          arithmetic.report(
              DiagnosticCode.NO_PAY,
              at.span(),
              "nobody pays here",
              "pay is what `pays` of this deliverable says: add `pays 500 USDC from client`");
        } else if (pay.isEmpty() && !payTyped) {
          arithmetic.report(
              DiagnosticCode.NOT_BOUND_YET,
              at.span(),
              "the pay is not known here",
              "pay is what `pays` of this deliverable says");
        }
        yield pay;
      }
      case Expression.Pot.Award at -> {
        arithmetic.report(
            DiagnosticCode.NOT_BOUND_YET,
            at.span(),
            "the award is what the rules come to, so no rule can be made of it",
            "name the pay as the base: `10% of pay`; `from award` says where it is taken from");
        yield Optional.empty();
      }
      case Expression.Pot.Bond bond -> stakes.bond(bond);
    };
  }

  private Optional<Typed> percentOf(Expression.PercentOf percent) {
    Typed share = AmountArithmetic.constant(percent.percent().value());
    if (percent.base().isEmpty()) {
      arithmetic.report(
          DiagnosticCode.PERCENT_OF_WHAT,
          percent.span(),
          "a percentage of what?",
          "every percentage names its base: `10% of pay`");
      return Optional.empty();
    }
    return numeric(percent.base().get())
        .flatMap(base -> arithmetic.product(List.of(share, base), percent.span()));
  }

  private Optional<Typed> early(Span span) {
    if (!factsKnown) {
      arithmetic.report(
          DiagnosticCode.NOT_BOUND_YET,
          span,
          "when it will be delivered is not known when this is fixed",
          "amounts that are locked or lost without a delivery depend on parameters alone");
      return Optional.empty();
    }
    return Optional.of(AmountArithmetic.early(new Type.Duration(), 1));
  }
}
