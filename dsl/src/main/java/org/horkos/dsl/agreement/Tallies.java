package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Value;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/**
 * What the votes of a panel come to. Of two options the one that silence does not mean wins when
 * enough seats vote for it; of numbers the lower median counts when enough seats have voted.
 */
final class Tallies {
  private final AmountTyping amounts;
  private final Conditions conditions;
  private final Money money;
  private final Map<Span, Condition> quorums = new LinkedHashMap<>();

  Tallies(AmountTyping amounts, Money money, Scope scope, Diagnostics diagnostics) {
    this.amounts = amounts;
    this.money = money;
    this.conditions = new Conditions(amounts, scope, diagnostics);
  }

  /** The options of a decision between two. */
  static Optional<List<String>> options(Clause.Tally tally) {
    return tally.domain() instanceof Clause.Domain.Choice choice
        ? Optional.of(choice.options().stream().map(Word::text).toList())
        : Optional.empty();
  }

  /** Its value. */
  Optional<Typed> amount(Clause.Tally tally) {
    Optional<List<Integer>> votes = votes(tally);
    if (votes.isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> options = options(tally);
    if (options.isPresent()) {
      return winner(tally, options.get())
          .flatMap(
              winner ->
                  wins(tally)
                      .map(
                          wins ->
                              new Typed(
                                  new Type.OneOf(options.get()),
                                  new Quantity.If(wins, constant(winner), constant(1 - winner)),
                                  Interval.of(BigInteger.ZERO, BigInteger.ONE),
                                  BigInteger.ONE,
                                  2 + votes.get().size())));
    }
    return number(tally, votes.get());
  }

  /** On which conditions so many votes are needed, by the places of these conditions. */
  Map<Span, Condition> quorums() {
    return quorums;
  }

  /** The condition that a decision is this option; empty if something in it is wrong. */
  Optional<Condition> is(Clause.Tally tally, int option) {
    Optional<Integer> winner = winner(tally, options(tally).orElse(List.of()));
    return wins(tally)
        .flatMap(wins -> winner.map(w -> w == option ? wins : (Condition) new Condition.Not(wins)));
  }

  private Optional<List<Integer>> votes(Clause.Tally tally) {
    List<Integer> votes = new ArrayList<>();
    for (Word vote : tally.votes()) {
      amounts.fact(vote).ifPresent(votes::add);
    }
    return votes.size() == tally.votes().size() ? Optional.of(votes) : Optional.empty();
  }

  /** The option that silence does not mean. */
  private static Optional<Integer> winner(Clause.Tally tally, List<String> options) {
    return tally.silence().orElse(null) instanceof Value.Option silent
            && options.contains(silent.word().text())
        ? Optional.of(1 - options.indexOf(silent.word().text()))
        : Optional.empty();
  }

  private Optional<Condition> wins(Clause.Tally tally) {
    Optional<List<Integer>> votes = votes(tally);
    Optional<Integer> winner = winner(tally, options(tally).orElse(List.of()));
    if (votes.isEmpty() || winner.isEmpty()) {
      return Optional.empty();
    }
    // A vote's word is 0 or 1: those for 1 are their sum, those for 0 the others.
    List<Quantity> terms = new ArrayList<>();
    for (int vote : votes.get()) {
      Quantity word = new Quantity.FactValue(vote);
      terms.add(winner.get() == 1 ? word : new Quantity.Product(List.of(constant(-1), word)));
    }
    if (winner.get() == 0) {
      terms.add(constant(votes.get().size()));
    }
    return enough(tally, new Quantity.Sum(terms));
  }

  /** Whether so many are enough: whatever quorum holds is met. */
  private Optional<Condition> enough(Clause.Tally tally, Quantity count) {
    List<Condition> all = new ArrayList<>();
    for (Declaration.Quorum quorum : tally.quorums()) {
      Quantity needs = new Quantity.Constant(quorum.needs().value());
      Condition met = new Condition.Compare(count, Condition.Operator.AT_LEAST, needs);
      if (quorum.when().isEmpty()) {
        all.add(met);
        continue;
      }
      Optional<Condition> when = conditions.condition(quorum.when().get());
      if (when.isEmpty()) {
        return Optional.empty();
      }
      quorums.put(quorum.when().get().span(), when.get());
      all.add(new Condition.Any(List.of(new Condition.Not(when.get()), met)));
    }
    return Optional.of(all.size() == 1 ? all.getFirst() : new Condition.All(all));
  }

  private Optional<Typed> number(Clause.Tally tally, List<Integer> votes) {
    Deliverable.Domain vote = amounts.facts().get(votes.getFirst()).domain();
    if (!(vote instanceof Deliverable.Domain.Range range)) {
      return Optional.empty();
    }
    BigInteger least = range.least().add(BigInteger.ONE);
    Deliverable.Domain.Range own = new Deliverable.Domain.Range(least, range.most(), range.token());
    Optional<BigInteger> silent = tally.silence().flatMap(value -> money.word(value, own));
    List<Quantity> voted = new ArrayList<>();
    for (int one : votes) {
      Condition said =
          new Condition.Compare(
              new Quantity.FactValue(one),
              Condition.Operator.AT_LEAST,
              new Quantity.Constant(Fraction.of(least)));
      voted.add(new Quantity.If(said, constant(1), constant(0)));
    }
    return enough(tally, new Quantity.Sum(voted))
        .flatMap(
            enough ->
                silent.map(
                    word ->
                        new Typed(
                            range.token().<Type>map(Type.OfToken::new).orElseGet(Type.Count::new),
                            new Quantity.If(
                                enough,
                                new Quantity.Median(votes, least),
                                new Quantity.Constant(Fraction.of(word))),
                            Interval.of(least, range.most()),
                            BigInteger.ONE,
                            4 * votes.size())));
  }

  private static Quantity constant(long value) {
    return new Quantity.Constant(Fraction.of(value));
  }
}
