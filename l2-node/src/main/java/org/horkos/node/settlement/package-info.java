/**
 * The node's hands on L1: the connection with its retries and sentences, accounts that send
 * transactions one nonce after the other, the gas they used, headers, claims of payouts, and the
 * anvil process that is L1 in the demo and in tests.
 */
@NullMarked
package org.horkos.node.settlement;

import org.jspecify.annotations.NullMarked;
