package org.horkos.dsl.syntax;

import org.horkos.dsl.source.Span;

/**
 * A name where it stands.
 *
 * @param text its letters
 * @param span where
 */
public record Word(String text, Span span) {}
