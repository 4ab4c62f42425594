package org.horkos.node.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.arbitration.panel.PanelInput;
import org.horkos.arbitration.panel.PanelResult;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.packed.PackedWriter;

/** Panels as the structs of their Solidity twin. */
final class PanelTuples {
  private static final Seat NO_SEAT =
      new Seat(0, Address.ZERO, Optional.empty(), Optional.empty(), false);

  private PanelTuples() {}

  /** PanelCase. */
  static List<Object> sitting(PanelTerms terms, PanelState panel, long now) {
    List<Object> facts = new ArrayList<>();
    terms
        .facts()
        .forEach(
            (fact, of) -> facts.add(List.of(fact, of.kind().ordinal(), of.least(), of.most())));
    List<Object> seats = new ArrayList<>();
    panel.seats().forEach(seat -> seats.add(seat(seat)));
    List<Object> termsTuple =
        List.of(
            terms.dispute(),
            terms.termsHash(),
            terms.deliverable(),
            terms.round(),
            terms.draws(),
            terms.commit(),
            terms.reveal(),
            terms.minimumStake(),
            facts);
    return List.of(termsTuple, panel(panel), seats, now);
  }

  private static List<Object> panel(PanelState panel) {
    return List.of(
        panel.court(),
        panel.frozenRoot(),
        panel.frozenTotal(),
        panel.evidenceUntil(),
        panel.drawUntil(),
        panel.phase().ordinal(),
        panel.seed().isPresent(),
        panel.seed().orElse(Hash.ZERO),
        panel.tries(),
        panel.seats().size(),
        panel.commitUntil(),
        panel.revealUntil(),
        panel.coherent(),
        panel.silent(),
        panel.courtPart(),
        panel.pool());
  }

  private static List<Object> seat(Seat seat) {
    return List.of(
        seat.arbitrator() & 0xffff_ffffL,
        seat.voter(),
        seat.commitment().isPresent(),
        seat.commitment().orElse(Hash.ZERO),
        seat.ballot().isPresent(),
        seat.ballot().map(PanelTuples::ballot).orElse(new byte[0]),
        seat.settled());
  }

  /** A ballot as a leaf has it. */
  static byte[] ballot(SortedMap<Integer, BigInteger> ballot) {
    PackedWriter out = new PackedWriter().u8(ballot.size());
    ballot.forEach((fact, word) -> out.u8(fact).word(word));
    return out.toBytes();
  }

  /** Draw. */
  static List<Object> draw(PanelInput.Draw draw) {
    return List.of(
        List.copyOf(draw.concerned()),
        draw.beacon().time(),
        draw.beacon().seed(),
        draw.previous().isPresent(),
        draw.previous().orElse(0L));
  }

  /** Arbitrator. */
  static List<Object> arbitrator(Arbitrator one) {
    return List.of(
        one.address(), one.stake(), one.locked(), one.earned(), one.leaving(), one.leavesAt());
  }

  /** Court. */
  static List<Object> court(Court court) {
    return List.of(
        court.owner(),
        court.stakeToken(),
        court.feeToken(),
        court.minimumStake(),
        court.arbitrators(),
        court.root(),
        court.total(),
        court.feeTreasury(),
        court.stakeTreasury());
  }

  /** PanelResult. */
  static List<Object> result(PanelState before, PanelResult.Applied applied) {
    PanelState after = applied.state();
    int changed = -1;
    for (int s = 0; s < after.seats().size(); s++) {
      boolean same =
          s < before.seats().size() && before.seats().get(s).equals(after.seats().get(s));
      if (!same) {
        if (changed >= 0) {
          throw new IllegalStateException("two seats changed in one step");
        }
        changed = s;
      }
    }
    Optional<PanelEffect.Ruled> ruled = only(applied.effects(), PanelEffect.Ruled.class);
    Optional<PanelEffect.Seated> seated = only(applied.effects(), PanelEffect.Seated.class);
    Optional<PanelEffect.SeatSettled> settled =
        only(applied.effects(), PanelEffect.SeatSettled.class);
    BigInteger fee = BigInteger.ZERO;
    BigInteger stake = BigInteger.ZERO;
    for (PanelEffect effect : applied.effects()) {
      if (effect instanceof PanelEffect.TreasuryGained gained) {
        fee = fee.add(gained.fee());
        stake = stake.add(gained.stake());
      }
    }
    return List.of(
        0,
        panel(after),
        changed >= 0,
        Math.max(changed, 0),
        seat(changed >= 0 ? after.seats().get(changed) : NO_SEAT),
        ruled.isPresent(),
        ruled.map(PanelEffect.Ruled::at).orElse(0L),
        ruled.map(one -> found(one.ruling())).orElse(List.of()),
        seated.isPresent() ? 1 : settled.isPresent() ? 2 : 0,
        seated
            .map(PanelEffect.Seated::arbitrator)
            .or(() -> settled.map(PanelEffect.SeatSettled::arbitrator))
            .orElse(0),
        seated.map(PanelEffect.Seated::locked).orElse(BigInteger.ZERO),
        settled.map(PanelEffect.SeatSettled::released).orElse(BigInteger.ZERO),
        settled.map(PanelEffect.SeatSettled::feeEarned).orElse(BigInteger.ZERO),
        settled.map(PanelEffect.SeatSettled::stakeGained).orElse(BigInteger.ZERO),
        settled.map(PanelEffect.SeatSettled::stakeLost).orElse(BigInteger.ZERO),
        fee,
        stake);
  }

  /** Found[]. */
  static List<Object> found(Ruling ruling) {
    List<Object> found = new ArrayList<>();
    ruling
        .found()
        .forEach(
            (fact, word) ->
                found.add(List.of(fact, word.isPresent(), word.orElse(BigInteger.ZERO))));
    return found;
  }

  private static <T extends PanelEffect> Optional<T> only(List<PanelEffect> all, Class<T> kind) {
    List<T> found = all.stream().filter(kind::isInstance).map(kind::cast).toList();
    if (found.size() > 1) {
      throw new IllegalStateException("a step has two effects of the kind " + kind);
    }
    return found.stream().findFirst();
  }
}
