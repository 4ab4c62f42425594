package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Function;
import org.horkos.app.node.RunningNode;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.step.Action;
import org.web3j.tx.gas.StaticGasProvider;

/** What people do on L2 and with the vault: each transaction is signed by its own key. */
final class Wallet {
  private final RunningNode node;
  private final ApiClient api;
  private final Patience patience;

  Wallet(RunningNode node, ApiClient api, Patience patience) {
    this.node = node;
    this.api = api;
    this.patience = patience;
  }

  /**
   * Signs an action and sends it to the node's API; returns when its block is stored.
   *
   * @param token in which the sender has the account that signs
   * @throws DemoFailure if the node refuses
   */
  void send(Person person, Address token, Action action) {
    try {
      ApiClient.ToSign toSign = api.digest(account(person, token), action);
      byte[] signature = person.signer().sign(toSign.digest()).bytes();
      byte[] signed = Arrays.copyOf(toSign.unsigned(), toSign.unsigned().length + signature.length);
      System.arraycopy(signature, 0, signed, toSign.unsigned().length, signature.length);
      api.submit(signed);
    } catch (DemoFailure refused) {
      throw new DemoFailure(
          person.name() + "'s " + action.kind().title() + " was refused: " + refused.getMessage(),
          refused);
    }
  }

  /** The number of somebody's account; 0 if there is none. */
  long account(Person person, Address token) {
    return node.accountOf(person.address(), token);
  }

  /** Pays into the vault for one's own account on L2. */
  void deposit(Person person, L1Sender sender, Address token, BigInteger amount) throws Exception {
    Tokens.approve(sender, token, node.contracts().vault(), amount);
    Vault.load(
            node.contracts().vault().toString(),
            sender.web3j(),
            sender.as().apply("deposit"),
            new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO))
        .deposit(token.toString(), amount, person.address().toString(), BigInteger.ZERO)
        .send();
  }

  /** Reads the node's state between two blocks. */
  <T> T read(Function<StepMachine, T> reading) {
    return patience.await(node.read(reading), "the node");
  }
}
