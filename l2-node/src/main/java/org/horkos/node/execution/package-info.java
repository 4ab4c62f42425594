/**
 * The transition of the rollup: {@code execute(state, chunk bytes)}, defined for any bytes, without
 * a clock, a database or the network. Order of checks and all refusals: docs/protocol/steps.md.
 */
@NullMarked
package org.horkos.node.execution;

import org.jspecify.annotations.NullMarked;
