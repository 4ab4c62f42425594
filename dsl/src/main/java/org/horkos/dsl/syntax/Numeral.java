package org.horkos.dsl.syntax;

import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;

/**
 * A number where it stands; of {@code 40%} the value is 2/5.
 *
 * @param value exact, at least 0
 * @param decimals how many digits stand behind the point
 * @param span where
 */
public record Numeral(Fraction value, int decimals, Span span) {}
