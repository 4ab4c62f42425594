package org.horkos.node.settlement;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.horkos.dsl.value.Address;
import org.horkos.node.settlement.Outgoing.Content;
import org.horkos.node.settlement.Outgoing.Version;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.TransactionManager;

/**
 * A key that sends transactions: one nonce after the other, whoever asks and from whichever thread.
 * Several may wait for their block at the same time. Each is watched until it is in one: sent again
 * if L1 has lost it, and replaced by the same with higher fees if it offers too little. Whoever
 * gives up waiting and wants the same again goes on waiting for the one that was sent.
 */
public final class L1Account {
  /** No transaction may have more (EIP-7825). */
  public static final BigInteger GAS_CAP = BigInteger.valueOf(16_777_216L);

  /** So often others may be faster with a nonce before it is said. */
  private static final int ATTEMPTS = 3;

  private final L1Connection connection;
  private final Credentials key;
  private final Address address;
  private final NonceQueue queue;

  L1Account(L1Connection connection, Credentials key) {
    this.connection = connection;
    this.key = key;
    this.address = Address.parse(key.getAddress());
    this.queue = new NonceQueue(connection, key);
  }

  /** Its address. */
  public Address address() {
    return address;
  }

  /** Its key. */
  public Credentials key() {
    return key;
  }

  /**
   * How many transactions it has sent, those that are in no block yet among them: its next nonce.
   */
  public BigInteger transactionCount() {
    return L1Connection.quantity(
        connection.ask("eth_getTransactionCount", List.of(address.toString(), "pending")));
  }

  /**
   * For the generated wrappers: what they send goes through this account, and its gas is written
   * down under {@code kind}. Their own gas price and limit are not used.
   */
  public TransactionManager as(String kind) {
    return new WrapperTransactions(connection, this, kind);
  }

  /**
   * Sends a transaction and waits until it is in a block.
   *
   * @param kind the word under which its gas is written down, and which names it in a refusal
   * @param to empty to deploy
   * @param data hexadecimal
   * @param value wei
   * @throws L1Failure as of {@link #submit} and {@link Sent#await}
   */
  public TransactionReceipt send(String kind, Optional<Address> to, String data, BigInteger value) {
    return submit(kind, to, data, value).await();
  }

