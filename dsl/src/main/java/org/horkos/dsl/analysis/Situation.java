package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * One deliverable with everything known: what is bound, what the facts are, when it was delivered.
 * What it comes to is computed as rules 3 and 4 of the language say, without bounds.
 *
 * @param deliverable which one
 * @param amounts what its pays and lots are under the bound parameters
 * @param words a word for each fact, within its range
 * @param behindDue seconds from due to the delivery; below 0 if it is early
 */
record Situation(Deliverable deliverable, Amounts amounts, List<BigInteger> words, long behindDue) {
  Situation {
    words = List.copyOf(words);
  }

  /** The same with another word for a fact. */
  Situation with(int fact, BigInteger word) {
    List<BigInteger> changed = new ArrayList<>(words);
    changed.set(fact, word);
    return new Situation(deliverable, amounts, changed, behindDue);
  }

  /** The same, delivered at another time. */
  Situation behind(long seconds) {
    return new Situation(deliverable, amounts, words, seconds);
  }

  /** Whether it was delivered after due and grace. */
  boolean late() {
    return behindDue > deliverable.graceSeconds();
  }

  boolean holds(Condition condition) {
    return switch (condition) {
      case Condition.Always _ -> true;
      case Condition.Late _ -> late();
      case Condition.Not not -> !holds(not.condition());
      case Condition.All all -> all.conditions().stream().allMatch(this::holds);
      case Condition.Any any -> any.conditions().stream().anyMatch(this::holds);
      case Condition.Compare compare ->
          compare.operator().holds(value(compare.left()).compareTo(value(compare.right())));
    };
  }

  Fraction value(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Constant constant -> constant.value();
      case Quantity.ParameterValue parameter ->
          Fraction.of(amounts.parameters().get(parameter.index()));
      case Quantity.FactValue fact -> Fraction.of(words.get(fact.index()));
      case Quantity.Pay _ -> Fraction.of(amounts.pay());
      case Quantity.Lot lot -> Fraction.of(amounts.lots().get(lot.index()));
      case Quantity.PeriodsLate periods ->
          Fraction.of(late() ? Math.ceilDiv(behindDue, periods.periodSeconds()) : 0);
      case Quantity.PeriodsEarly periods ->
          Fraction.of(Math.max(0, -behindDue) / periods.periodSeconds());
      case Quantity.Sum sum ->
          sum.terms().stream().map(this::value).reduce(Fraction.ZERO, Fraction::plus);
      case Quantity.Product product ->
          product.factors().stream().map(this::value).reduce(Fraction.ONE, Fraction::times);
      case Quantity.Least least -> value(least.left()).min(value(least.right()));
      case Quantity.Greatest both -> value(both.left()).max(value(both.right()));
      case Quantity.Power power ->
          value(power.base()).power(value(power.exponent()).floor().intValueExact());
      case Quantity.Quotient quotient -> value(quotient.part()).dividedBy(value(quotient.by()));
      case Quantity.If one -> value(holds(one.when()) ? one.then() : one.otherwise());
      case Quantity.Median median -> {
        List<BigInteger> votes =
            median.facts().stream()
                .map(words::get)
                .filter(word -> word.compareTo(median.least()) >= 0)
                .sorted()
                .toList();
        yield votes.isEmpty()
            ? Fraction.of(median.least().subtract(BigInteger.ONE))
            : Fraction.of(votes.get((votes.size() - 1) / 2));
      }
    };
  }

  /** What is awarded before penalties, in base units: 0 to the pay. */
  BigInteger award() {
    if (!deliverable.requires().stream().allMatch(require -> holds(require.condition()))) {
      return BigInteger.ZERO;
    }
    if (deliverable.awards().isEmpty()) {
      return amounts.pay();
    }
    return deliverable.awards().stream()
        .filter(award -> holds(award.when()))
        .map(award -> value(award.amount()).floor())
        .reduce(BigInteger.ZERO, BigInteger::max)
        .min(amounts.pay());
  }

  /** Whether it ends kept. */
  boolean kept() {
    return award().signum() > 0
        || deliverable.pays().isEmpty()
            && deliverable.requires().stream().allMatch(require -> holds(require.condition()));
  }

  /** What a penalty asks for, in base units. */
  BigInteger penalty(Deliverable.Penalty penalty) {
    return holds(penalty.when()) ? value(penalty.amount()).floor() : BigInteger.ZERO;
  }

  /** What its rules take from a lot and, if it fails, what it gives then. */
  BigInteger takenFrom(int lot) {
    BigInteger taken = BigInteger.ZERO;
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      taken =
          penalty.fromLot().filter(l -> l == lot).isPresent() ? taken.add(penalty(penalty)) : taken;
    }
    return kept() ? taken : taken.add(given(deliverable.failedGives(), lot));
  }

  /** What is given out of a lot. */
  BigInteger given(List<Deliverable.Gives> gives, int lot) {
    return gives.stream()
        .filter(one -> one.fromLot() == lot)
        .map(one -> value(one.amount()).floor())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The money that moves: two situations that yield the same here are no matter for a court. */
  List<Object> outcome() {
    List<Object> all = new ArrayList<>(List.of(award(), kept()));
    BigInteger ofAward = BigInteger.ZERO;
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      ofAward = penalty.fromLot().isEmpty() ? ofAward.add(penalty(penalty)) : ofAward;
    }
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      boolean scaled = penalty.fromLot().isEmpty() && ofAward.compareTo(award()) > 0;
      all.add(
          scaled
              ? new Fraction(award().multiply(penalty(penalty)), ofAward).floor()
              : penalty(penalty));
    }
    deliverable.clauses().entry().ifPresent(entry -> all.add(value(entry.value()).floor()));
    return all;
  }

  /** Whether a fact is asked for; unasked, it is what its silence means. */
  boolean asked(int fact) {
    return deliverable.clauses().asked().stream()
        .filter(asked -> asked.facts().contains(fact))
        .map(Clauses.Asked::when)
        .allMatch(this::holds);
  }

  /** Whether the same facts are asked for in another situation. */
  boolean asksAs(Situation other) {
    for (int fact = 0; fact < words.size(); fact++) {
      if (asked(fact) != other.asked(fact)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it can be delivered: no require is broken for certain by what the performer alone
   * states.
   *
   * @param budget of steps; without them it is decided by ranges alone
   */
  boolean mayBeDelivered(List<Agreement.Parameter> parameters, Budget budget) {
    if (kept() || deliverable.clauses().byItself()) {
      return true;
    }
    List<Deliverable.Fact> facts = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Deliverable.Fact fact = deliverable.facts().get(i);
      boolean fixed =
          fact.source() instanceof Source.Performer && !(fact.domain() instanceof Domain.Document);
      facts.add(
          new Deliverable.Fact(
              fact.name(),
              fact.question(),
              fact.decision(),
              fixed
                  ? new Domain.Range(words.get(i), words.get(i), Optional.empty())
                  : fact.domain(),
              fact.source()));
    }
    Constancy constancy = new Constancy(parameters, deliverable.withFacts(facts), budget);
    return deliverable.requires().stream()
        .noneMatch(require -> constancy.of(require.condition()) == Constancy.Truth.NEVER);
  }
}
