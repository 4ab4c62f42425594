package org.horkos.dsl.syntax;

import org.horkos.dsl.source.Span;

/**
 * A time span such as {@code 21 days}.
 *
 * @param seconds at least 0, less than 100 years
 * @param span where it stands
 */
public record Length(long seconds, Span span) {}
