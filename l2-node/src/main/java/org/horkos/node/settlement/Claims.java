package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StateProof;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Makes claims of outbox messages, and brings them to L1 once the batch that holds them is final.
 * Anybody may do so; the money goes to whom the message names. Thread-safe.
 */
public final class Claims {
  private final L1Connection connection;
  private final Wrappers wrappers;
  private final OutboxLog log;
  private OutboxTree tree = new OutboxTree();

  /** Claims of one rollup. */
  public Claims(L1Connection connection, Contracts contracts, OutboxLog log) {
    this.connection = connection;
    this.wrappers = Wrappers.reading(connection, contracts);
    this.log = log;
  }

  /**
   * The claim of a message, proved against the first batch that holds it; empty while no posted
   * batch does. The batch may not be final yet.
   *
   * @param index number of the message
   */
  public synchronized Optional<Claim> prove(long index) {
    Optional<OutboxAnchor> anchor = log.firstAnchorHolding(index);
    if (anchor.isEmpty()) {
      return Optional.empty();
    }
    fill(anchor.get());
    if (!anchor.get().matches(tree)) {
      tree = new OutboxTree(); // messages have changed since L1 took blocks back
      fill(anchor.get());
    }
    byte[] leaf = log.outboxLeaves(index, index + 1).getFirst();
    return Optional.of(claim(leaf, index, tree, anchor.get()));
  }

  private void fill(OutboxAnchor anchor) {
    if (tree.size() < anchor.count()) {
      log.outboxLeaves(tree.size(), anchor.count()).forEach(leaf -> tree.append(Keccak.hash(leaf)));
    }
  }

  /**
   * The claim of one message.
   *
   * @param leaf the message's bytes
   * @param index its number, below the anchor's count
   * @param tree an outbox that has at least the anchor's messages
   * @param anchor the root to prove it against
   * @throws IllegalArgumentException if the leaf is no message, or not the one of that number under
   *     the anchor's root
   */
  public static Claim claim(byte[] leaf, long index, OutboxTree tree, OutboxAnchor anchor) {
    List<Hash> siblings = anchor.path(tree, index);
    StateProof proof = new StateProof(Layout.Table.OUTBOX, index, Keccak.hash(leaf), siblings);
    if (!proof.verifies(anchor.root())) {
      throw new IllegalArgumentException(
          "message " + index + " is not in the outbox under the root of batch " + anchor.height());
    }
    OutboxMessage message =
        OutboxMessage.decode(leaf)
            .orElseThrow(() -> new IllegalArgumentException("leaf " + index + " is no message"));
    return new Claim(message, anchor.height(), index, siblings);
  }

  /** Whether L1 takes the claim now: its batch is final. */
  public boolean isFinal(Claim claim) {
    return Wrappers.ask(wrappers.rollup().isFinal(BigInteger.valueOf(claim.height())));
  }

  /** Whether the message was brought to L1 already. */
  public boolean isClaimed(Claim claim) {
    OutboxMessage message = claim.message();
    return switch (message.kind()) {
      case PAYOUT, CLOSED ->
          Wrappers.ask(wrappers.escrow(message.target()).isClaimed(message.hash().bytes()));
      case WITHDRAWAL -> Wrappers.ask(wrappers.vault().isWithdrawn(vaultKey(claim)));
    };
  }

  /**
   * Sends claims whose order does not matter, so that they can share a block.
   *
   * @param account pays the gas, written down as {@code claim}, {@code withdraw} or {@code release}
   * @return their receipts, in the order of the claims
   * @throws L1Failure if a contract refuses one: not final, claimed already; others may have
   *     succeeded
   */
  public List<TransactionReceipt> sendAll(L1Account account, List<Claim> claims) {
    L1Sender sender = Deployment.sender(connection, account);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<TransactionReceipt>> sends = new ArrayList<>();
      claims.forEach(claim -> sends.add(() -> claim.send(sender)));
      List<TransactionReceipt> receipts = new ArrayList<>();
      for (Future<TransactionReceipt> sent : threads.invokeAll(sends)) {
        receipts.add(sent.get());
      }
      return receipts;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof L1Failure failure) {
        throw failure;
      }
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT, "A claim failed: " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new L1Failure(
          L1Failure.Kind.NOT_MINED, "Waiting for claims was interrupted; they may be mined.", e);
    }
  }

  /** {@code H(index u32 || leaf)}. */
  private static byte[] vaultKey(Claim claim) {
    long index = claim.index();
    byte[] number = {
      (byte) (index >>> 24), (byte) (index >>> 16), (byte) (index >>> 8), (byte) index
    };
    return Keccak.hash(number, claim.message().encode()).bytes();
  }
}
