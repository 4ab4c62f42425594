package org.horkos.dsl.agreement;

import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * A number that an amount is made of, and that facts or parameters in range can bring where the
 * amount means nothing: a divisor that can be 0, an exponent that can be too great, an amount that
 * can overflow. Typing goes on with an amount that is made without it, so that the analysis can
 * look for the life that leads there; a text with one is no agreement.
 *
 * @param code of the error
 * @param span where the number stands
 * @param message what it can be
 * @param hint what mends it
 * @param value the number
 * @param above it may only be above this
 * @param most and at most this
 */
public record Outlier(
    DiagnosticCode code,
    Span span,
    String message,
    String hint,
    Quantity value,
    Fraction above,
    Fraction most) {

  /** How far out a value is; 0 if the amount means something there. */
  public Fraction excess(Fraction value) {
    if (value.compareTo(above) <= 0) {
      return above.minus(value).plus(Fraction.ONE);
    }
    return value.compareTo(most) > 0 ? value.minus(most) : Fraction.ZERO;
  }
}
