/**
 * From executed blocks to what is posted on L1: chunks become batches, batches are committed to as
 * the Rollup contract does it, signed and posted, each once. Formats: docs/protocol/batches.md.
 */
@NullMarked
package org.horkos.node.batch;

import org.jspecify.annotations.NullMarked;
