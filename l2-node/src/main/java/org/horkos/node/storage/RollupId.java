package org.horkos.node.storage;

import org.horkos.dsl.value.Address;

/**
 * Which rollup a database belongs to.
 *
 * @param chainId of its L1
 * @param rollup address of the Rollup contract
 */
public record RollupId(long chainId, Address rollup) {}
