/**
 * The Solidity twins against the Java that they mirror, on a real EVM: seeded cases go to both, and
 * what they answer is equal. {@link org.horkos.node.twin.TwinEvm} runs the contracts.
 */
@NullMarked
package org.horkos.node.twin;

import org.jspecify.annotations.NullMarked;
