package org.horkos.node.step;

import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * What the indexes of an action point to in the state. A digest signs these and never the indexes,
 * so a signature cannot be turned to something else by numbering things anew.
 */
public sealed interface Referent {
  /** An action that points to nothing: Withdraw, CreateCourt, Stake, Unstake. */
  record Nothing() implements Referent {}

  /** The owner of the account that a Transfer or Collect goes to. */
  record Recipient(Address owner) implements Referent {}

  /**
   * The deliverable of an agreement.
   *
   * @param termsHash of the agreement
   * @param attempt deliveries so far; what a Deliver signs is this and 1
   * @param assertedFacts hash of the asserted facts; only Accept signs it
   */
  record Deliverable(Hash termsHash, int attempt, Hash assertedFacts) implements Referent {}

  /**
   * The round of a dispute.
   *
   * @param termsHash of the agreement
   * @param deliverable that is disputed
   * @param round from 0
   */
  record Round(Hash termsHash, int deliverable, int round) implements Referent {}
}
