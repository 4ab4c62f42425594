package org.horkos.escrow.deployment;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.DemoToken;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/** The few things that are done with ERC-20 tokens themselves. */
public final class Tokens {
  private Tokens() {}

  /**
   * Lets {@code spender} take {@code amount} base units of the owner's tokens.
   *
   * @throws Exception what the sender throws when L1 or the token refuses
   */
  public static TransactionReceipt approve(
      L1Sender owner, Address token, Address spender, BigInteger amount) throws Exception {
    return load(owner, token, "approve").approve(spender.toString(), amount).send();
  }

  /**
   * What an address holds, base units.
   *
   * @param token zero is ETH
   * @throws Exception what the connection throws
   */
  public static BigInteger balance(L1Sender reader, Address token, Address owner) throws Exception {
    if (token.isZero()) {
      return reader
          .web3j()
          .ethGetBalance(owner.toString(), org.web3j.protocol.core.DefaultBlockParameterName.LATEST)
          .send()
          .getBalance();
    }
    return load(reader, token, "balance").balanceOf(owner.toString()).send();
  }

  /** The wrapper of one token speaks to all: the calls used here are those of ERC-20. */
  private static DemoToken load(L1Sender sender, Address token, String kind) {
    return DemoToken.load(
        token.toString(), sender.web3j(), sender.as().apply(kind), new DefaultGasProvider());
  }
}
