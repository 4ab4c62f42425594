/**
 * The small values that everything else is made of: addresses, hashes, exact fractions. Each checks
 * itself when it is made, so that a value that exists is well formed.
 */
@NullMarked
package org.horkos.dsl.value;

import org.jspecify.annotations.NullMarked;
