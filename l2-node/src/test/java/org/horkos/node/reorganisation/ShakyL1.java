package org.horkos.node.reorganisation;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.Execution;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.TransactionDigest;

/** A rollup on a real L1 that mines on demand and whose blocks can be replaced. */
final class ShakyL1 implements AutoCloseable {
  static final int SEQUENCER = 1;
  static final long WINDOW = 3_600;
  static final long LAG = 1;

  private final Anvil anvil = Anvil.start();
  private final Contracts contracts;
  private L1Connection l1 = L1Connection.open(anvil.url());

  ShakyL1() {
    new DevelopmentL1(l1).mineOnDemand();
    contracts =
        new Deployment(account(SEQUENCER).address(), State.genesis().root(), WINDOW, LAG)
            .deploy(l1, account(0));
    new Bond(l1, contracts, account(SEQUENCER)).put();
    mine(3);
  }

  Contracts contracts() {
    return contracts;
  }

  L1Connection l1() {
    return l1;
  }

  L1Account account(int key) {
    return l1.account(DevelopmentKeys.key(key));
  }

  Signer signer(int key) {
    return new Signer(DevelopmentKeys.key(key).getEcKeyPair());
  }

  Rollup rollup() {
    return Wrappers.reading(l1, contracts).rollup();
  }

  long height() {
    return Wrappers.ask(rollup().height()).longValueExact();
  }

  /** So many blocks, two seconds each. */
  L1Block mine(int blocks) {
    return new DevelopmentL1(l1).advance(2L * blocks, blocks);
  }

  /** Seconds in one block. */
  void pass(long seconds) {
    new DevelopmentL1(l1).advance(seconds, 1);
  }

  /** Replaces the newest blocks by as many empty ones; what was in them is gone. */
  void replace(int depth) {
    new DevelopmentL1(l1).reorganise(depth);
    reconnect();
  }

  /** Takes the newest blocks away. */
  void takeBack(int depth) {
    new DevelopmentL1(l1).takeBack(depth);
    reconnect();
  }

  /** As who comes anew: no nonce is remembered. */
  private void reconnect() {
    l1.close();
    l1 = L1Connection.open(anvil.url());
    contracts.check(l1);
  }

  /** Deposits ETH for a key's owner. */
  void deposit(int key, long amount) {
    BigInteger wei = BigInteger.valueOf(amount);
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account(key), "deposit")
            .vault()
            .deposit(Address.ZERO.toString(), wei, account(key).address().toString(), wei));
  }

  long messages() {
    return Wrappers.ask(Wrappers.reading(l1, contracts).inbox().length()).longValueExact();
  }

  Execution execution() {
    return new Execution(
        TransactionDigest.domain(l1.chainId(), contracts.rollup()),
        contracts.vault(),
        RuleMachine::new,
        Recovery.fastest());
  }

  @Override
  public void close() {
    l1.close();
    anvil.close();
  }
}
