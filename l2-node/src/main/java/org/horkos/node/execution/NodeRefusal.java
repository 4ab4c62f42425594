package org.horkos.node.execution;

/**
 * Why the node itself ignores or refuses a step, before or beside the state machines of the rooms.
 */
public enum NodeRefusal {
  // Ignored: nothing changes but the count of steps.
  /** Not in its one canonical form. */
  MALFORMED("The step is not in its canonical form. Encode it as docs/protocol/steps.md says."),
  /** No such account. */
  UNKNOWN_ACCOUNT("There is no account of this number. Deposit first; the deposit makes it."),
  /** No such agreement. */
  UNKNOWN_AGREEMENT(
      "There is no agreement of this number. It begins when all named parties have paid in on L1."),
  /** No such deliverable. */
  UNKNOWN_DELIVERABLE("The agreement has no deliverable of this number. Count from 0."),
  /** No such dispute. */
  UNKNOWN_DISPUTE("There is no dispute of this number. The agreement's page names its disputes."),
  /** No court judges it. */
  NO_PANEL(
      "This dispute has no panel: its court does not exist on L2, or earns in another token than the"
          + " bonds are in. The asserted facts stand when its time is over."),
  /** Nobody of this account signed it. */
  BAD_SIGNATURE(
      "The signature is not that of the account's owner over what the step says. Sign it again,"
          + " with the owner's key, for this chain and rollup, and with a low s."),
  /** Signed for another nonce; only found when somebody asks beforehand. */
  WRONG_NONCE(
      "The signature is for another nonce. Ask for the account's nonce and sign again: a step counts"
          + " once."),
  /** The fee cannot be paid. */
  INSUFFICIENT_FEE(
      "Neither the account nor the agreement's fee pot can pay the fee; a pot pays at most a"
          + " hundredth of what is in it at once. Deposit, or offer less."),
  /** Not what a clock step may say. */
  CLOCK_NOT_AHEAD("A clock step moves time forward, up to the end of its batch."),
  /** It names another count. */
  CLOCK_WRONG_INBOX_COUNT("A clock step names how many inbox messages have been consumed."),
  /** An inbox message is older. */
  CLOCK_PASSES_MESSAGE("An inbox message from before this time is still to be consumed first."),
  /** None is left. */
  NO_MESSAGE("The batch allows no further inbox message."),
  /** A collector must exist. */
  UNKNOWN_COLLECTOR("There is no account of this number to earn the fees."),
  /** Only the sequencer sends it. */
  NOT_BY_INBOX("A step of this kind cannot be forced through the inbox."),
  /** The inbox message is of another account. */
  FORCED_FOR_ANOTHER_ACCOUNT("The forced step names another account than the message does."),
  /** Bytes left over, or missing. */
  MALFORMED_MESSAGE("The inbox message's payload is not what its kind demands."),
  /** A kind that does not exist. */
  UNKNOWN_MESSAGE("There is no inbox message of this kind."),
  /** Ids are given in order. */
  ACCOUNT_OUT_OF_ORDER("The message names an account that is neither known nor the next one."),
  /** The money would not fit. */
  BALANCE_TOO_LARGE("A balance is at most 2^128 - 1 base units."),
  /** L1 numbers agreements in order. */
  AGREEMENT_OUT_OF_ORDER("The message names an agreement that is not the next one."),
  /** All numbers are given. */
  NO_NUMBER_LEFT("There is no number left for this."),
  /** It is another agreement's escrow. */
  NOT_ITS_ESCROW("The message does not come from the agreement's escrow."),

  // Refused: the fee is paid and the nonce used.
  /** Nothing to move. */
  NOTHING_MOVED("The amount is 0. Name an amount above 0."),
  /** Not enough. */
  INSUFFICIENT_BALANCE("The account holds less than this after the fee. Name less, or deposit."),
  /** The recipient must exist. */
  UNKNOWN_RECIPIENT("There is no account of this number to pay to."),
  /** One token at a time. */
  OTHER_TOKEN("The account is of another token. Use an account of the token that is moved."),
  /** No such court. */
  UNKNOWN_COURT("There is no court of this number."),
  /** Out of range. */
  BAD_MINIMUM_STAKE("A court's minimum stake lies between 1 and 2^120 - 1 base units."),
  /** No such beacon. */
  UNKNOWN_BEACON("There is no beacon of this number, or it is too old. Name one that is known.");

  private static final int FIRST_CODE = 200;

  private final String sentence;

  NodeRefusal(String sentence) {
    this.sentence = sentence;
  }

  /** The number that the Solidity twin gives it, from 200 up. */
  public int code() {
    return FIRST_CODE + ordinal();
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