  /**
   * Sends a transaction without waiting for its block; parameters as of {@code send}. If the same
   * was sent before and whoever waited for it gave up, it is not sent a second time.
   *
   * @throws L1Failure if L1 or the contract refuses; HINDERED if L1's fees are above what may be
   *     paid or the key has too little ETH; OVERTAKEN if another program uses up the key's nonces;
   *     GONE if L1 does not answer: it may have been sent then
   */
  public Sent submit(String kind, Optional<Address> to, String data, BigInteger value) {
    Content content = new Content(kind, to, data, value);
    Optional<Outgoing> before = queue.takeUp(content);
    if (before.isPresent()) {
      return new Sent(before.get());
    }
    BigInteger raise = BigInteger.ONE;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++, raise = raise.multiply(BigInteger.TWO)) {
      BigInteger limit = limit(content);
      L1Block head = connection.head();
      // With the head comes the last base fee; when L1 has refused it, that of the next is higher.
      Fees fees =
          Fees.first(head.baseFee().multiply(raise), connection.maxFee())
              .or(() -> Fees.first(head.baseFee(), connection.maxFee()))
              .orElseThrow(
                  () -> Fees.tooDear(kind + " is not sent", head.baseFee(), connection.maxFee()));
      Optional<Outgoing> sent = queue.send(content, limit, fees, head.number());
      if (sent.isPresent()) {
        return new Sent(sent.get());
      }
    }
    throw new L1Failure(
        L1Failure.Kind.OVERTAKEN,
        "L1 refused "
            + kind
            + " because another program is faster with the nonces of "
            + address
            + ": stop it, one key sends from one place only.");
  }

  /** What may be used at most; the call is refused here if it would be refused on L1. */
  private BigInteger limit(Content content) {
    BigInteger estimate;
    try {
      estimate =
          L1Connection.quantity(
              connection.ask(
                  "eth_estimateGas", List.of(content.call(address), "pending"), content.kind()));
    } catch (L1Failure failure) {
      throw String.valueOf(failure.getMessage()).contains("nsufficient funds")
          ? queue.lacking(content.kind(), content.value(), failure)
          : failure;
    }
    if (estimate.compareTo(GAS_CAP) > 0) {
      throw new L1Failure(
          L1Failure.Kind.REFUSED,
          content.kind()
              + " needs "
              + estimate
              + " gas, but a transaction may use at most "
              + GAS_CAP
              + ".");
    }
    // a fifth more: what an estimate at this block leaves out may be needed in the next
    return estimate.multiply(BigInteger.valueOf(6)).divide(BigInteger.valueOf(5)).min(GAS_CAP);
  }

  /** A transaction that L1 has taken. */
  public final class Sent {
    private final Outgoing outgoing;
    private long overtakenSince;

    private Sent(Outgoing outgoing) {
      this.outgoing = outgoing;
    }

    /**
     * Waits until it is in a block, in whichever version. L1 may be gone meanwhile.
     *
     * @return its receipt, with the hash under which it was mined
     * @throws L1Failure REVERTED if the contract refused it; OVERTAKEN if another transaction got
     *     its nonce, so that it never will be mined; HINDERED, NOT_MINED or GONE if it may still
     *     be: who wants the same again may {@link #submit} it again
     */
    public TransactionReceipt await() {
      TransactionReceipt receipt;
      try {
        receipt = awaitReceipt();
      } catch (L1Failure failure) {
        if (failure.kind() == L1Failure.Kind.OVERTAKEN) {
          queue.forget(outgoing);
        } else {
          queue.giveUp(outgoing);
        }
        throw failure;
      }
      String kind = outgoing.content().kind();
      if (queue.done(outgoing, receipt)) {
        connection.gas().record(kind, receipt.getGasUsed().longValueExact());
      }
      if (!receipt.isStatusOK()) {
        // the same call on the state after it most often fails for the same reason, and says so
        connection.ask(
            "eth_call",
            List.of(outgoing.content().call(address), receipt.getBlockNumberRaw()),
            kind);
        throw L1Failure.reverted(kind, "reverted without a reason");
      }
      return receipt;
    }

    private TransactionReceipt awaitReceipt() {
      return patiently(
          outgoing.newest().hash(),
          () -> {
            queue.tend(outgoing);
            // Asked before the receipts: what is mined in between has one.
            boolean overtaken = queue.isOvertaken(outgoing);
            Optional<TransactionReceipt> receipt = anyReceipt();
            if (!overtaken || receipt.isPresent()) {
              overtakenSince = 0;
            } else if (overtakenSince == 0) {
              overtakenSince = System.nanoTime();
            } else if (System.nanoTime() - overtakenSince > connection.resend().toNanos()) {
              // not at the first sight: several nodes may answer for L1, and one be behind
              throw overtaken();
            }
            return receipt;
          });
    }

    private Optional<TransactionReceipt> anyReceipt() {
      for (Version version : outgoing.versions().reversed()) {
        Optional<TransactionReceipt> receipt = receiptIfMined(version.hash());
        if (receipt.isPresent()) {
          return receipt;
        }
      }
      return Optional.empty();
    }

    private L1Failure overtaken() {
      return new L1Failure(
          L1Failure.Kind.OVERTAKEN,
          outgoing.content().kind()
              + " was not done: another transaction of "
              + address
              + " got nonce "
              + outgoing.nonce()
              + " on L1. Another program sends with the same key; stop it, one key sends from one"
              + " place only.");
    }
  }

  /** Waits for a receipt; its status may be that of a failure. */
  TransactionReceipt receipt(String hash) {
    return patiently(hash, () -> receiptIfMined(hash));
  }

  /** Asks until there is a receipt. While L1 is gone the wait goes on. */
  private TransactionReceipt patiently(
      String hash, Supplier<Optional<TransactionReceipt>> question) {
    long end = System.nanoTime() + connection.receiptLimit().toNanos();
    @Nullable L1Failure gone;
    do {
      gone = null;
      try {
        Optional<TransactionReceipt> receipt = question.get();
        if (receipt.isPresent()) {
          return receipt.get();
        }
      } catch (L1Failure failure) {
        if (failure.kind() != L1Failure.Kind.GONE || Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        gone = failure;
      }
      pause(connection.pollInterval());
    } while (System.nanoTime() < end);
    throw gone != null ? gone : notMined(hash);
  }

  private L1Failure notMined(String hash) {
    return new L1Failure(
        L1Failure.Kind.NOT_MINED,
        "Transaction "
            + hash
            + " is in no block after "
            + connection.receiptLimit().toSeconds()
            + " s: look whether L1 at "
            + connection.url()
            + " still makes blocks.");
  }

  private Optional<TransactionReceipt> receiptIfMined(String hash) {
    EthGetTransactionReceipt answer;
    try {
      answer = connection.web3j().ethGetTransactionReceipt(hash).send();
    } catch (java.io.IOException e) {
      throw new L1Failure(
          L1Failure.Kind.GONE, "L1 at " + connection.url() + " gives no readable receipt.", e);
    }
    return answer.getTransactionReceipt();
  }

  private static void pause(Duration interval) {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new L1Failure(
          L1Failure.Kind.NOT_MINED, "Waiting for a transaction's block was interrupted.", e);
    }
  }
}
