/**
 * Leaving a frozen rollup: what everybody still has there, proved from the last final state alone,
 * and brought to L1. Needs a node's database, which any validator has and anybody can rebuild from
 * L1, and nothing of the sequencer.
 */
@NullMarked
package org.horkos.node.leaving;

import org.jspecify.annotations.NullMarked;
