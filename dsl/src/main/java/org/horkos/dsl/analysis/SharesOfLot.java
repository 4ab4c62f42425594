package org.horkos.dsl.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;

/**
 * What is taken from a lot as shares of that lot, and what else is. Shares of up to the whole fit
 * whatever the lot comes to, so that also a bond such as {@code greater of 5% of pay and 50 USDC},
 * of which no one polynomial is the least value, is known to bear its forfeit.
 *
 * @param shares the sum of the shares
 * @param others all other amounts
 */
record SharesOfLot(Fraction shares, List<Quantity> others) {
  static SharesOfLot of(int lot, List<Quantity> taken) {
    Fraction shares = Fraction.ZERO;
    List<Quantity> others = new ArrayList<>();
    for (Quantity quantity : taken) {
      Optional<Fraction> share = share(lot, quantity);
      if (share.isPresent()) {
        shares = shares.plus(share.get());
      } else {
        others.add(quantity);
      }
    }
    return new SharesOfLot(shares, others);
  }

  private static Optional<Fraction> share(int lot, Quantity quantity) {
    return switch (quantity) {
      case Quantity.Lot its when its.index() == lot -> Optional.of(Fraction.ONE);
      case Quantity.Product product -> {
        Fraction factor = Fraction.ONE;
        int lots = 0;
        for (Quantity each : product.factors()) {
          switch (each) {
            case Quantity.Constant constant -> factor = factor.times(constant.value());
            case Quantity.Lot its when its.index() == lot -> lots++;
            default -> lots = product.factors().size() + 1;
          }
        }
        yield lots == 1 && factor.signum() >= 0 ? Optional.of(factor) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  /** Whether all of it fits into the lot of this amount. */
  boolean fit(Quantity lot, Bounds bounds) {
    if (shares.compareTo(Fraction.ONE) > 0) {
      return false;
    }
    if (others.isEmpty()) {
      return true;
    }
    Quantity rest =
        new Quantity.Product(List.of(new Quantity.Constant(Fraction.ONE.minus(shares)), lot));
    var below = bounds.below(rest);
    var above = bounds.above(new Quantity.Sum(others));
    return !below.isEmpty()
        && !above.isEmpty()
        && Overdraft.Margin.negative(bounds, below, above).isEmpty();
  }
}
