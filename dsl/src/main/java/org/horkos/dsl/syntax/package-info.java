/**
 * The syntax of a text: what stands where, with spans, before any name is known. {@link
 * org.horkos.dsl.syntax.Reading} makes a parse tree of it and reports slips in a person's words;
 * {@link org.horkos.dsl.syntax.FromParseTree} makes these records. What the language has but this
 * version does not do yet becomes an {@code Unsupported} node, so that the rest can be checked.
 */
@NullMarked
package org.horkos.dsl.syntax;

import org.jspecify.annotations.NullMarked;
