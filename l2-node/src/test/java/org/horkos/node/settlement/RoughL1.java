package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** What an anvil can do to those who use it. */
public final class RoughL1 {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);

  private final L1Connection connection;

  /** The anvil at the other end. */
  public RoughL1(L1Connection connection) {
    this.connection = connection;
  }

  /** So many gwei in wei. */
  public static BigInteger gwei(long number) {
    return GWEI.multiply(BigInteger.valueOf(number));
  }

  /** A block every so many seconds; 0 for none but those that are asked for. */
  public void blocksEvery(int seconds) {
    set("evm_setIntervalMining", seconds);
  }

  /** A block for every transaction, at once. */
  public void blocksAtOnce() {
    set("evm_setAutomine", true);
  }

  /** Makes a block. */
  public void mine() {
    set("evm_mine");
  }

  /** The base fee of the next block. */
  public void nextBaseFee(BigInteger wei) {
    set("anvil_setNextBlockBaseFeePerGas", Numeric.encodeQuantity(wei));
  }

  /** Forgets a transaction that waits. */
  public void drop(String hash) {
    set("anvil_dropTransaction", hash);
  }

  /** Sends a transfer with a key as another program with the same key would; its hash. */
  public String foreign(Credentials key, long nonce, BigInteger fee, Address to, long wei) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            connection.chainId(),
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(21_000),
            to.toString(),
            BigInteger.valueOf(wei),
            "",
            gwei(3),
            fee);
    byte[] signed = TransactionEncoder.signMessage(raw, connection.chainId(), key);
    return connection
        .ask("eth_sendRawTransaction", List.of(Numeric.toHexString(signed)))
        .toString();
  }

  /** Calls any of anvil's methods whose answer may be nothing. */
  public void set(String method, Object... parameters) {
    connection.askOrNull(method, List.of(parameters), method);
  }
}
