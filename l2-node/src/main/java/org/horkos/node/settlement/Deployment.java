package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.escrow.contract.Vault;
import org.horkos.node.contract.Inbox;
import org.horkos.node.contract.Rollup;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.crypto.ContractUtils;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Where the contracts of one rollup are on L1.
 *
 * @param rollup takes batches; the verifying contract of every signature
 * @param inbox messages to L2
 * @param vault behind L2 balances
 * @param factory opens agreements
 * @param block the L1 block before which none of them existed
 */
public record Deployment(
    Address rollup, Address inbox, Address vault, Address factory, long block) {

  /**
   * What a rollup is made with; nothing of it can be changed later.
   *
   * @param sequencer who signs batches
   * @param genesisRoot the state root before the first step
   * @param window seconds for which roots must stand until they are final
   * @param lag seconds by which L2 time stays behind L1 time at least
   */
  public record Parameters(Address sequencer, Hash genesisRoot, long window, long lag) {
    public Parameters {
      if (window < 0 || lag < 0) {
        throw new IllegalArgumentException("window and lag are seconds, at least 0");
      }
    }
  }

  /**
   * Deploys the four contracts, which know each other, in one go.
   *
   * @param deployer pays; has no rights afterwards
   * @throws L1Failure if L1 refuses
   */
  public static Deployment create(
      L1Connection connection, L1Account deployer, Parameters parameters) {
    learnErrors(connection);
    long block = connection.head().number();
    // The addresses follow from the deployer's nonces, so that each contract can name the others.
    BigInteger nonce = deployer.transactionCount();
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      addresses.add(
          Address.parse(
              ContractUtils.generateContractAddress(
                  deployer.address().toString(), nonce.add(BigInteger.valueOf(i)))));
    }
    Address inbox = addresses.get(0);
    Address rollup = addresses.get(1);
    Address vault = addresses.get(2);
    Address factory = addresses.get(3);
    List<L1Account.Sent> sent =
        List.of(
            send(deployer, Inbox.BINARY, type(vault), type(factory)),
            send(
                deployer,
                Rollup.BINARY,
                type(inbox),
                type(parameters.sequencer),
                new Bytes32(parameters.genesisRoot.bytes()),
                new Uint64(parameters.window),
                new Uint64(parameters.lag)),
            send(deployer, Vault.BINARY, type(rollup), type(inbox)),
            send(deployer, EscrowFactory.BINARY, type(rollup), type(inbox), type(vault)));
    for (int i = 0; i < sent.size(); i++) {
      TransactionReceipt receipt = sent.get(i).await();
      if (!addresses.get(i).equals(Address.parse(receipt.getContractAddress()))) {
        throw new L1Failure(
            L1Failure.Kind.REFUSED,
            "Another program sent with the key of "
                + deployer.address()
                + " during the deployment, so the contracts do not find each other: deploy again.");
      }
    }
    return new Deployment(rollup, inbox, vault, factory, block);
  }

  /**
   * Checks that contracts which know each other are at these addresses.
   *
   * @throws L1Failure if not
   */
  public void check(L1Connection connection) {
    learnErrors(connection);
    for (Address address : List.of(rollup, inbox, vault, factory)) {
      if (!connection.isContract(address)) {
        throw new L1Failure(
            L1Failure.Kind.INCONSISTENT,
            "There is no contract at "
                + address
                + " on L1 at "
                + connection.url()
                + ": check the addresses of the rollup's contracts.");
      }
    }
    Contracts contracts = Contracts.reading(connection, this);
    Address itsInbox = Address.parse(Contracts.ask(contracts.rollup().inbox()));
    Address itsVault = Address.parse(Contracts.ask(contracts.inbox().vault()));
    Address itsFactory = Address.parse(Contracts.ask(contracts.inbox().factory()));
    if (!itsInbox.equals(inbox) || !itsVault.equals(vault) || !itsFactory.equals(factory)) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The contracts of the rollup "
              + rollup
              + " are the inbox "
              + itsInbox
              + ", the vault "
              + itsVault
              + " and the factory "
              + itsFactory
              + ": correct the addresses.");
    }
  }

  private static void learnErrors(L1Connection connection) {
    connection
        .errors()
        .learn(Rollup.class, Inbox.class, Vault.class, EscrowFactory.class, BondedEscrow.class);
  }

  private static org.web3j.abi.datatypes.Address type(Address address) {
    return new org.web3j.abi.datatypes.Address(address.toString());
  }

  @SuppressWarnings("rawtypes")
  private static L1Account.Sent send(L1Account deployer, String binary, Type... arguments) {
    String data = binary + FunctionEncoder.encodeConstructor(List.of(arguments));
    return deployer.submit("deploy", Optional.empty(), data, BigInteger.ZERO);
  }
}
