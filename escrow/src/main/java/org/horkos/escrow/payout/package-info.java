/**
 * Getting money out of escrows and the vault: messages of the outbox, claims with their proofs,
 * settlements by all signatures, and reading back from L1 what went in and out.
 */
@NullMarked
package org.horkos.escrow.payout;

import org.jspecify.annotations.NullMarked;
