package org.horkos.node.settlement;

import java.time.Instant;
import java.util.List;
import org.horkos.dsl.value.Address;

/**
 * Where the contracts of one deployment lie.
 *
 * @param chainId of L1
 * @param rollup takes batches; verifying contract of everything that is signed
 * @param inbox takes messages to L2
 * @param vault holds what L2 balances stand for
 * @param factory opens agreements
 * @param implementation the code that all escrows run
 * @param block in which the last of them was made: before it there is nothing to read
 */
public record Contracts(
    long chainId,
    Address rollup,
    Address inbox,
    Address vault,
    Address factory,
    Address implementation,
    long block) {
  /**
   * Checks that these contracts are there and know each other.
   *
   * @throws L1Failure if L1 is another chain or something else lies at one of the addresses
   */
  public void check(L1Connection connection) {
    Deployment.learnErrors(connection);
    if (connection.chainId() != chainId) {
      throw new L1Failure(
          L1Failure.Kind.WRONG_CHAIN,
          "L1 at "
              + connection.url()
              + " is chain "
              + connection.chainId()
              + ", but the contracts are on chain "
              + chainId
              + ": name another L1, or correct the chain id.");
    }
    for (Address address : List.of(rollup, inbox, vault, factory, implementation)) {
      if (!connection.isContract(address)) {
        throw wrong("there is no contract at " + address, connection);
      }
    }
    Wrappers wrappers = Wrappers.reading(connection, this);
    long deployed = Wrappers.ask(wrappers.rollup().deployedAt()).longValueExact();
    if (connection.block(block).map(first -> first.time() > deployed).orElse(true)) {
      throw wrong(
          "block "
              + block
              + ", from which on it would be read, is later than the deployment of the rollup "
              + rollup
              + " (at "
              + Instant.ofEpochSecond(deployed)
              + "), or is not there",
          connection);
    }
    Address itsInbox = Address.parse(Wrappers.ask(wrappers.rollup().inbox()));
    Address itsVault = Address.parse(Wrappers.ask(wrappers.inbox().vault()));
    Address itsFactory = Address.parse(Wrappers.ask(wrappers.inbox().factory()));
    if (!itsInbox.equals(inbox) || !itsVault.equals(vault) || !itsFactory.equals(factory)) {
      throw wrong(
          "the rollup "
              + rollup
              + " has the inbox "
              + itsInbox
              + ", which has the vault "
              + itsVault
              + " and the factory "
              + itsFactory,
          connection);
    }
  }

  private static L1Failure wrong(String what, L1Connection connection) {
    return new L1Failure(
        L1Failure.Kind.INCONSISTENT,
        "On L1 at "
            + connection.url()
            + " "
            + what
            + ": correct the contracts' addresses or their block.");
  }
}
