package org.horkos.engine.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;

/**
 * The state of one agreement on L2.
 *
 * @param status where it stands as a whole
 * @param start Unix second in which the last named party's money came in
 * @param settledAt Unix second in which all settled on L1; 0 unless settled
 * @param members per party its address and when it joined; a named party joined at {@code start}
 * @param deliverables one each, in the order of the terms
 * @param ended how many of them have ended: all have when it equals their number, which so can be
 *     seen without reading them
 * @param messages how many outbox messages it has sent to its escrow: the next one's sequence
 * @param allEnded that the end of one deliverable has ended all others
 */
public record AgreementState(
    Status status,
    long start,
    long settledAt,
    List<Member> members,
    List<DeliverableState> deliverables,
    int ended,
    long messages,
    Optional<AllEnded> allEnded) {
  public AgreementState {
    members = List.copyOf(members);
    deliverables = List.copyOf(deliverables);
  }

  /** The same with another state of one deliverable. */
  public AgreementState with(int index, DeliverableState changed) {
    List<DeliverableState> all = new ArrayList<>(deliverables);
    all.set(index, changed);
    return new AgreementState(status, start, settledAt, members, all, ended, messages, allEnded);
  }

  /**
   * A deliverable has ended in a way that ends everything: what waits or is open ends with it.
   *
   * @param at Unix second of its end
   * @param by its performer: what he still owes is missed, everything else is cancelled
   */
  public record AllEnded(long at, int by) {}

  /** Where an agreement stands. The ordinal is the byte in its leaf. */
  public enum Status {
    /** Its deliverables run. */
    ACTIVE,
    /** Settled on L1 by all: only disputes run on, for the court's and burn's sake. */
    SETTLED,
    /** Every deliverable has ended. */
    CLOSED
  }

  /**
   * Who sits in a party's seat.
   *
   * @param account empty while the seat is open
   * @param joinedAt Unix second; 0 while the seat is open
   */
  public record Member(Optional<Address> account, long joinedAt) {}
}
