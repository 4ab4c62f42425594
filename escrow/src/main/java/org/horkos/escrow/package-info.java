/**
 * The contracts on L1 that hold the money of agreements, and the Java that deploys them and claims
 * payouts.
 */
@NullMarked
package org.horkos.escrow;

import org.jspecify.annotations.NullMarked;
