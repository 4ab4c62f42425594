/**
 * The state of the rollup: a sparse, index-addressed Merkle tree over packed leaves, and the
 * working view on them that execution changes step by step. Format: docs/protocol/state.md.
 */
@NullMarked
package org.horkos.node.state;

import org.jspecify.annotations.NullMarked;
