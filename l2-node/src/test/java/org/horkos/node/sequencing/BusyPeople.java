package org.horkos.node.sequencing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.node.execution.Execution;
import org.horkos.node.settlement.DeployedL1;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Referent;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;

/**
 * A client, a studio and a laboratory who live website agreements as fast as they can, and two who
 * transfer money to and fro. Everybody looks at the state to see what to do, so they go on after a
 * restart of the node where it goes on.
 */
final class BusyPeople {
  private static final int TRANSFERS = 15;
  private static final int OTHER = 6;

  private final Execution execution;
  private final Hash domain;
  private final Address token;

  /** By their number among the development keys. */
  private final List<Signer> people = new ArrayList<>();

  /**
   * What everybody wants to do now.
   *
   * @param ready whether the court is there that agreements name
   * @param closed how many agreements have closed
   * @param transactions signed for the state as it is
   */
  record Plan(boolean ready, long closed, List<byte[]> transactions) {}

  BusyPeople(Execution execution, long chainId, Address rollup, Address token) {
    this.execution = execution;
    this.domain = TransactionDigest.domain(chainId, rollup).separator();
    this.token = token;
    for (int key = 0; key <= OTHER; key++) {
      people.add(NodeProcess.person(key));
    }
  }

  /** To be called between two blocks. */
  Plan plan(StepMachine machine) {
    State state = machine.state();
    List<byte[]> transactions = new ArrayList<>();
    boolean court = state.globals().courts() > 0;
    if (court) {
      transfers(state, DeployedL1.STRANGER, OTHER, transactions);
      transfers(state, OTHER, DeployedL1.STRANGER, transactions);
    } else {
      Action.CreateCourt create = new Action.CreateCourt(token, token, NodeProcess.STAKE);
      sign(machine, DeployedL1.STRANGER, Address.ZERO, create).ifPresent(transactions::add);
    }
    Map<Integer, Action> acts = new TreeMap<>();
    long closed = 0;
    for (long id = 0; id < state.globals().agreements(); id++) {
      if (state.agreement(id).orElseThrow().status() == Leaf.AgreementHead.Status.CLOSED) {
        closed++;
        continue;
      }
      for (int d = 0; d < 2; d++) {
        // One without a leaf still waits: nobody wants anything of it.
        Optional<Leaf.DeliverableLeaf> leaf = state.deliverable(id, d);
        if (leaf.isPresent()) {
          wants(id, d, leaf.get(), acts);
        }
      }
    }
    acts.forEach((key, action) -> sign(machine, key, token, action).ifPresent(transactions::add));
    return new Plan(court, closed, transactions);
  }

  /** Each does one thing at a time. */
  private static void wants(long id, int d, Leaf.DeliverableLeaf leaf, Map<Integer, Action> acts) {
    Phase phase = leaf.phase();
    if (phase == Phase.OPEN) {
      BigInteger document = BigInteger.valueOf(4_711);
      Facts facts =
          d == 0
              ? Facts.of(Map.of(0, document, 1, BigInteger.TEN))
              : Facts.of(Map.of(0, BigInteger.valueOf(92)));
      acts.putIfAbsent(DeployedL1.STUDIO, new Action.Deliver(id, d, facts));
    } else if (phase == Phase.ANSWERING) {
      int asked = d == 0 ? 2 : 1;
      acts.putIfAbsent(DeployedL1.CLIENT, new Action.Answer(id, d, asked, BigInteger.ZERO));
      if (d == 1) {
        acts.putIfAbsent(DeployedL1.LAB, new Action.Answer(id, d, 0, BigInteger.valueOf(91)));
      }
    } else if (phase == Phase.ASSERTED) {
      acts.putIfAbsent(DeployedL1.CLIENT, new Action.Accept(id, d));
      acts.putIfAbsent(DeployedL1.STUDIO, new Action.Accept(id, d));
    }
  }

  private Optional<byte[]> sign(StepMachine machine, int key, Address of, Action action) {
    Signer signer = people.get(key);
    Optional<Long> account = account(machine.state(), signer.address(), of);
    if (account.isPresent()
        && execution.toSign(machine.state(), account.get(), 0, action, machine.l1())
            instanceof Execution.ToSign.Digest digest) {
      Transaction signed = new Transaction(account.get(), 0, action, signer.sign(digest.digest()));
      // What would be turned away is not sent: the test asserts that nothing is.
      return machine.check(signed, Long.MAX_VALUE >>> 32).applied()
          ? Optional.of(StepCodec.encode(signed))
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Many at once, so that a kill meets some that wait. */
  private void transfers(State state, int from, int to, List<byte[]> transactions) {
    Signer signer = people.get(from);
    Optional<Long> account = account(state, signer.address(), Address.ZERO);
    Address receiver = people.get(to).address();
    Optional<Long> other = account(state, receiver, Address.ZERO);
    if (account.isEmpty() || other.isEmpty()) {
      return;
    }
    long nonce = state.account(account.get()).orElseThrow().nonce();
    Action action = new Action.Transfer(other.get(), BigInteger.ONE);
    for (int i = 0; i < TRANSFERS; i++) {
      Hash digest =
          TransactionDigest.of(
              domain,
              new TransactionDigest.Payer(signer.address(), Address.ZERO, nonce + i),
              0,
              action,
              new Referent.Recipient(receiver));
      transactions.add(
          StepCodec.encode(
              new Transaction(account.get(), 0, action, Signature.NONE).with(signer.sign(digest))));
    }
  }

  private static Optional<Long> account(State state, Address owner, Address of) {
    for (long id = 1; id <= state.globals().accounts(); id++) {
      Leaf.Account account = state.account(id).orElseThrow();
      if (account.owner().equals(owner) && account.token().equals(of)) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }
}
