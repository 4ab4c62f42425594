/**
 * Opening an agreement on L1 and paying into its escrow: signing the terms, the factory's call, the
 * approvals, funding and joining.
 */
@NullMarked
package org.horkos.escrow.deployment;

import org.jspecify.annotations.NullMarked;
