/**
 * The canonical terms: what L1 and the rollup know of an agreement, and what its parties sign.
 * Layout, hashing and a worked example: {@code docs/protocol/terms.md}.
 */
@NullMarked
package org.horkos.dsl.backend.terms;

import org.jspecify.annotations.NullMarked;
