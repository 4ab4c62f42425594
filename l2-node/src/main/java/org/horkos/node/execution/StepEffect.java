package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.Optional;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.state.Leaf;

/** What a step brought about, as data, in the order in which it happened. */
public sealed interface StepEffect {
  /** L2 time moved on. */
  record TimeMoved(long time) implements StepEffect {}

  /** An inbox message was consumed. */
  record Consumed(long index, int kind) implements StepEffect {}

  /** The message that was consumed changed nothing else. */
  record MessageIgnored(long index, Reason reason) implements StepEffect {}

  /** An account got its number. */
  record AccountOpened(long account, Address owner, Address token) implements StepEffect {}

  /** A fee was paid: out of {@code account}, or out of an agreement's fee pot. */
  record FeePaid(long account, Optional<Long> fromPotOf, BigInteger amount) implements StepEffect {}

  /** An account's balance grew. */
  record Credited(long account, BigInteger amount) implements StepEffect {}

  /** An account's balance shrank. */
  record Debited(long account, BigInteger amount) implements StepEffect {}

  /** An agreement got its number and began. */
  record AgreementBegan(long agreement, Hash termsHash) implements StepEffect {}

  /** Something happened in an agreement. */
  record InAgreement(long agreement, Effect effect) implements StepEffect {}

  /** A dispute got its number. */
  record DisputeOpened(long dispute, long agreement, int deliverable) implements StepEffect {}

  /** Something happened on the panel of a dispute. */
  record OnPanel(long dispute, PanelEffect effect) implements StepEffect {}

  /** A court was made. */
  record CourtMade(long court) implements StepEffect {}

  /** A court's arbitrator staked, took stake out, or collected. */
  record StakeChanged(long court, long arbitrator) implements StepEffect {}

  /** A beacon was taken in. */
  record BeaconTaken(long number, Leaf.Beacon beacon) implements StepEffect {}

  /** A message to L1 was sent. */
  record Sent(long number, Leaf.OutboxLeaf message) implements StepEffect {}

  /**
   * Drools and the rule program differ over what a message of L1 brought about, and the rule
   * program's verdict stands: L1 re-executes that.
   *
   * @param sentence both verdicts and the facts, for a person
   */
  record VerdictsDiffered(String sentence) implements StepEffect {}

  /** Somebody else earns the fees from now on. */
  record CollectorSet(long account) implements StepEffect {}
}
