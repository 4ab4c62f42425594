package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.value.Hash;

/**
 * The state of one deliverable. Times are Unix seconds, 0 before they are known.
 *
 * @param phase where it stands
 * @param end how it ended; {@link End#NONE} until then
 * @param due its due time, as moved so far; known from Open on
 * @param missed the deadline of Open, as moved so far; known from Open on
 * @param attempt deliveries so far
 * @param deliveredAt of the last delivery; 0 before the first and again after a reopening, so that
 *     an asserted verdict with 0 here is that of a missed deliverable
 * @param assertedAt when the standing verdict was asserted
 * @param endedAt when it ended: the instant at which its last window passed, not when that was
 *     noticed
 * @param facts one per fact of the terms; emptied by a redelivery
 * @param accepted bit p: party p has accepted the standing verdict
 * @param settlement the facts proposed for a settlement and who agreed so far
 * @param dispute the dispute, from the first challenge on; there is at most one in a life
 * @param tally of money that is owed here, or of a contest's entries
 */
public record DeliverableState(
    Phase phase,
    End end,
    long due,
    long missed,
    int attempt,
    long deliveredAt,
    long assertedAt,
    long endedAt,
    List<FactState> facts,
    int accepted,
    Optional<Settlement> settlement,
    Optional<DisputeState> dispute,
    Tally tally) {
  public DeliverableState {
    facts = List.copyOf(facts);
  }

  /** One that keeps no tally. */
  public DeliverableState(
      Phase phase,
      End end,
      long due,
      long missed,
      int attempt,
      long deliveredAt,
      long assertedAt,
      long endedAt,
      List<FactState> facts,
      int accepted,
      Optional<Settlement> settlement,
      Optional<DisputeState> dispute) {
    this(
        phase,
        end,
        due,
        missed,
        attempt,
        deliveredAt,
        assertedAt,
        endedAt,
        facts,
        accepted,
        settlement,
        dispute,
        Tally.NONE);
  }

  /** The same with another tally. */
  DeliverableState with(Tally other) {
    return new DeliverableState(
        phase,
        end,
        due,
        missed,
        attempt,
        deliveredAt,
        assertedAt,
        endedAt,
        facts,
        accepted,
        settlement,
        dispute,
        other);
  }

  /** Whether it has ended: nothing will happen to it any more. */
  public boolean ended() {
    return end != End.NONE;
  }

  /**
   * What is in one of its pots, base units: all that the terms pledge until it ends, then 0. (Of an
   * open seat's pots the money comes when somebody joins.)
   */
  public BigInteger left(Pot pot) {
    return ended() ? BigInteger.ZERO : pot.amount();
  }

  /** The states of DESIGN section 6. The ordinal is the byte in the leaf. */
  public enum Phase {
    WAITING,
    OPEN,
    ANSWERING,
    ASSERTED,
    DISPUTED,
    EXECUTED,
    CANCELLED
  }

  /** How a deliverable ended. The ordinal is the byte in the leaf. */
  public enum End {
    /** It has not ended. */
    NONE,
    /** Award above 0. */
    KEPT,
    /** Delivered, award 0. */
    FAILED,
    /** Nothing delivered in time. */
    MISSED,
    /** What it waited for did not come: its money went back. */
    CANCELLED
  }

  /**
   * What is known of one fact.
   *
   * @param claimed what the performer stated with the delivery
   * @param answered what another source stated
   */
  public record FactState(Optional<BigInteger> claimed, Optional<BigInteger> answered) {
    /** Nothing known. */
    public static final FactState UNKNOWN = new FactState(Optional.empty(), Optional.empty());
  }

  /**
   * A settlement on facts that is being agreed on.
   *
   * @param factsHash of all facts of the deliverable
   * @param agreed bit p: party p agrees
   */
  public record Settlement(Hash factsHash, int agreed) {}
}
