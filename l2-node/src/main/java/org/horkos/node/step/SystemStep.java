package org.horkos.node.step;

/** An unsigned step, with which the sequencer moves time, the inbox and courts on. */
public sealed interface SystemStep extends Step {
  /**
   * Time moves on.
   *
   * @param time Unix seconds from now on
   * @param inboxCount how many inbox messages have been consumed so far
   */
  record Clock(long time, long inboxCount) implements SystemStep {}

  /** The next inbox message is consumed. */
  record Inbox() implements SystemStep {}

  /**
   * The time that has passed is applied to one deliverable and its dispute.
   *
   * @param agreement its id
   * @param deliverable its index in the terms
   */
  record Advance(long agreement, int deliverable) implements SystemStep {}

  /**
   * One try for the next seat of a panel.
   *
   * @param dispute its id
   * @param beacon the number of the beacon whose seed draws
   */
  record Draw(long dispute, long beacon) implements SystemStep {}

  /**
   * One seat is paid or loses stake, after the ruling.
   *
   * @param dispute its id
   * @param seat which one
   */
  record SettleSeat(long dispute, int seat) implements SystemStep {}

  /**
   * Says who earns the fees from now on.
   *
   * @param account an account; fees are taken in its token alone. 0: no fees are taken
   */
  record Collector(long account) implements SystemStep {}
}
