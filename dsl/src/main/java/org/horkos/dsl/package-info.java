/**
 * The language Oath: one method per compiler stage, from a text to rules, rule program and terms.
 */
@NullMarked
package org.horkos.dsl;

import org.jspecify.annotations.NullMarked;
