/**
 * What follows from an agreement for all values that its parameters and facts can take: which
 * conditions can hold, whether a bond can be overdrawn, whom a silence costs, and whether bindings
 * keep what the text promises. Exact: no figure here is rounded or guessed.
 */
@NullMarked
package org.horkos.dsl.analysis;

import org.jspecify.annotations.NullMarked;
