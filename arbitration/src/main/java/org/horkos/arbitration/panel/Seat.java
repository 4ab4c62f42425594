package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * One seat of a panel.
 *
 * @param arbitrator index in the court's sum tree; {@link #NOBODY} if the seat stayed empty
 * @param voter the arbitrator's address; zero if the seat stayed empty
 * @param commitment what binds the ballot, once given
 * @param ballot per contested fact its word, once revealed
 * @param settled whether it has been paid or slashed
 */
public record Seat(
    int arbitrator,
    Address voter,
    Optional<Hash> commitment,
    Optional<SortedMap<Integer, BigInteger>> ballot,
    boolean settled) {
  /** {@link #arbitrator()} of a seat that stayed empty. */
  public static final int NOBODY = -1;

  /** A seat for which 32 tries found nobody. */
  public static final Seat EMPTY =
      new Seat(NOBODY, Address.ZERO, Optional.empty(), Optional.empty(), true);

  public Seat {
    ballot = ballot.map(words -> Collections.unmodifiableSortedMap(new TreeMap<>(words)));
  }

  /** A seat that an arbitrator was drawn for. */
  public static Seat of(int arbitrator, Address voter) {
    return new Seat(arbitrator, voter, Optional.empty(), Optional.empty(), false);
  }

  /** Whether nobody sits here. */
  public boolean empty() {
    return arbitrator == NOBODY;
  }

  Seat committed(Hash hash) {
    return new Seat(arbitrator, voter, Optional.of(hash), ballot, settled);
  }

  Seat revealed(SortedMap<Integer, BigInteger> words) {
    return new Seat(arbitrator, voter, commitment, Optional.of(words), settled);
  }

  Seat closed() {
    return new Seat(arbitrator, voter, commitment, ballot, true);
  }
}
