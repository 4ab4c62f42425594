package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.function.Function;
import org.horkos.app.node.RunningNode;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.node.execution.Execution;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.step.Action;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.TransactionReceipt;
import org.web3j.tx.gas.StaticGasProvider;

/** What people do on L2 and with the vault: each transaction is signed by its own key. */
final class Wallet {
  private final RunningNode node;
  private final Patience patience;

  Wallet(RunningNode node, Patience patience) {
    this.node = node;
    this.patience = patience;
  }

  /**
   * Signs an action and sends it to the node; returns when its block is stored.
   *
   * @param token in which the sender has the account that signs
   * @throws DemoFailure if the node refuses
   */
  TransactionReceipt send(Person person, Address token, Action action) {
    long account = node.accountOf(person.address(), token);
    Execution.ToSign toSign =
        read(
            machine ->
                machine.execution().toSign(machine.state(), account, 0, action, machine.l1()));
    return switch (toSign) {
      case Execution.ToSign.Nothing nothing ->
          throw new DemoFailure(person.name() + " cannot sign: " + nothing.reason().sentence());
      case Execution.ToSign.Digest digest -> {
        Transaction signed =
            new Transaction(account, 0, action, person.signer().sign(digest.digest()));
        TransactionReceipt receipt =
            patience.await(node.submit(StepCodec.encode(signed)), "the node");
        if (!receipt.applied()) {
          throw new DemoFailure(
              person.name() + "'s transaction was refused: " + receipt.sentence());
        }
        yield receipt;
      }
    };
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
