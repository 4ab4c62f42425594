package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.value.Address;

/** What an input to a panel brought about, as data, in the order in which it happened. */
public sealed interface PanelEffect {
  /** The panel came to another phase at an instant, which may lie before the input's. */
  record Moved(PanelState.Phase from, PanelState.Phase to, long at) implements PanelEffect {}

  /** A try drew somebody who cannot sit. */
  record Passed(int seat, int attempt, int arbitrator, Cause cause) implements PanelEffect {}

  /** All tries for a seat were in vain. */
  record LeftEmpty(int seat) implements PanelEffect {}

  /** A ballot was committed to. */
  record Committed(int seat) implements PanelEffect {}

  /** A ballot was revealed. */
  record Revealed(int seat, SortedMap<Integer, BigInteger> ballot) implements PanelEffect {
    public Revealed {
      ballot = Collections.unmodifiableSortedMap(new TreeMap<>(ballot));
    }
  }

  /** The facts are found: goes to the lifecycle. */
  record Ruled(Ruling ruling, long at) implements PanelEffect {}

  /** What changes the court: {@link Court#after} applies it. */
  sealed interface OnCourt extends PanelEffect {}

  /** Somebody sits; {@code locked} base units of his stake are held until the seat is settled. */
  record Seated(int seat, int arbitrator, Address address, BigInteger locked) implements OnCourt {}

  /**
   * A seat was settled.
   *
   * @param seat which
   * @param arbitrator index in the court
   * @param released base units of stake no longer locked
   * @param feeEarned base units of the fee token
   * @param stakeGained of what others lost, base units of the stake token
   * @param stakeLost base units of the stake token
   */
  record SeatSettled(
      int seat,
      int arbitrator,
      BigInteger released,
      BigInteger feeEarned,
      BigInteger stakeGained,
      BigInteger stakeLost)
      implements OnCourt {}

  /** What no arbitrator gets: base units of the fee token and of the stake token. */
  record TreasuryGained(BigInteger fee, BigInteger stake) implements OnCourt {}

  /** Why somebody drawn cannot sit. */
  enum Cause {
    /** He is a party, performer or attestor of the agreement. */
    CONCERNED,
    /** He sits on this panel already. */
    SITS_ALREADY,
    /** The stake that the ticket fell on has been collected. */
    STAKE_TAKEN_OUT,
    /** Less than the minimum stake is free now, what is leaving included. */
    STAKE_NOT_FREE
  }
}
