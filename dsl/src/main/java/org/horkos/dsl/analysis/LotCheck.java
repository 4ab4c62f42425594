package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.agreement.Polynomial;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * Whether a lot can be overdrawn (OATH rule 5): what can be taken from it at once, in the worst
 * case, is at most the lot, for all values of the parameters. Amounts are compared as polynomials,
 * so that a lot of 20% of the pay holds what 50% of that lot and 10% of the pay come to, whatever
 * the price.
 */
final class LotCheck {
  private static final int MOST_ALTERNATIVES = 32;

  private final Agreement frame;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Diagnostics diagnostics;

  LotCheck(
      Agreement frame, Deliverable deliverable, TypedText.Places places, Diagnostics diagnostics) {
    this.frame = frame;
    this.deliverable = deliverable;
    this.places = places;
    this.diagnostics = diagnostics;
  }

  void check() {
    for (int i = 0; i < deliverable.pays().size(); i++) {
      locksSomething(
          deliverable.pays().get(i).amount(),
          deliverable.pays().get(i).token(),
          places.pays().get(i));
    }
    for (int i = 0; i < deliverable.lots().size(); i++) {
      Span span = places.lots().get(i);
      locksSomething(deliverable.lots().get(i).amount(), deliverable.lots().get(i).token(), span);
      List<Quantity> missed = gives(deliverable.missedGives(), i);
      fits(i, missed, span, "what it gives if missed");
      for (List<Quantity> taken : ofVerdicts(i)) {
        fits(i, taken, span, "what rules take, what it gives if it fails, and the forfeit");
      }
    }
  }

