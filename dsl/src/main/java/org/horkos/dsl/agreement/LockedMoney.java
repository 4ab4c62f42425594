package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.agreement.Stakes.KnownLot;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Who;
import org.horkos.dsl.value.Fraction;

/**
 * Types what one deliverable locks, its pays and bonds, and from which of them amounts are taken.
 */
final class LockedMoney {
  private final AmountTyping amounts;
  private final Scope scope;
  private final Diagnostics diagnostics;

  private final List<Deliverable.Pay> pays = new ArrayList<>();
  private final List<Typed> payAmounts = new ArrayList<>();
  private final List<Span> payPlaces = new ArrayList<>();
  private final List<Deliverable.Lot> lots = new ArrayList<>();
  private final List<Typed> lotAmounts = new ArrayList<>();
  private final List<Span> lotPlaces = new ArrayList<>();
  private boolean whole = true;

  LockedMoney(AmountTyping amounts, Scope scope, Diagnostics diagnostics) {
    this.amounts = amounts;
    this.scope = scope;
    this.diagnostics = diagnostics;
  }

  boolean whole() {
    return whole;
  }

  List<Deliverable.Pay> pays() {
    return pays;
  }

  List<Span> payPlaces() {
    return payPlaces;
  }

  List<Deliverable.Lot> lots() {
    return lots;
  }

  List<Span> lotPlaces() {
    return lotPlaces;
  }

  List<Integer> payers() {
    return pays.stream().map(Deliverable.Pay::payer).toList();
  }

  Optional<Integer> performer() {
    return amounts.stakes().parties(new Who.Performer(new Span(0, 0))).map(List::getFirst);
  }

  List<KnownLot> knownLots() {
    List<KnownLot> known = new ArrayList<>();
    for (int i = 0; i < lots.size(); i++) {
      known.add(
          new KnownLot(
              lots.get(i).owner(), lots.get(i).token(), lotAmounts.get(i).range().floor()));
    }
    return known;
  }

  /** Types `pays`. */
  void pays(Clause.Pays clause) {
    for (Clause.Pays.Part part : clause.parts()) {
      Optional<Integer> token =
          pays.isEmpty() ? Optional.empty() : Optional.of(pays.getFirst().token());
      Optional<Typed> amount = amounts.money(part.amount(), token);
      Optional<Integer> payer =
          scope
              .find(part.payer(), Symbol.Party.class, "a party", diagnostics)
              .map(Symbol.Party::index);
      if (amount.isEmpty() || payer.isEmpty()) {
        whole = false;
        continue;
      }
      if (payers().contains(payer.get())) {
        report(
            DiagnosticCode.PAYS_TWICE,
            part.payer().span(),
            "`" + part.payer().text() + "` pays here already",
            "add the amounts up");
        continue;
      }
      int of = ((Type.OfToken) amount.get().type()).token();
      pays.add(new Deliverable.Pay(payer.get(), of, amount.get().quantity()));
      payAmounts.add(amount.get());
      payPlaces.add(part.amount().span());
    }
  }

  /** From here on `pay` has a value. */
  void payKnown(List<Agreement.Parameter> parameters) {
    if (pays.isEmpty()) {
      return;
    }
    Interval sum = Interval.of(Fraction.ZERO);
    for (Typed amount : payAmounts) {
      sum = sum.plus(amount.range().floor());
    }
    amounts.payIs(pays.getFirst().token(), sum);
  }

  /** Types all `bond` clauses; those of one owner add up. */
  void bonds(List<Clause.Bond> clauses) {
    for (Clause.Bond clause : clauses) {
      Optional<Typed> amount = amounts.money(clause.amount(), Optional.empty());
      Optional<List<Integer>> owners = amounts.stakes().parties(clause.owner());
      if (amount.isEmpty() || owners.isEmpty()) {
        whole = false;
        continue;
      }
      int token = ((Type.OfToken) amount.get().type()).token();
      if (token().isPresent() && token().get() != token) {
        report(
            DiagnosticCode.MIXED_TOKENS,
            clause.amount().span(),
            "the bonds and the pay of a deliverable are of one token",
            "a court is paid out of the bonds: bond the same token");
        whole = false;
        continue;
      }
      Optional<List<Quantity>> parts =
          split(amount.get(), owners.get(), clause.owner(), clause.span());
      if (parts.isEmpty()) {
        whole = false;
        continue;
      }
      for (int i = 0; i < owners.get().size(); i++) {
        add(owners.get().get(i), token, parts.get().get(i), amount.get(), clause.span());
      }
    }
  }

