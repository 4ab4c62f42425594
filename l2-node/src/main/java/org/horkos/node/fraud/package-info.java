/**
 * What L1 needs to execute a chunk again: the witness of all that the chunk looks at and sets in
 * the state before it. Format: docs/protocol/fraud.md.
 */
@NullMarked
package org.horkos.node.fraud;

import org.jspecify.annotations.NullMarked;
