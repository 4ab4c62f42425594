package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Fraction;

/**
 * What the amounts of one deliverable come to once parameters are bound, in base units.
 *
 * @param parameters the bound parameters of the agreement
 * @param pays what each payer locks, floored
 * @param lots what each owner's bond is, floored; {@code pay} in it is the sum of the floored pays
 */
public record Amounts(List<BigInteger> parameters, List<BigInteger> pays, List<BigInteger> lots) {
  public Amounts {
    parameters = List.copyOf(parameters);
    pays = List.copyOf(pays);
    lots = List.copyOf(lots);
  }

  /** The amounts of this deliverable under these parameters. */
  public static Amounts of(Deliverable deliverable, List<BigInteger> parameters) {
    Amounts bound = new Amounts(parameters, List.of(), List.of());
    List<BigInteger> pays = new ArrayList<>();
    for (Deliverable.Pay pay : deliverable.pays()) {
      pays.add(bound.floored(pay.amount()));
    }
    bound = new Amounts(parameters, pays, List.of());
    List<BigInteger> lots = new ArrayList<>();
    for (Deliverable.Lot lot : deliverable.lots()) {
      lots.add(bound.floored(lot.amount()));
    }
    return new Amounts(parameters, pays, lots);
  }

  /** The whole pay: the sum of the floored pays. */
  public BigInteger pay() {
    return pays.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** The greatest word of a fact of this domain once parameters are bound. */
  public BigInteger most(Deliverable.Domain domain) {
    return domain instanceof Deliverable.Domain.Range range && range.upTo().isPresent()
        ? parameters.get(range.upTo().get())
        : domain.most();
  }

  /**
   * A constant quantity, rounded down to base units.
   *
   * @throws IllegalArgumentException if it depends on facts or lateness, which typing excludes for
   *     pays, lots and gives
   */
  public BigInteger floored(Quantity quantity) {
    return constant(quantity)
        .orElseThrow(() -> new IllegalArgumentException(quantity + " depends on facts"))
        .floor();
  }

  /** Whether a condition holds, if no fact and no lateness can change it. */
  public Optional<Boolean> constant(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> Optional.of(true);
      case Condition.Late late -> Optional.empty();
      case Condition.Compare compare ->
          constant(compare.left())
              .flatMap(
                  left ->
                      constant(compare.right())
                          .map(right -> compare.operator().holds(left.compareTo(right))));
      case Condition.Not not -> constant(not.condition()).map(holds -> !holds);
      case Condition.All all -> combined(all.conditions(), false);
      case Condition.Any any -> combined(any.conditions(), true);
    };
  }

  /** AND, decided by one that does not hold; OR, decided by one that holds. */
  private Optional<Boolean> combined(List<Condition> conditions, boolean deciding) {
    List<Optional<Boolean>> values = conditions.stream().map(this::constant).toList();
    if (values.contains(Optional.of(deciding))) {
      return Optional.of(deciding);
    }
    return values.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!deciding);
  }

  /** The exact value of a quantity that depends on no fact and no lateness; else empty. */
  public Optional<Fraction> constant(Quantity quantity) {
    return switch (quantity) {
      case Quantity.Constant constant -> Optional.of(constant.value());
      case Quantity.ParameterValue parameter ->
          Optional.of(Fraction.of(parameters.get(parameter.index())));
      case Quantity.FactValue fact -> Optional.empty();
      case Quantity.PeriodsLate late -> Optional.empty();
      case Quantity.PeriodsEarly early -> Optional.empty();
      case Quantity.Median median -> Optional.empty();
      case Quantity.Power power ->
          constant(power.base())
              .flatMap(
                  base ->
                      constant(power.exponent())
                          .map(exponent -> base.power(exponent.numerator().intValueExact())));
      case Quantity.Quotient quotient ->
          constant(quotient.part()).flatMap(part -> constant(quotient.by()).map(part::dividedBy));
      case Quantity.If one ->
          constant(one.when()).flatMap(holds -> constant(holds ? one.then() : one.otherwise()));
      case Quantity.Greatest greatest -> {
        Optional<Fraction> right = constant(greatest.right());
        yield constant(greatest.left()).flatMap(left -> right.map(left::max));
      }
      case Quantity.Pay pay -> Optional.of(Fraction.of(pay()));
      case Quantity.Lot lot -> Optional.of(Fraction.of(lots.get(lot.index())));
      case Quantity.Sum sum -> {
        Optional<Fraction> total = Optional.of(Fraction.ZERO);
        for (Quantity term : sum.terms()) {
          Optional<Fraction> value = constant(term);
          total = total.flatMap(so -> value.map(so::plus));
        }
        yield total;
      }
      case Quantity.Product product -> {
        Optional<Fraction> total = Optional.of(Fraction.ONE);
        for (Quantity factor : product.factors()) {
          Optional<Fraction> value = constant(factor);
          total = total.flatMap(so -> value.map(so::times));
        }
        yield total;
      }
      case Quantity.Least least -> {
        Optional<Fraction> right = constant(least.right());
        yield constant(least.left()).flatMap(left -> right.map(left::min));
      }
    };
  }
}
