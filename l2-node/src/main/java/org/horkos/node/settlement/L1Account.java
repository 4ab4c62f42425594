package org.horkos.node.settlement;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.TransactionManager;
import org.web3j.utils.Numeric;

/**
 * A key that sends transactions: one nonce after the other, whoever asks and from whichever thread.
 * Several may wait for their block at the same time. Fees are twice the base fee and 1 gwei of tip.
 */
public final class L1Account {
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000L);

  /** No transaction may have more (EIP-7825). */
  public static final BigInteger GAS_CAP = BigInteger.valueOf(16_777_216L);

  private final L1Connection connection;
  private final Credentials key;
  private final Address address;
  private @Nullable BigInteger nextNonce;

  L1Account(L1Connection connection, Credentials key) {
    this.connection = connection;
    this.key = key;
    this.address = Address.parse(key.getAddress());
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
   * @throws L1Failure if L1 or the contract refuses
   */
  public TransactionReceipt send(String kind, Optional<Address> to, String data, BigInteger value) {
    return submit(kind, to, data, value).await();
  }

  /** Sends a transaction without waiting for its block; parameters as of {@code send}. */
  public Sent submit(String kind, Optional<Address> to, String data, BigInteger value) {
    Map<String, Object> call = new HashMap<>();
    call.put("from", address.toString());
    to.ifPresent(target -> call.put("to", target.toString()));
    call.put("data", data.isEmpty() ? "0x" : data);
    call.put("value", Numeric.encodeQuantity(value));
    BigInteger estimate =
        L1Connection.quantity(connection.ask("eth_estimateGas", List.of(call, "pending"), kind));
    // a fifth more: what an estimate at this block leaves out may be needed in the next
    BigInteger limit =
        estimate.multiply(BigInteger.valueOf(6)).divide(BigInteger.valueOf(5)).min(GAS_CAP);
    if (estimate.compareTo(GAS_CAP) > 0) {
      throw new L1Failure(
          L1Failure.Kind.REFUSED,
          kind + " needs " + estimate + " gas, but a transaction may use at most " + GAS_CAP + ".");
    }
    BigInteger fee = connection.head().baseFee().multiply(BigInteger.TWO).add(TIP);
    String hash = sendSerially(kind, to, data, value, limit, fee);
    return new Sent(kind, hash, call);
  }

  private synchronized String sendSerially(
      String kind,
      Optional<Address> to,
      String data,
      BigInteger value,
      BigInteger limit,
      BigInteger fee) {
    for (boolean again = true; ; again = false) {
      BigInteger nonce = nextNonce;
      if (nonce == null) {
        nonce =
            L1Connection.quantity(
                connection.ask("eth_getTransactionCount", List.of(address.toString(), "pending")));
      }
      RawTransaction raw =
          RawTransaction.createTransaction(
              connection.chainId(),
              nonce,
              limit,
              to.map(Address::toString).orElse(""),
              value,
              data,
              TIP,
              fee);
      String signed =
          Numeric.toHexString(TransactionEncoder.signMessage(raw, connection.chainId(), key));
      try {
        connection.ask("eth_sendRawTransaction", List.of(signed), kind);
        nextNonce = nonce.add(BigInteger.ONE);
        return Hash.sha3(signed);
      } catch (L1Failure failure) {
        String said = String.valueOf(failure.getMessage());
        if (said.contains("already known") || said.contains("already imported")) {
          nextNonce = nonce.add(BigInteger.ONE);
          return Hash.sha3(signed);
        }
        nextNonce = null; // ask L1 the next time: who knows what became of this one
        if (!said.contains("nonce")) {
          throw failure;
        }
        if (!again) {
          throw new L1Failure(
              L1Failure.Kind.REFUSED,
              "L1 refused "
                  + kind
                  + " because nonce "
                  + nonce
                  + " of "
                  + address
                  + " is used already: another program sends with the same key; stop it.",
              failure);
        }
      }
    }
  }

  /** A transaction that L1 has taken. */
  public final class Sent {
    private final String kind;
    private final String hash;
    private final Map<String, Object> call;

    private Sent(String kind, String hash, Map<String, Object> call) {
      this.kind = kind;
      this.hash = hash;
      this.call = call;
    }

    /** Its hash. */
    public String hash() {
      return hash;
    }

    /**
     * Waits until it is in a block.
     *
     * @throws L1Failure if the contract refused it or it stays outside of blocks
     */
    public TransactionReceipt await() {
      TransactionReceipt receipt = receipt(hash);
      connection.gas().record(kind, receipt.getGasUsed().longValueExact());
      if (!receipt.isStatusOK()) {
        // the same call on the state after it most often fails for the same reason, and says so
        connection.ask("eth_call", List.of(call, receipt.getBlockNumberRaw()), kind);
        throw L1Failure.reverted(kind, "reverted without a reason");
      }
      return receipt;
    }
  }

  /** Waits for a receipt; its status may be that of a failure. */
  TransactionReceipt receipt(String hash) {
    long end = System.nanoTime() + connection.receiptLimit().toNanos();
    do {
      Optional<TransactionReceipt> receipt = receiptIfMined(hash);
      if (receipt.isPresent()) {
        return receipt.get();
      }
      pause(connection.pollInterval());
    } while (System.nanoTime() < end);
    throw new L1Failure(
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
