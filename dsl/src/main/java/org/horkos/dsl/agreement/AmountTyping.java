package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Who;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/**
 * Types the amounts of one deliverable: which unit each has, what its names stand for, between
 * which bounds it lies. What is known grows while the deliverable is typed: first parameters, then
 * its pay, then its bonds, then its facts.
 */
final class AmountTyping {
  /** The longest time for which lateness is counted. */
  static final long LATEST_SECONDS = 200L * 365 * 86_400;

  private static final int LARGEST = 1_000;
  private static final BigInteger FINEST = BigInteger.TEN.pow(18);

  private final Agreement frame;
  private final Scope scope;
  private final Money money;
  private final Diagnostics diagnostics;
  private final Set<Declaration.Let> open = new HashSet<>();
  // What values came to with what is known so far: each is typed once, however often it is named.
  private final Map<Declaration.Let, Optional<Typed>> lets = new IdentityHashMap<>();

  private Optional<Typed> pay = Optional.empty();
  private List<KnownLot> lots = List.of();
  private List<Deliverable.Fact> facts = List.of();
  private boolean lotsKnown;
  private boolean lotsWhole;
  private boolean factsKnown;

  AmountTyping(Agreement frame, Scope scope, Money money, Diagnostics diagnostics) {
    this.frame = frame;
    this.scope = scope;
    this.money = money;
    this.diagnostics = diagnostics;
  }

  /** What kind of number it is. */
  sealed interface Type {
    record Count() implements Type {}

    record OfToken(int token) implements Type {}

    record OneOf(List<String> options) implements Type {}
  }

  /**
   * A typed amount.
   *
   * @param range between which bounds it lies for all parameters and facts
   * @param denominator a multiple of every value's denominator
   * @param size how many parts it has
   */
  record Typed(Type type, Quantity quantity, Interval range, BigInteger denominator, int size) {}

  /** A bond that is known when the rules are typed. */
  record KnownLot(int owner, int token, Interval range) {}

  void payIs(int token, Interval range) {
    lets.clear();
    Interval floored = range.floor();
    pay =
        Optional.of(
            new Typed(new Type.OfToken(token), new Quantity.Pay(), floored, BigInteger.ONE, 1));
  }

  void lotsAre(List<KnownLot> known, boolean all) {
    lotsWhole = all;
    lets.clear();
    lots = List.copyOf(known);
    lotsKnown = true;
  }

  void factsAre(List<Deliverable.Fact> known) {
    facts = List.copyOf(known);
    factsKnown = true;
    lets.clear();
  }

  List<KnownLot> lots() {
    return lots;
  }

  /** The amount that an expression means; empty if it is wrong, which then has been reported. */
  Optional<Typed> amount(Expression expression) {
    return switch (expression) {
      case Expression.Number number -> number(number);
      case Expression.PercentOf percent ->
          numeric(percent.base())
              .flatMap(
                  base ->
                      product(List.of(constant(percent.percent().value()), base), percent.span()));
      case Expression.Name name -> name(name.word());
      case Expression.PotOf pot -> pot(pot.pot());
      case Expression.Sum sum -> sum(sum);
      case Expression.Product product -> {
        List<Typed> factors = new ArrayList<>();
        for (Expression factor : product.factors()) {
          numeric(factor).ifPresent(factors::add);
        }
        yield factors.size() == product.factors().size()
            ? product(factors, product.span())
            : Optional.empty();
      }
      case Expression.Or or -> notAnAmount(or.span());
      case Expression.And and -> notAnAmount(and.span());
      case Expression.Not not -> notAnAmount(not.span());
      case Expression.Late late -> notAnAmount(late.span());
      case Expression.Compare compare -> notAnAmount(compare.span());
      case Expression.Unsupported unsupported -> Optional.empty();
    };
  }

