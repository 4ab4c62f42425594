package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.DemoToken;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.escrow.contract.TermsLimits;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.contract.Execution;
import org.horkos.node.contract.Exits;
import org.horkos.node.contract.Inbox;
import org.horkos.node.contract.Rollup;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.ContractUtils;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Puts the contracts on L1. They know each other by immutable addresses: all are made one after the
 * other by one account, so that each can be told beforehand where the later ones will be; rollup,
 * vault and factory check it and refuse to be made elsewhere.
 *
 * @param sequencer whose turn it is to post batches
 * @param genesisRoot the state root before the first step
 * @param window seconds for which roots must stand until they are final
 * @param lag seconds by which L2 time stays behind L1 time at least
 * @param bond wei that posting takes
 * @param freezeAfter seconds that a message or missing roots may wait before anybody can freeze the
 *     rollup; more than a day, in which no batch has to take a message
 */
public record Deployment(
    Address sequencer, Hash genesisRoot, long window, long lag, BigInteger bond, long freezeAfter) {
  /** The challenge window unless there is a reason for another: 7 days. */
  public static final long WINDOW = 7 * 86_400;

  /** The bond unless there is a reason for another: 20 ETH, in wei. */
  public static final BigInteger BOND = BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(20));

  /** The patience before a freeze unless there is a reason for another: 7 days. */
  public static final long FREEZE_AFTER = 7 * 86_400;

  private static final String KIND = "deploy";
  private static final long DAY = 86_400;

  public Deployment {
    if (window < 0 || lag < 1) {
      throw new IllegalArgumentException("the window is 0 seconds or more, the lag at least 1");
    }
    if (bond.signum() < 0) {
      throw new IllegalArgumentException("a bond is 0 wei or more");
    }
    if (freezeAfter <= DAY) {
      throw new IllegalArgumentException("a freeze waits for more than a day");
    }
  }

  /** With the usual bond and patience. */
  public Deployment(Address sequencer, Hash genesisRoot, long window, long lag) {
    this(sequencer, genesisRoot, window, lag, BOND, FREEZE_AFTER);
  }

  /**
   * Deploys everything. The account must not send anything else meanwhile.
   *
   * @throws L1Failure if L1 or a contract refuses
   */
  public Contracts deploy(L1Connection connection, L1Account deployer) {
    learnErrors(connection);
    BigInteger nonce =
        L1Connection.quantity(
            connection.ask(
                "eth_getTransactionCount", List.of(deployer.address().toString(), "pending")));
    int executions = ExecutionCode.values().length;
    Address limits = made(deployer.address(), nonce, executions);
    Address inbox = made(deployer.address(), nonce, executions + 1);
    Address rollup = made(deployer.address(), nonce, executions + 2);
    Address vault = made(deployer.address(), nonce, executions + 3);
    Address factory = made(deployer.address(), nonce, executions + 4);

    // Those for the execution, the limits of terms and the inbox look at nobody while they are
    // made.
    List<L1Account.Sent> first = new ArrayList<>();
    for (ExecutionCode code : ExecutionCode.values()) {
      Type<?>[] arguments =
          switch (code) {
            case RULE_VM, OUTCOME, PANEL, COURT_STEPS -> new Type<?>[0];
            case LIFECYCLE_DISSENT ->
                at(deployer, nonce, ExecutionCode.RULE_VM, ExecutionCode.OUTCOME);
            case LIFECYCLE ->
                at(
                    deployer,
                    nonce,
                    ExecutionCode.RULE_VM,
                    ExecutionCode.OUTCOME,
                    ExecutionCode.LIFECYCLE_DISSENT);
            case PANEL_STEPS -> at(deployer, nonce, ExecutionCode.PANEL);
            case AGREEMENT_STEPS ->
                joined(
                    List.of(vault),
                    at(deployer, nonce, ExecutionCode.LIFECYCLE, ExecutionCode.PANEL_STEPS));
            case INBOX_STEPS -> at(deployer, nonce, ExecutionCode.AGREEMENT_STEPS);
            case EXECUTION ->
                joined(
                    List.of(rollup, vault),
                    at(
                        deployer,
                        nonce,
                        ExecutionCode.AGREEMENT_STEPS,
                        ExecutionCode.COURT_STEPS,
                        ExecutionCode.INBOX_STEPS));
            case EXITS ->
                joined(
                    List.of(rollup),
                    at(deployer, nonce, ExecutionCode.RULE_VM, ExecutionCode.OUTCOME));
          };
      first.add(submit(deployer, code.code(), arguments));
    }
    first.add(submit(deployer, TermsLimits.BINARY));
    first.add(submit(deployer, Inbox.BINARY, address(vault), address(factory)));
    await(first);
    // The rollup asks execution and exits whose they are, vault and factory ask the inbox.
    TransactionReceipt rollupMade =
        await(
                List.of(
                    submit(
                        deployer,
                        Rollup.BINARY,
                        address(inbox),
                        address(made(deployer.address(), nonce, ExecutionCode.EXECUTION.ordinal())),
                        address(made(deployer.address(), nonce, ExecutionCode.EXITS.ordinal())),
                        address(sequencer),
                        new Bytes32(genesisRoot.bytes()),
                        new Uint64(window),
                        new Uint64(lag),
                        new Uint256(bond),
                        new Uint64(freezeAfter))))
            .getFirst();
    List<TransactionReceipt> last =
        await(
            List.of(
                submit(deployer, Vault.BINARY, address(rollup), address(inbox)),
                submit(
                    deployer,
                    EscrowFactory.BINARY,
                    address(rollup),
                    address(inbox),
                    address(vault),
                    address(limits))));
    TransactionReceipt receipt = last.getLast();
    if (!Address.parse(receipt.getContractAddress()).equals(factory)) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The contracts were made at other addresses than foreseen, because "
              + deployer.address()
              + " sent something else meanwhile: deploy again.");
    }
    // The factory makes the escrows' code in its constructor, as its first contract.
    Address implementation = made(factory, BigInteger.ONE, 0);
    return new Contracts(
        connection.chainId(),
        rollup,
        inbox,
        vault,
        factory,
        implementation,
        rollupMade.getBlockNumber().longValueExact());
  }

  /**
   * Deploys an ERC-20 token for demonstrations and tests.
   *
   * @param symbol for example USDC
   * @param decimals digits after the point
   * @param holders who gets some in the beginning
   * @param amount base units for each
   */
  public static Address deployToken(
      L1Account deployer,
      String name,
      String symbol,
      int decimals,
      List<Address> holders,
      BigInteger amount) {
    List<TransactionReceipt> receipts =
        await(
            List.of(
                submit(
                    deployer,
                    DemoToken.BINARY,
                    new Utf8String(name),
                    new Utf8String(symbol),
                    new Uint8(decimals),
                    new DynamicArray<>(
                        org.web3j.abi.datatypes.Address.class,
                        holders.stream().map(Deployment::address).toList()),
                    new Uint256(amount))));
    return Address.parse(receipts.getFirst().getContractAddress());
  }

  /** Teaches a connection the names of all our contracts' errors. */
  public static void learnErrors(L1Connection connection) {
    connection
        .errors()
        .learn(
            Rollup.class,
            Execution.class,
            Exits.class,
            Inbox.class,
            Vault.class,
            EscrowFactory.class,
            TermsLimits.class,
            BondedEscrow.class,
            DemoToken.class);
  }

  /** An account of this connection, for opening, funding and claiming. */
  public static L1Sender sender(L1Connection connection, L1Account account) {
    return new L1Sender(connection.web3j(), account.address(), account::as);
  }

  private static Address made(Address creator, BigInteger nonce, int after) {
    return Address.parse(
        ContractUtils.generateContractAddress(
            creator.toString(), nonce.add(BigInteger.valueOf(after))));
  }

  /** Where these will be. */
  private static Type<?>[] at(L1Account deployer, BigInteger nonce, ExecutionCode... codes) {
    return Arrays.stream(codes)
        .map(code -> address(made(deployer.address(), nonce, code.ordinal())))
        .toArray(Type<?>[]::new);
  }

  private static Type<?>[] joined(List<Address> first, Type<?>[] then) {
    return Stream.concat(first.stream().map(Deployment::address), Arrays.stream(then))
        .toArray(Type<?>[]::new);
  }

  private static org.web3j.abi.datatypes.Address address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.toString());
  }

  @SuppressWarnings("rawtypes") // as the encoder wants them
  private static L1Account.Sent submit(L1Account deployer, String code, Type... arguments) {
    return deployer.submit(
        KIND,
        Optional.empty(),
        "0x" + code.replaceFirst("^0x", "") + FunctionEncoder.encodeConstructor(List.of(arguments)),
        BigInteger.ZERO);
  }

  private static List<TransactionReceipt> await(List<L1Account.Sent> sent) {
    List<TransactionReceipt> receipts = new ArrayList<>();
    for (L1Account.Sent each : sent) {
      receipts.add(each.await());
    }
    return receipts;
  }
}
