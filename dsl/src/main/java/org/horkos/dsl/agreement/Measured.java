package org.horkos.dsl.agreement;

import java.util.Optional;

/**
 * Between which bounds an amount of the text lies, for all parameters and facts.
 *
 * @param range in base units if it is money; the words of a choice are counted from 0
 * @param token index of the token if it is money
 */
public record Measured(Interval range, Optional<Integer> token) {
  static Measured of(AmountArithmetic.Typed typed) {
    Optional<Integer> token =
        typed.type() instanceof AmountArithmetic.Type.OfToken of
            ? Optional.of(of.token())
            : Optional.empty();
    return new Measured(typed.range(), token);
  }
}
