package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * The third evaluator: rules 3 and 4 of the language read off the typed agreement, word by word, in
 * fractions. It shares no code with the other two, not even the composition of the verdict.
 */
final class DirectReading implements Evaluator {
  private final Agreement agreement;
  private final Bindings bindings;

  DirectReading(Agreement agreement, Bindings bindings) {
    this.agreement = agreement;
    this.bindings = bindings;
  }

  @Override
  public Verdict evaluate(int index, FactSheet sheet) {
    Deliverable deliverable = agreement.deliverables().get(index);
    BigInteger pay = pay(deliverable);
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < deliverable.requires().size(); i++) {
      if (!holds(deliverable.requires().get(i).condition(), deliverable, sheet)) {
        failed.add(i);
      }
    }
    BigInteger award = deliverable.awards().isEmpty() ? pay : BigInteger.ZERO;
    for (Deliverable.Award each : deliverable.awards()) {
      if (holds(each.when(), deliverable, sheet)) {
        award = award.max(value(each.amount(), deliverable, sheet).floor());
      }
    }
    award = failed.isEmpty() ? award.min(pay) : BigInteger.ZERO;
    Clauses clauses = deliverable.clauses();
    BigInteger worth =
        clauses
            .entry()
            .map(entry -> value(entry.value(), deliverable, sheet).floor())
            .orElse(BigInteger.ZERO)
            .max(BigInteger.ZERO);
    List<Integer> asks = new ArrayList<>();
    for (int i = 0; i < clauses.asked().size(); i++) {
      if (holds(clauses.asked().get(i).when(), deliverable, sheet)) {
        asks.add(i);
      }
    }
    List<Verdict.Points> records = new ArrayList<>();
    for (int i = 0; i < clauses.records().size(); i++) {
      Clauses.Points points = clauses.records().get(i);
      if (holds(points.when(), deliverable, sheet)) {
        long amount = value(points.points(), deliverable, sheet).floor().longValueExact();
        if (amount != 0) {
          records.add(new Verdict.Points(i, points.party(), amount));
        }
      }
    }
    return new Verdict(award, penalties(deliverable, sheet, award), failed, worth, asks, records);
  }

  private List<Verdict.Penalty> penalties(
      Deliverable deliverable, FactSheet sheet, BigInteger award) {
    List<BigInteger> asked = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      BigInteger amount = BigInteger.ZERO;
      if (holds(penalty.when(), deliverable, sheet)) {
        amount = value(penalty.amount(), deliverable, sheet).floor().max(BigInteger.ZERO);
      }
      asked.add(amount);
      if (penalty.fromLot().isEmpty()) {
        sum = sum.add(amount);
      }
    }
    BigInteger[] left = new BigInteger[deliverable.lots().size()];
    for (int i = 0; i < left.length; i++) {
      left[i] = lot(deliverable, i);
    }
    List<Verdict.Penalty> penalties = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      BigInteger amount = asked.get(i);
      int pot = 0;
      if (penalty.fromLot().isPresent()) {
        int lot = penalty.fromLot().get();
        pot = lot + 1;
        amount = amount.min(left[lot]);
        left[lot] = left[lot].subtract(amount);
      } else if (sum.compareTo(award) > 0) {
        amount = new Fraction(award.multiply(amount), sum).floor();
      }
      if (amount.signum() != 0) {
        penalties.add(new Verdict.Penalty(i, penalty.to(), pot, amount));
      }
    }
    return penalties;
  }

  private boolean holds(Condition condition, Deliverable deliverable, FactSheet sheet) {
    return switch (condition) {
      case Condition.Always always -> true;
      case Condition.Late late -> sheet.secondsLate() != 0;
      case Condition.Not not -> !holds(not.condition(), deliverable, sheet);
      case Condition.All all ->
          all.conditions().stream().allMatch(part -> holds(part, deliverable, sheet));
      case Condition.Any any ->
          any.conditions().stream().anyMatch(part -> holds(part, deliverable, sheet));
      case Condition.Compare compare -> {
        Fraction difference =
            value(compare.left(), deliverable, sheet)
                .minus(value(compare.right(), deliverable, sheet));
        int sign = difference.signum();
        yield switch (compare.operator()) {
          case IS -> sign == 0;
          case IS_NOT -> sign != 0;
          case AT_LEAST -> sign != -1;
          case AT_MOST -> sign != 1;
          case ABOVE -> sign == 1;
          case BELOW -> sign == -1;
        };
      }
    };
  }

  private Fraction value(Quantity quantity, Deliverable deliverable, FactSheet sheet) {
    return switch (quantity) {
      case Quantity.Constant constant -> constant.value();
      case Quantity.ParameterValue parameter ->
          Fraction.of(bindings.parameters().get(parameter.index()));
      case Quantity.FactValue fact -> Fraction.of(sheet.words().get(fact.index()));
      case Quantity.Pay pay -> Fraction.of(pay(deliverable));
      case Quantity.Lot lot -> Fraction.of(lot(deliverable, lot.index()));
      case Quantity.PeriodsLate late -> {
        long full = sheet.secondsLate() / late.periodSeconds();
        yield Fraction.of(full * late.periodSeconds() == sheet.secondsLate() ? full : full + 1);
      }
      case Quantity.Sum sum ->
          sum.terms().stream()
              .map(term -> value(term, deliverable, sheet))
              .reduce(Fraction.ZERO, Fraction::plus);
      case Quantity.Product product ->
          product.factors().stream()
              .map(factor -> value(factor, deliverable, sheet))
              .reduce(Fraction.ONE, Fraction::times);
      case Quantity.Least least -> {
        Fraction left = value(least.left(), deliverable, sheet);
        Fraction right = value(least.right(), deliverable, sheet);
        yield left.minus(right).signum() < 0 ? left : right;
      }
      case Quantity.Greatest greatest -> {
        Fraction left = value(greatest.left(), deliverable, sheet);
        Fraction right = value(greatest.right(), deliverable, sheet);
        yield left.minus(right).signum() < 0 ? right : left;
      }
      case Quantity.PeriodsEarly early -> Fraction.of(sheet.secondsEarly() / early.periodSeconds());
      case Quantity.Power power -> {
        Fraction base = value(power.base(), deliverable, sheet);
        Fraction product = Fraction.ONE;
        int exponent = value(power.exponent(), deliverable, sheet).floor().intValueExact();
        for (int i = 0; i < exponent; i++) {
          product = product.times(base);
        }
        yield product;
      }
      case Quantity.Quotient quotient -> {
        Fraction by = value(quotient.by(), deliverable, sheet);
        yield value(quotient.part(), deliverable, sheet)
            .times(new Fraction(by.denominator(), by.numerator()));
      }
      case Quantity.If one ->
          value(
              holds(one.when(), deliverable, sheet) ? one.then() : one.otherwise(),
              deliverable,
              sheet);
      case Quantity.Median median -> {
        List<BigInteger> votes = new ArrayList<>();
        for (int fact : median.facts()) {
          BigInteger word = sheet.words().get(fact);
          if (word.compareTo(median.least()) >= 0) {
            votes.add(word);
          }
        }
        votes.sort(null);
        int middle = (votes.size() + 1) / 2;
        yield votes.isEmpty()
            ? Fraction.of(median.least().subtract(BigInteger.ONE))
            : Fraction.of(votes.get(middle - 1));
      }
    };
  }

  private static final FactSheet NO_FACTS = new FactSheet(List.of(), 0);

  private BigInteger pay(Deliverable deliverable) {
    BigInteger sum = BigInteger.ZERO;
    for (Deliverable.Pay pay : deliverable.pays()) {
      sum = sum.add(value(pay.amount(), deliverable, NO_FACTS).floor());
    }
    return sum;
  }

  private BigInteger lot(Deliverable deliverable, int index) {
    return value(deliverable.lots().get(index).amount(), deliverable, NO_FACTS).floor();
  }
}
