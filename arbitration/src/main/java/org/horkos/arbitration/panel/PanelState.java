package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;

/**
 * The panel of one round of a dispute. It exists from the dispute's opening on, since it keeps the
 * court as it was then. Times are Unix seconds, 0 before they are known.
 *
 * @param court the court's id
 * @param frozenRoot root of the court's sum tree when the dispute opened
 * @param frozenTotal its total stake then
 * @param evidenceUntil end of the evidence period: the beacon is of then or later
 * @param drawUntil end of drawing: who sits by then votes
 * @param phase where it stands
 * @param seed of the beacon, from the first try on
 * @param tries for the seat that is next to be drawn
 * @param seats those drawn, or given up as empty, so far
 * @param commitUntil end of committing
 * @param revealUntil end of revealing
 * @param coherent bit s: seat s voted as was found; known from RULED on
 * @param silent bit s: seat s did not commit and reveal; known from RULED on
 * @param courtPart what the ruling's forfeits give the court, base units of the fee token; known
 *     once the lifecycle has applied the ruling
 * @param pool what settled losing seats lost and nobody gained yet, base units of the stake token
 */
public record PanelState(
    long court,
    Hash frozenRoot,
    BigInteger frozenTotal,
    long evidenceUntil,
    long drawUntil,
    Phase phase,
    Optional<Hash> seed,
    int tries,
    List<Seat> seats,
    long commitUntil,
    long revealUntil,
    int coherent,
    int silent,
    BigInteger courtPart,
    BigInteger pool) {
  /** Seconds after the evidence period within which the seats are drawn: 3 days. */
  public static final long DRAW_PERIOD = 3 * 86_400L;

  /** Tries per seat before it stays empty. */
  public static final int MAX_TRIES = 32;

  /** The most seats of a panel. */
  public static final int MAX_SEATS = 31;

  public PanelState {
    seats = List.copyOf(seats);
    if (seats.size() > MAX_SEATS) {
      throw new IllegalArgumentException("a panel has at most " + MAX_SEATS + " seats");
    }
  }

  /**
   * The panel of a dispute that opens now.
   *
   * @param court the court's id
   * @param tree its arbitrators now
   * @param evidenceUntil when the dispute's evidence period ends
   */
  public static PanelState opened(long court, SumTree tree, long evidenceUntil) {
    return new PanelState(
        court,
        tree.root(),
        tree.total(),
        evidenceUntil,
        evidenceUntil + DRAW_PERIOD,
        Phase.DRAWING,
        Optional.empty(),
        0,
        List.of(),
        0,
        0,
        0,
        0,
        BigInteger.ZERO,
        BigInteger.ZERO);
  }

  /** Where a panel stands. The ordinal is the byte in its leaf. */
  public enum Phase {
    /** Seats are drawn, once the evidence period is over and its beacon is known. */
    DRAWING,
    /** Those who sit commit to ballots. */
    COMMIT,
    /** They reveal them. */
    REVEAL,
    /** The facts are found; the lifecycle applies them and says what the court's part is. */
    RULED,
    /** Seats are paid or lose stake, one a step. */
    SETTLING,
    /** All seats are settled. */
    DONE
  }

  /** How many seats somebody sits in. */
  public int seated() {
    return (int) seats.stream().filter(seat -> !seat.empty()).count();
  }

  /**
   * The instant at which time alone moves this panel on, if there is one.
   *
   * @return Unix seconds
   */
  public Optional<Long> nextDeadline() {
    return switch (phase) {
      case DRAWING -> Optional.of(frozenTotal.signum() == 0 ? evidenceUntil : drawUntil);
      case COMMIT -> Optional.of(commitUntil);
      case REVEAL -> Optional.of(revealUntil);
      case RULED, SETTLING, DONE -> Optional.empty();
    };
  }

  /**
   * The seat that is settled next: those that lose come first, since what they lose pays the
   * others.
   *
   * @return empty unless the panel is settling
   */
  public Optional<Integer> nextToSettle() {
    if (phase != Phase.SETTLING) {
      return Optional.empty();
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int s = 0; s < seats.size(); s++) {
        boolean gains = (coherent >> s & 1) == 1;
        if (!seats.get(s).settled() && gains == (pass == 1)) {
          return Optional.of(s);
        }
      }
    }
    return Optional.empty();
  }

  PanelState in(Phase next) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        next,
        seed,
        tries,
        seats,
        commitUntil,
        revealUntil,
        coherent,
        silent,
        courtPart,
        pool);
  }

  PanelState drawing(Hash fixedSeed, int nextTry, List<Seat> now) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        Optional.of(fixedSeed),
        nextTry,
        now,
        commitUntil,
        revealUntil,
        coherent,
        silent,
        courtPart,
        pool);
  }

  /** The panel with these seats: for whoever keeps panels and seats apart. */
  public PanelState withSeats(List<Seat> now) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        seed,
        tries,
        now,
        commitUntil,
        revealUntil,
        coherent,
        silent,
        courtPart,
        pool);
  }

  PanelState voting(long commitEnd, long revealEnd) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        seed,
        tries,
        seats,
        commitEnd,
        revealEnd,
        coherent,
        silent,
        courtPart,
        pool);
  }

  PanelState judged(int coherentSeats, int silentSeats) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        seed,
        tries,
        seats,
        commitUntil,
        revealUntil,
        coherentSeats,
        silentSeats,
        courtPart,
        pool);
  }

  PanelState paid(BigInteger part) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        seed,
        tries,
        seats,
        commitUntil,
        revealUntil,
        coherent,
        silent,
        part,
        pool);
  }

  PanelState pooled(BigInteger lost) {
    return new PanelState(
        court,
        frozenRoot,
        frozenTotal,
        evidenceUntil,
        drawUntil,
        phase,
        seed,
        tries,
        seats,
        commitUntil,
        revealUntil,
        coherent,
        silent,
        courtPart,
        lost);
  }
}
