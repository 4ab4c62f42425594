package org.horkos.node.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.response.TransactionReceiptProcessor;

/** Lets web3j's generated wrappers send through an {@link L1Account}. */
final class WrapperTransactions extends TransactionManager {
  private final L1Connection connection;
  private final L1Account account;
  private final String kind;

  WrapperTransactions(L1Connection connection, L1Account account, String kind) {
    super(
        new TransactionReceiptProcessor(connection.web3j()) {
          @Override
          public TransactionReceipt waitForTransactionReceipt(String hash) {
            return account.receipt(hash); // sendTransaction has waited for it already
          }
        },
        account.address().toString());
    this.connection = connection;
    this.account = account;
    this.kind = kind;
  }

  @Override
  public EthSendTransaction sendTransaction(
      @Nullable BigInteger gasPrice,
      @Nullable BigInteger gasLimit,
      @Nullable String to,
      @Nullable String data,
      @Nullable BigInteger value,
      boolean constructor) {
    TransactionReceipt receipt =
        account.send(
            kind,
            Optional.ofNullable(to).filter(text -> !text.isEmpty()).map(Address::parse),
            data == null ? "" : data,
            value == null ? BigInteger.ZERO : value);
    EthSendTransaction response = new EthSendTransaction();
    response.setResult(receipt.getTransactionHash());
    return response;
  }

  @Override
  public EthSendTransaction sendEIP1559Transaction(
      long chainId,
      @Nullable BigInteger tip,
      @Nullable BigInteger fee,
      @Nullable BigInteger gasLimit,
      @Nullable String to,
      @Nullable String data,
      @Nullable BigInteger value,
      boolean constructor) {
    return sendTransaction(fee, gasLimit, to, data, value, constructor);
  }

  @Override
  public String sendCall(String to, String data, DefaultBlockParameter block) {
    Map<String, String> call = Map.of("from", getFromAddress(), "to", to, "data", data);
    return connection
        .ask("eth_call", List.of(call, block.getValue()), "a call to " + to)
        .toString();
  }

  @Override
  public EthGetCode getCode(String contract, DefaultBlockParameter block) throws IOException {
    return connection.web3j().ethGetCode(contract, block).send();
  }
}
