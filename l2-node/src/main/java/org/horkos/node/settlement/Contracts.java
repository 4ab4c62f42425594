package org.horkos.node.settlement;

import org.horkos.dsl.value.Address;

/**
 * Where the contracts of one deployment lie.
 *
 * @param chainId of L1
 * @param rollup takes batches; verifying contract of everything that is signed
 * @param inbox takes messages to L2
 * @param vault holds what L2 balances stand for
 * @param factory opens agreements
 * @param implementation the code that all escrows run
 * @param block in which the last of them was made: before it there is nothing to read
 */
public record Contracts(
    long chainId,
    Address rollup,
    Address inbox,
    Address vault,
    Address factory,
    Address implementation,
    long block) {}
