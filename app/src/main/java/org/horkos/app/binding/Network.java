package org.horkos.app.binding;

import org.horkos.dsl.value.Address;

/**
 * The deployment that an agreement is for.
 *
 * @param chainId L1's chain id
 * @param rollup the Rollup's address: it is in the domain of every signature
 * @param factory the EscrowFactory
 * @param implementation the BondedEscrow that escrows are clones of
 */
public record Network(long chainId, Address rollup, Address factory, Address implementation) {}
