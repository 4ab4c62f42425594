package org.horkos.app.node;

import java.time.Duration;
import org.horkos.dsl.analysis.Policy;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.storage.StorageConfig;
import org.web3j.crypto.Credentials;

/**
 * What a node needs to know to run.
 *
 * @param contracts the contracts of its rollup
 * @param storage its database
 * @param sequencer the key that signs batches and pays for posting them
 * @param follower how L1 is followed
 * @param postEvery batches are posted at the latest so long after a block
 * @param policy below which floors its API warns of times and bonds
 */
public record NodeSettings(
    Contracts contracts,
    StorageConfig storage,
    Credentials sequencer,
    L1Follower.Settings follower,
    Duration postEvery,
    Policy policy) {}
