/**
 * What the rollup executes: system steps and signed transactions, their packed bytes, the EIP-712
 * digests that are signed, and who signed one. Format: docs/protocol/steps.md.
 */
@NullMarked
package org.horkos.node.step;

import org.jspecify.annotations.NullMarked;
