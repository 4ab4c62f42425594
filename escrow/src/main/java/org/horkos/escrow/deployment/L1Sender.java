package org.horkos.escrow.deployment;

import java.util.function.Function;
import org.horkos.dsl.value.Address;
import org.web3j.protocol.Web3j;
import org.web3j.tx.TransactionManager;

/**
 * Somebody who sends transactions to L1.
 *
 * @param web3j the connection, for reading
 * @param address whose key signs
 * @param as sends transactions of a kind: the word names the call in refusals and in the account of
 *     gas ({@code open}, {@code approve}, {@code fund}, {@code join}, {@code claim}, ...)
 */
public record L1Sender(Web3j web3j, Address address, Function<String, TransactionManager> as) {}
