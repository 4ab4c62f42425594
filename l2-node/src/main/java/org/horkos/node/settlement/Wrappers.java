package org.horkos.node.settlement;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.escrow.contract.Vault;
import org.horkos.node.contract.Inbox;
import org.horkos.node.contract.Rollup;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.exceptions.ContractCallException;
import org.web3j.tx.gas.StaticGasProvider;

/** The generated wrappers of one deployment's contracts, all going through one connection. */
public final class Wrappers {
  /** Wrappers want to be told a gas price and limit; an {@link L1Account} finds both itself. */
  private static final StaticGasProvider UNUSED =
      new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO);

  private final L1Connection connection;
  private final Contracts contracts;
  private final TransactionManager transactions;

  private Wrappers(L1Connection connection, Contracts contracts, TransactionManager transactions) {
    this.connection = connection;
    this.contracts = contracts;
    this.transactions = transactions;
  }

  /** Wrappers that can only be asked. */
  public static Wrappers reading(L1Connection connection, Contracts contracts) {
    return new Wrappers(
        connection,
        contracts,
        new ReadonlyTransactionManager(connection.web3j(), Address.ZERO.toString()));
  }

  /**
   * Wrappers that send from {@code account}.
   *
   * @param kind the word under which the gas of their transactions is written down
   */
  public static Wrappers sending(
      L1Connection connection, Contracts contracts, L1Account account, String kind) {
    return new Wrappers(connection, contracts, account.as(kind));
  }

  /** The rollup. */
  public Rollup rollup() {
    return Rollup.load(contracts.rollup().toString(), connection.web3j(), transactions, UNUSED);
  }

  /** The inbox. */
  public Inbox inbox() {
    return Inbox.load(contracts.inbox().toString(), connection.web3j(), transactions, UNUSED);
  }

  /** The vault. */
  public Vault vault() {
    return Vault.load(contracts.vault().toString(), connection.web3j(), transactions, UNUSED);
  }

  /** The factory of escrows. */
  public EscrowFactory factory() {
    return EscrowFactory.load(
        contracts.factory().toString(), connection.web3j(), transactions, UNUSED);
  }

  /** The escrow at this address. */
  public BondedEscrow escrow(Address address) {
    return BondedEscrow.load(address.toString(), connection.web3j(), transactions, UNUSED);
  }

  /**
   * What a wrapper's call answers, or the receipt of its transaction.
   *
   * @throws L1Failure if L1 or the contract refuses
   */
  public static <T> T ask(RemoteCall<T> call) {
    try {
      return call.send();
    } catch (L1Failure failure) {
      throw failure;
    } catch (ContractCallException e) {
      if (String.valueOf(e.getMessage()).startsWith("Empty value")) {
        throw new L1Failure(
            L1Failure.Kind.INCONSISTENT,
            "Where a contract was on L1 there is none any more: L1 has lost its blocks, or another"
                + " one answers at its address. Name the right L1 and start again.",
            e);
      }
      throw new L1Failure(
          L1Failure.Kind.REVERTED, "A contract of L1 refused: " + e.getMessage() + ".", e);
    } catch (Exception e) {
      // wrappers declare Exception; what is left is an answer that is not of the contract's ABI
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "A contract of L1 answered what it should not ("
              + e.getMessage()
              + "): check its address.",
          e);
    }
  }
}