  private void locksSomething(Quantity amount, int token, Span span) {
    List<Polynomial> all = alternatives(amount);
    for (Polynomial polynomial : all) {
      Polynomial.Least least = polynomial.least(frame.parameters());
      if (least.value().compareTo(Fraction.ONE) < 0) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.NOTHING_LOCKED,
                    span,
                    "this can be less than the smallest unit of "
                        + frame.tokens().get(token).symbol()
                        + at(least.where()))
                .hint("raise the lower bound of the parameter, or the share"));
        return;
      }
    }
  }

  private static List<Quantity> gives(List<Deliverable.Gives> gives, int lot) {
    return gives.stream().filter(g -> g.fromLot() == lot).map(Deliverable.Gives::amount).toList();
  }

  // All sets of amounts that one verdict and its dispute can take from a lot together.
  private List<List<Quantity>> ofVerdicts(int lot) {
    Agreement.Court court = frame.courts().get(deliverable.court());
    boolean disputes = deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
    List<Quantity> always = new ArrayList<>();
    if (disputes && court.forfeitBps() > 0) {
      always.add(
          new Quantity.Product(
              List.of(
                  new Quantity.Constant(Fraction.of(court.forfeitBps(), 10_000)),
                  new Quantity.Lot(lot))));
    }
    List<Quantity> failed = gives(deliverable.failedGives(), lot);
    List<Integer> own = new ArrayList<>();
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      if (deliverable.penalties().get(i).fromLot().equals(Optional.of(lot))) {
        own.add(i);
      }
    }
    Set<Set<Integer>> together = new LinkedHashSet<>();
    Set<Set<Integer>> togetherFailed = new LinkedHashSet<>();
    Optional<Cases> cases = Cases.of(deliverable, conditions(own, !failed.isEmpty()));
    if (cases.isEmpty()) {
      together.add(new TreeSet<>(own));
      togetherFailed.add(new TreeSet<>(own));
    } else {
      for (Cases.Case at : cases.get().all()) {
        Set<Integer> holding = new TreeSet<>();
        for (int i : own) {
          if (Cases.holds(deliverable.penalties().get(i).when(), at)) {
            holding.add(i);
          }
        }
        together.add(holding);
        if (!failed.isEmpty() && canFail(at)) {
          togetherFailed.add(holding);
        }
      }
    }
    List<List<Quantity>> sets = new ArrayList<>();
    for (Set<Integer> holding : together) {
      List<Quantity> taken = new ArrayList<>(always);
      holding.forEach(i -> taken.add(deliverable.penalties().get(i).amount()));
      sets.add(taken);
    }
    for (Set<Integer> holding : togetherFailed) {
      List<Quantity> taken = new ArrayList<>(always);
      holding.forEach(i -> taken.add(deliverable.penalties().get(i).amount()));
      taken.addAll(failed);
      sets.add(taken);
    }
    return sets;
  }

  private List<Condition> conditions(List<Integer> penalties, boolean withAward) {
    List<Condition> all = new ArrayList<>();
    penalties.forEach(i -> all.add(deliverable.penalties().get(i).when()));
    if (withAward) {
      deliverable.requires().forEach(r -> all.add(r.condition()));
      deliverable.awards().forEach(a -> all.add(a.when()));
    }
    return all;
  }

  private boolean canFail(Cases.Case at) {
    boolean required =
        deliverable.requires().stream().allMatch(r -> Cases.holds(r.condition(), at));
    Fraction share = deliverable.awards().isEmpty() ? Fraction.ONE : Fraction.ZERO;
    for (Deliverable.Award award : deliverable.awards()) {
      if (Cases.holds(award.when(), at)) {
        share = share.max(award.share());
      }
    }
    // A tiny share of a tiny pay may be floored to nothing.
    Fraction smallest = share;
    for (Polynomial pay : alternatives(new Quantity.Pay())) {
      smallest = share.times(pay.least(frame.parameters()).value());
    }
    return !required || smallest.compareTo(Fraction.of(2)) < 0;
  }

  private void fits(int lot, List<Quantity> taken, Span span, String what) {
    if (taken.isEmpty()) {
      return;
    }
    List<Polynomial> lots = alternatives(new Quantity.Lot(lot));
    List<Polynomial> sums = alternatives(new Quantity.Sum(taken));
    if (lots.isEmpty() || sums.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TOO_COMPLEX,
                  span,
                  "what can be taken from this bond cannot be computed beforehand")
              .hint("make the amounts simpler shares of the pay or of the bond"));
      return;
    }
    for (Polynomial whole : lots) {
      Polynomial.Least closest = null;
      Polynomial greatest = sums.getFirst();
      // Each alternative bounds the sum from above: one that fits is enough.
      for (Polynomial sum : sums) {
        Optional<Polynomial> rest = whole.plus(sum.times(Fraction.of(-1)));
        if (rest.isEmpty()) {
          continue;
        }
        Polynomial.Least least = rest.get().least(frame.parameters());
        if (closest == null || least.value().compareTo(closest.value()) > 0) {
          closest = least;
          greatest = sum;
        }
      }
      if (closest == null || closest.value().signum() < 0) {
        overdrawn(lot, whole, greatest, closest, span, what);
        return;
      }
    }
  }

  private void overdrawn(
      int lot,
      Polynomial whole,
      Polynomial sum,
      Polynomial.@org.jspecify.annotations.Nullable Least at,
      Span span,
      String what) {
    Deliverable.Lot owned = deliverable.lots().get(lot);
    String owner = frame.parties().get(owned.owner()).name();
    Map<Integer, Fraction> where = at == null ? Map.of() : at.where();
    Map<Integer, Fraction> corner = new TreeMap<>(where);
    for (int i = 0; i < frame.parameters().size(); i++) {
      corner.putIfAbsent(i, Fraction.of(frame.parameters().get(i).most()));
    }
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.LOT_OVERDRAWN,
                span,
                what
                    + " can come to "
                    + shown(sum.at(corner), owned.token())
                    + ", but the bond of `"
                    + owner
                    + "` for `"
                    + deliverable.name()
                    + "` is "
                    + shown(whole.at(corner), owned.token())
                    + at(where))
            .hint("raise the bond, or take less from it"));
  }

  private String shown(Fraction units, int token) {
    Agreement.Token of = frame.tokens().get(token);
    return Money.decimal(units.floor(), of.decimals()) + " " + of.symbol();
  }

  private String at(Map<Integer, Fraction> where) {
    if (where.isEmpty()) {
      return "";
    }
    List<String> values = new ArrayList<>();
    where.forEach(
        (index, value) -> {
          Agreement.Parameter p = frame.parameters().get(index);
          values.add(
              p.name() + " = " + p.token().map(t -> shown(value, t)).orElse(value.toString()));
        });
    return " (with " + String.join(", ", values) + ")";
  }

  /*
   * Polynomials each of which is nowhere below the quantity: of a lesser one both sides, of a fact its
   * greatest value, of periods late the most that there can be.
   */
  private List<Polynomial> alternatives(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Constant constant -> List.of(Polynomial.of(constant.value()));
      case Quantity.ParameterValue parameter ->
          Polynomial.of(parameter, leaf -> Optional.empty()).stream().toList();
      case Quantity.FactValue fact ->
          switch (deliverable.facts().get(fact.index()).domain()) {
            case Domain.Range range -> List.of(Polynomial.of(Fraction.of(range.most())));
            case Domain.Choice choice ->
                List.of(Polynomial.of(Fraction.of(choice.options().size())));
            case Domain.Document document -> List.of(Polynomial.of(Fraction.ZERO));
          };
      case Quantity.Pay pay ->
          alternatives(
              new Quantity.Sum(deliverable.pays().stream().map(Deliverable.Pay::amount).toList()));
      case Quantity.Lot lot -> alternatives(deliverable.lots().get(lot.index()).amount());
      case Quantity.PeriodsLate periods -> {
        long most = Lateness.mostSeconds(deliverable);
        long started = (most + periods.periodSeconds() - 1) / periods.periodSeconds();
        yield List.of(Polynomial.of(Fraction.of(BigInteger.valueOf(started))));
      }
      case Quantity.Least least -> {
        List<Polynomial> both = new ArrayList<>(alternatives(least.left()));
        both.addAll(alternatives(least.right()));
        yield both.size() > MOST_ALTERNATIVES ? both.subList(0, MOST_ALTERNATIVES) : both;
      }
      case Quantity.Sum sum -> {
        List<Polynomial> all = List.of(Polynomial.of(Fraction.ZERO));
        for (Quantity term : sum.terms()) {
          all = combine(all, alternatives(term), true);
        }
        yield all;
      }
      case Quantity.Product product -> {
        List<Polynomial> all = List.of(Polynomial.of(Fraction.ONE));
        for (Quantity factor : product.factors()) {
          all = combine(all, alternatives(factor), false);
        }
        yield all;
      }
    };
  }

  private static List<Polynomial> combine(
      List<Polynomial> left, List<Polynomial> right, boolean sum) {
    List<Polynomial> all = new ArrayList<>();
    for (Polynomial a : left) {
      for (Polynomial b : right) {
        Optional<Polynomial> both = sum ? a.plus(b) : a.times(b);
        if (all.size() < MOST_ALTERNATIVES) {
          both.ifPresent(all::add);
        }
      }
    }
    return all;
  }
}
