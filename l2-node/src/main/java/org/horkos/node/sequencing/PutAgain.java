package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.Again;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.TransactionReceipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Transactions that were acknowledged in blocks which L1 has made void: they are put again, in
 * their order and before any new ones. What they need may come back to L1 a little later, so they
 * are tried again whenever L1 goes on, for a while; each counts once, by its nonce. For one thread.
 */
final class PutAgain {
  private static final Logger LOG = LoggerFactory.getLogger(PutAgain.class);

  private static final int BLOCKS_AT_ONCE = 256;

  private final Storage storage;
  private final Map<Hash, Again> waiting = new HashMap<>();
  private List<Submission> inOrder;
  private long triedAt = -1;

  /** Those that a storage holds. */
  PutAgain(Storage storage) {
    this.storage = storage;
    List<Submission> order = new ArrayList<>();
    for (Again again : storage.again()) {
      if (StepCodec.parse(again.bytes(), 0) instanceof StepCodec.Parsed.Read read
          && read.step() instanceof Transaction transaction) {
        Hash hash = Keccak.hash(again.bytes());
        waiting.put(hash, again);
        order.add(new Submission(hash, again.bytes(), transaction, new CompletableFuture<>()));
      }
    }
    this.inOrder = List.copyOf(order);
  }

  /** The transactions of the blocks after this one, in order. */
  static List<byte[]> after(Storage storage, long block) {
    List<byte[]> transactions = new ArrayList<>();
    long done = block;
    List<SealedBlock> blocks = storage.blocksAfter(done, BLOCKS_AT_ONCE);
    while (!blocks.isEmpty()) {
      for (SealedBlock next : blocks) {
        next.chunks().forEach(chunk -> collect(chunk, transactions));
        done = next.number();
      }
      blocks = storage.blocksAfter(done, BLOCKS_AT_ONCE);
    }
    return transactions;
  }

  private static void collect(Chunk chunk, List<byte[]> transactions) {
    byte[] bytes = chunk.bytes();
    int at = 0;
    while (at < bytes.length && StepCodec.parse(bytes, at) instanceof StepCodec.Parsed.Read read) {
      if (read.step() instanceof Transaction) {
        transactions.add(Arrays.copyOfRange(bytes, at, read.next()));
      }
      at = read.next();
    }
  }

  /** How many wait. */
  int size() {
    return inOrder.size();
  }

  /** Whether some can be tried that have not been tried at this time. */
  boolean isDue(long l1Time) {
    return l1Time != triedAt && !inOrder.isEmpty();
  }

  /** Those to be tried now; empty if it is not time. */
  List<Submission> take(long l1Time) {
    return isDue(l1Time) ? inOrder : List.of();
  }

  /**
   * The block that was made of them is in the database: those that are in it are done with. If it
   * had no room for all that were to be tried, the next one goes on with them.
   */
  void answered(List<Submission> tried, List<BlockMaker.Answer> answers, long l1Time) {
    Set<Hash> heard = new HashSet<>();
    answers.forEach(answer -> heard.add(answer.submission().hash()));
    if (tried.stream().allMatch(one -> heard.contains(one.hash()))) {
      triedAt = l1Time;
    }
    for (BlockMaker.Answer answer : answers) {
      Hash hash = answer.submission().hash();
      Again again = waiting.get(hash);
      if (again == null) {
        continue;
      }
      TransactionReceipt receipt = answer.receipt();
      boolean givenUp = !receipt.included() && l1Time >= again.until();
      if (givenUp) {
        LOG.warn(
            "transaction {} was lost with the blocks of L1 that it rested on: {}",
            hash,
            receipt.sentence());
      }
      if (givenUp || receipt.included()) {
        storage.putAgain(again);
        waiting.remove(hash);
      }
    }
    inOrder = inOrder.stream().filter(one -> waiting.containsKey(one.hash())).toList();
  }
}