  /** The same, refusing options of a choice. */
  Optional<Typed> numeric(Expression expression) {
    Optional<Typed> typed = amount(expression);
    if (typed.isPresent() && typed.get().type() instanceof Type.OneOf) {
      report(
          DiagnosticCode.WRONG_TYPE,
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
      report(
          DiagnosticCode.WRONG_TYPE,
          expression.span(),
          "this is a plain number, but money was expected",
          "write it with a token, such as `500 "
              + (frame.tokens().isEmpty() ? "USDC" : frame.tokens().getFirst().symbol())
              + "`, or as a percentage of something");
      return Optional.empty();
    }
    if (token.isPresent() && token.get() != of.token()) {
      mixed(expression.span(), of.token(), token.get());
      return Optional.empty();
    }
    return typed;
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

  /** The fact of a name, if it is one and facts are known. */
  Optional<Integer> fact(Word word) {
    return scope.find(word.text()).orElse(null) instanceof Symbol.Fact fact
            && factsKnown
            && fact.index() < facts.size()
        ? Optional.of(fact.index())
        : Optional.empty();
  }

  Deliverable.Fact factAt(int index) {
    return facts.get(index);
  }

  private Optional<Typed> number(Expression.Number number) {
    Optional<Integer> token = number.symbol().flatMap(money::token);
    if (number.symbol().isEmpty()) {
      return bounded(constant(number.numeral().value()), number.span());
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

  private static Typed constant(Fraction value) {
    return new Typed(
        new Type.Count(), new Quantity.Constant(value), Interval.of(value), value.denominator(), 1);
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
                p.token().<Type>map(Type.OfToken::new).orElseGet(Type.Count::new),
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
      case Symbol.Party party ->
          wrongName(word, symbol, "write `" + word.text() + ".bond` for its bond");
      case Symbol.Token token ->
          wrongName(word, symbol, "write an amount, such as `5 " + word.text() + "`");
      case Symbol.Attestor attestor ->
          wrongName(word, symbol, "name a parameter, a fact or a value");
      case Symbol.Court court -> wrongName(word, symbol, "name a parameter, a fact or a value");
      case Symbol.Deliverable deliverable ->
          wrongName(word, symbol, "name a parameter, a fact or a value");
    };
  }

  private List<Class<? extends Symbol>> amountKinds() {
    return factsKnown
        ? List.of(Symbol.Fact.class, Symbol.Parameter.class, Symbol.Let.class)
        : List.of(Symbol.Parameter.class, Symbol.Let.class);
  }

  private Optional<Typed> wrongName(Word word, Symbol symbol, String hint) {
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.WRONG_KIND,
                word.span(),
                "`" + word.text() + "` is " + symbol.kind() + ", but here an amount is expected")
            .note(symbol.span(), "declared here")
            .hint(hint));
    return Optional.empty();
  }

  private Optional<Typed> fact(Symbol.Fact symbol, Word word) {
    if (!factsKnown) {
      report(
          DiagnosticCode.NOT_BOUND_YET,
          word.span(),
          "the fact `" + word.text() + "` is not known when this is fixed",
          "amounts that are locked or lost without a delivery depend on parameters alone");
      return Optional.empty();
    }
    if (symbol.index() >= facts.size()) {
      return Optional.empty();
    }
    Quantity value = new Quantity.FactValue(symbol.index());
    return switch (facts.get(symbol.index()).domain()) {
      case Domain.Range range ->
          Optional.of(
              new Typed(
                  range.token().<Type>map(Type.OfToken::new).orElseGet(Type.Count::new),
                  value,
                  Interval.of(range.least(), range.most()),
                  BigInteger.ONE,
                  1));
      case Domain.Choice choice ->
          Optional.of(
              new Typed(
                  new Type.OneOf(choice.options()),
                  value,
                  Interval.of(BigInteger.ZERO, BigInteger.valueOf(choice.options().size() - 1L)),
                  BigInteger.ONE,
                  1));
      case Domain.Document document -> {
        report(
            DiagnosticCode.WRONG_TYPE,
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
        if (pay.isEmpty()) {
          report(
              DiagnosticCode.NOT_BOUND_YET,
              at.span(),
              "the pay is not known here",
              "pay is what `pays` of this deliverable says");
        }
        yield pay;
      }
      case Expression.Pot.Award at -> {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.NOT_YET_SUPPORTED,
                    at.span(),
                    "shares of the award are part of Oath, but do not run yet")
                .hint("name the pay as the base: `10% of pay`"));
        yield Optional.empty();
      }
      case Expression.Pot.Bond bond -> bond(bond);
    };
  }

