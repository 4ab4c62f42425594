package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** What can happen to a panel. */
public sealed interface PanelInput {
  /** The time that has passed; anybody may send it. */
  record Advance() implements PanelInput {}

  /**
   * One try for the next seat; anybody may send it.
   *
   * @param frozen the court's tree as it was when the dispute opened
   * @param court the court now: who has stake left
   * @param concerned addresses of all parties and attestors of the agreement
   * @param beacon the first scheduled one at or after the end of the evidence period
   * @param previous the time of the beacon known before it, if there is one, Unix seconds
   */
  record Draw(
      SumTree frozen, Court court, Set<Address> concerned, Beacon beacon, Optional<Long> previous)
      implements PanelInput {
    public Draw {
      concerned = Set.copyOf(concerned);
    }
  }

  /** Who sits binds his ballot. */
  record Commit(Address voter, int seat, Hash commitment) implements PanelInput {}

  /** Who sits shows the ballot that he bound. */
  record Reveal(Address voter, int seat, Hash salt, SortedMap<Integer, BigInteger> ballot)
      implements PanelInput {
    public Reveal {
      ballot = Collections.unmodifiableSortedMap(new TreeMap<>(ballot));
    }
  }

  /**
   * The dispute needs no panel any more: it was settled, or no fact was left to find. Comes from
   * the lifecycle, never from a signer. Seats are released and lose nothing.
   */
  record Dissolve() implements PanelInput {}

  /**
   * The lifecycle has applied the ruling; the court's part of the forfeits is this many base units
   * of the fee token. Never from a signer.
   */
  record Pay(BigInteger courtPart) implements PanelInput {}

  /** Pays or slashes one seat; anybody may send it. */
  record SettleSeat(int seat) implements PanelInput {}

  /**
   * A beacon of L1.
   *
   * @param time its block's, Unix seconds
   * @param seed its block's randomness
   */
  record Beacon(long time, Hash seed) {}
}
