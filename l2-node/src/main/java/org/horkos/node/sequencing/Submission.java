package org.horkos.node.sequencing;

import java.util.concurrent.CompletableFuture;
import org.horkos.dsl.value.Hash;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.TransactionReceipt;

/** A transaction that waits for a block, and who waits for it. */
@SuppressWarnings("ArrayRecordComponent") // a message from thread to thread, never compared
record Submission(
    Hash hash,
    byte[] bytes,
    Transaction transaction,
    CompletableFuture<TransactionReceipt> answer) {}