  private Optional<Typed> bond(Expression.Pot.Bond bond) {
    if (!lotsKnown) {
      report(
          DiagnosticCode.NOT_BOUND_YET,
          bond.span(),
          "bonds are not known when this is fixed",
          "make it a share of the pay");
      return Optional.empty();
    }
    Optional<List<Integer>> indexes = lotsOf(bond.owner());
    if (indexes.isEmpty()) {
      return Optional.empty();
    }
    List<Typed> found = new ArrayList<>();
    for (int index : indexes.get()) {
      KnownLot lot = lots.get(index);
      found.add(
          new Typed(
              new Type.OfToken(lot.token()),
              new Quantity.Lot(index),
              lot.range(),
              BigInteger.ONE,
              1));
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : sum(found, bond.span());
  }

  /** The lots of somebody; none is reported. */
  Optional<List<Integer>> lotsOf(Who who) {
    Optional<List<Integer>> parties = parties(who);
    if (parties.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lots.size(); i++) {
      if (parties.get().contains(lots.get(i).owner())) {
        found.add(i);
      }
    }
    if (found.isEmpty() && !lotsWhole) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      report(
          DiagnosticCode.NO_LOT,
          who.span(),
          "there is no bond of this party in this deliverable",
          "add a clause `bond … by …`");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private List<Integer> performer = List.of();
  private List<Integer> payers = List.of();

  void rolesAre(int performingParty, List<Integer> payingParties) {
    performer = List.of(performingParty);
    payers = List.copyOf(payingParties);
  }

  /** Whom somebody means: one party, or all payers. */
  Optional<List<Integer>> parties(Who who) {
    return switch (who) {
      case Who.Performer p -> Optional.of(performer);
      case Who.Payer p -> payers.isEmpty() ? Optional.empty() : Optional.of(payers);
      case Who.Named named ->
          scope
              .find(named.name(), Symbol.Party.class, "a party", diagnostics)
              .map(party -> List.of(party.index()));
    };
  }

  private Optional<Typed> sum(Expression.Sum sum) {
    List<Typed> terms = new ArrayList<>();
    for (Expression term : sum.terms()) {
      Optional<Typed> typed = numeric(term);
      if (typed.isEmpty()) {
        continue;
      }
      if (!terms.isEmpty() && !terms.getFirst().type().equals(typed.get().type())) {
        differ(term.span(), typed.get().type(), terms.getFirst().type());
        return Optional.empty();
      }
      terms.add(typed.get());
    }
    return terms.size() == sum.terms().size() ? sum(terms, sum.span()) : Optional.empty();
  }

  private Optional<Typed> sum(List<Typed> terms, Span span) {
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

  private Optional<Typed> product(List<Typed> factors, Span span) {
    Type type = new Type.Count();
    Interval range = Interval.of(Fraction.ONE);
    BigInteger denominator = BigInteger.ONE;
    int size = 1;
    for (Typed factor : factors) {
      if (factor.type() instanceof Type.OfToken) {
        if (type instanceof Type.OfToken) {
          report(
              DiagnosticCode.WRONG_TYPE,
              span,
              "money is multiplied by money here",
              "multiply money by plain numbers only");
          return Optional.empty();
        }
        type = factor.type();
      }
      range = range.times(factor.range());
      denominator = denominator.multiply(factor.denominator());
      size += factor.size();
      if (denominator.bitLength() > 256 || size > LARGEST) {
        break;
      }
    }
    List<Quantity> quantities = factors.stream().map(Typed::quantity).toList();
    return bounded(
        new Typed(type, new Quantity.Product(quantities), range, denominator, size), span);
  }

  // What is larger or finer than this might not fit the rule program's words.
  private Optional<Typed> bounded(Typed typed, Span span) {
    if (typed.range().most().compareTo(Fraction.of(Money.LIMIT)) >= 0) {
      report(
          DiagnosticCode.TOO_LARGE,
          span,
          "this can become 2^120 of the smallest unit or more",
          "bound its parameters and facts more tightly");
      return Optional.empty();
    }
    if (typed.size() > LARGEST || typed.denominator().compareTo(FINEST) > 0) {
      report(
          DiagnosticCode.TOO_COMPLEX,
          span,
          typed.size() > LARGEST
              ? "this has more than " + LARGEST + " parts"
              : "its shares are finer than one part in 10^18",
          "simplify it");
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
          DiagnosticCode.WRONG_TYPE,
          span,
          "this is " + words(here) + ", but beside it stands " + words(there),
          "only amounts of one kind can be added or compared");
    }
  }

  private void mixed(Span span, int here, int there) {
    report(
        DiagnosticCode.MIXED_TOKENS,
        span,
        "this is "
            + frame.tokens().get(here).symbol()
            + ", but "
            + frame.tokens().get(there).symbol()
            + " is needed here",
        "no rate between tokens is known: keep to one token");
  }

  /** A type in words. */
  String words(Type type) {
    return switch (type) {
      case Type.Count count -> "a plain number";
      case Type.OfToken of -> "money of " + frame.tokens().get(of.token()).symbol();
      case Type.OneOf choice -> "one of " + String.join(", ", choice.options());
    };
  }

  private Optional<Typed> notAnAmount(Span span) {
    report(
        DiagnosticCode.WRONG_TYPE,
        span,
        "this is a condition, but an amount was expected",
        "amounts are numbers, parameters, facts and shares of them");
    return Optional.empty();
  }

  void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }

  private static BigInteger lcm(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