  /** The token of all that is locked here, as far as something is. */
  private Optional<Integer> token() {
    return pays.isEmpty()
        ? lots.stream().findFirst().map(Deliverable.Lot::token)
        : Optional.of(pays.getFirst().token());
  }

  private void add(int owner, int token, Quantity part, Typed whole, Span span) {
    for (int i = 0; i < lots.size(); i++) {
      if (lots.get(i).owner() == owner) {
        Quantity sum = new Quantity.Sum(List.of(lots.get(i).amount(), part));
        Typed old = lotAmounts.get(i);
        lots.set(i, new Deliverable.Lot(owner, token, sum));
        lotAmounts.set(
            i,
            new Typed(
                whole.type(),
                sum,
                old.range().plus(whole.range()),
                old.denominator().multiply(whole.denominator()),
                old.size() + whole.size()));
        return;
      }
    }
    lots.add(new Deliverable.Lot(owner, token, part));
    lotAmounts.add(new Typed(whole.type(), part, whole.range(), whole.denominator(), whole.size()));
    lotPlaces.add(span);
  }

  /** Each one's part: all of it for one, and in proportion to their pays for several payers. */
  Optional<List<Quantity>> split(Typed amount, List<Integer> parties, Who who, Span span) {
    if (parties.size() == 1) {
      return Optional.of(List.of(amount.quantity()));
    }
    List<Quantity> parts = new ArrayList<>();
    Optional<List<Fraction>> shares = shares();
    for (int i = 0; i < parties.size(); i++) {
      int payer = i;
      Optional<Quantity> part =
          shares.isPresent()
              ? Optional.of(
                  new Quantity.Product(
                      List.of(new Quantity.Constant(shares.get().get(payer)), amount.quantity())))
              : ofOwnPay(amount.quantity(), pays.get(payer).amount());
      part.ifPresent(parts::add);
    }
    if (parts.size() < parties.size()) {
      report(
          DiagnosticCode.NO_PROPORTION,
          span,
          "in which proportion the payers share this depends on what is not known yet",
          "make it a share of `pay`, or name each payer");
      return Optional.empty();
    }
    return Optional.of(parts);
  }

  // The share of each payer, if it is the same for all parameters.
  private Optional<List<Fraction>> shares() {
    List<Polynomial> own = new ArrayList<>();
    Polynomial sum = Polynomial.of(Fraction.ZERO);
    for (Deliverable.Pay pay : pays) {
      Optional<Polynomial> next = Polynomial.of(pay.amount(), leaf -> Optional.empty());
      Optional<Polynomial> total = next.flatMap(sum::plus);
      if (next.isEmpty() || total.isEmpty()) {
        return Optional.empty();
      }
      own.add(next.get());
      sum = total.get();
    }
    List<Fraction> shares = new ArrayList<>();
    for (Polynomial pay : own) {
      pay.ratio(sum).ifPresent(shares::add);
    }
    return shares.size() == own.size() ? Optional.of(shares) : Optional.empty();
  }

  // What is a share of the pay is for each payer the same share of what he pays.
  private static Optional<Quantity> ofOwnPay(Quantity amount, Quantity own) {
    return switch (amount) {
      case Quantity.Pay pay -> Optional.of(own);
      case Quantity.Product product -> {
        List<Quantity> factors = new ArrayList<>(product.factors());
        for (int i = 0; i < factors.size(); i++) {
          Optional<Quantity> replaced = ofOwnPay(factors.get(i), own);
          if (replaced.isPresent()) {
            factors.set(i, replaced.get());
            yield Optional.of(new Quantity.Product(factors));
          }
        }
        yield Optional.empty();
      }
      case Quantity.Sum sum -> {
        List<Quantity> terms = new ArrayList<>();
        for (Quantity term : sum.terms()) {
          ofOwnPay(term, own).ifPresent(terms::add);
        }
        yield terms.size() == sum.terms().size()
            ? Optional.of(new Quantity.Sum(terms))
            : Optional.empty();
      }
      case Quantity.Least least -> {
        Optional<Quantity> left = ofOwnPay(least.left(), own);
        Optional<Quantity> right = ofOwnPay(least.right(), own);
        yield left.isPresent() && right.isPresent()
            ? Optional.of(new Quantity.Least(left.get(), right.get()))
            : Optional.empty();
      }
      case Quantity.Greatest greatest -> {
        Optional<Quantity> left = ofOwnPay(greatest.left(), own);
        Optional<Quantity> right = ofOwnPay(greatest.right(), own);
        yield left.isPresent() && right.isPresent()
            ? Optional.of(new Quantity.Greatest(left.get(), right.get()))
            : Optional.empty();
      }
      case Quantity.Quotient quotient ->
          ofOwnPay(quotient.part(), own)
              .map(
                  part ->
                      new Quantity.Quotient(
                          part, quotient.by(), quotient.least(), quotient.most()));
      case Quantity.Constant _,
          Quantity.ParameterValue _,
          Quantity.FactValue _,
          Quantity.Lot _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Power _,
          Quantity.If _,
          Quantity.Median _ ->
          Optional.empty();
    };
  }

  /**
   * The lot from which a missed or failed deliverable gives: the one named, else the performer's.
   */
  Optional<Integer> lotFor(Quantity amount, Span span) {
    Pots pots = pots(amount);
    if (pots.lots().size() == 1) {
      return Optional.of(pots.lots().iterator().next());
    }
    if (pots.lots().isEmpty()) {
      Optional<Integer> performer = performer();
      for (int i = 0; i < lots.size(); i++) {
        if (performer.isPresent() && lots.get(i).owner() == performer.get()) {
          return Optional.of(i);
        }
      }
    }
    report(
        DiagnosticCode.NO_POT,
        span,
        pots.lots().isEmpty()
            ? "the performer has no bond from which this could be taken"
            : "it is not clear from which bond this is taken",
        pots.lots().isEmpty()
            ? "add a bond of who performs it, as in `bond … by performer`, or take it from"
                + " another's"
            : "make it a share of one bond: `50% of performer.bond`");
    return Optional.empty();
  }

  /** The pot of a penalty: empty inside for the award, else a lot. */
  Optional<Optional<Integer>> potFor(Optional<Expression.Pot> from, Quantity amount, Span span) {
    if (from.isPresent()) {
      return switch (from.get()) {
        case Expression.Pot.Pay pay -> Optional.of(Optional.empty());
        case Expression.Pot.Award award -> Optional.of(Optional.empty());
        case Expression.Pot.Bond bond ->
            amounts
                .stakes()
                .lotsOf(bond.owner())
                .flatMap(
                    found -> {
                      if (found.size() == 1) {
                        return Optional.of(Optional.of(found.getFirst()));
                      }
                      report(
                          DiagnosticCode.NO_POT,
                          bond.span(),
                          "these are several bonds",
                          "name one owner");
                      return Optional.<Optional<Integer>>empty();
                    });
      };
    }
    Pots pots = pots(amount);
    if (pots.pay() && pots.lots().isEmpty()) {
      return Optional.of(Optional.empty());
    }
    if (!pots.pay() && pots.lots().size() == 1) {
      return Optional.of(Optional.of(pots.lots().iterator().next()));
    }
    report(
        DiagnosticCode.NO_POT,
        span,
        "it is not said whether this is taken from the award or from a bond",
        "add `from award` or `from performer.bond`");
    return Optional.empty();
  }

  /** An amount must be of the token of the pot from which it is taken. */
  void sameToken(Optional<Integer> lot, Typed amount, Span span) {
    int token = lot.map(l -> lots.get(l).token()).orElse(token().orElse(-1));
    if (token >= 0 && amount.type() instanceof Type.OfToken of && of.token() != token) {
      amounts.arithmetic().differ(span, amount.type(), new Type.OfToken(token));
    }
  }

  private record Pots(boolean pay, Set<Integer> lots) {}

  private static Pots pots(Quantity amount) {
    Set<Integer> lots = new TreeSet<>();
    boolean pay = collect(amount, lots);
    return new Pots(pay, lots);
  }

  private static boolean collect(Quantity amount, Set<Integer> lots) {
    return switch (amount) {
      case Quantity.Pay pay -> true;
      case Quantity.Lot lot -> {
        lots.add(lot.index());
        yield false;
      }
      case Quantity.Sum sum -> any(sum.terms(), lots);
      case Quantity.Product product -> any(product.factors(), lots);
      case Quantity.Least least -> any(List.of(least.left(), least.right()), lots);
      case Quantity.Greatest greatest -> any(List.of(greatest.left(), greatest.right()), lots);
      case Quantity.Quotient quotient -> collect(quotient.part(), lots);
      case Quantity.If one -> any(List.of(one.then(), one.otherwise()), lots);
      case Quantity.Constant _,
          Quantity.ParameterValue _,
          Quantity.FactValue _,
          Quantity.PeriodsLate _,
          Quantity.PeriodsEarly _,
          Quantity.Power _,
          Quantity.Median _ ->
          false;
    };
  }

  private static boolean any(List<Quantity> parts, Set<Integer> lots) {
    boolean pay = false;
    for (Quantity part : parts) {
      pay |= collect(part, lots);
    }
    return pay;
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
