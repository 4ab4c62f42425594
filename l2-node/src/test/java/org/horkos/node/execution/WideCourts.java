package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.SystemStep;

/** What happens in the courts of a {@link WideLife}: drawing, votes, rulings, what seats get. */
final class WideCourts {
  private final WideHand hand;
  private final Seeded seeded;
  private final World world;
  private final List<Terms> terms;
  private final Map<Long, TreeMap<Integer, BigInteger>> ballots = new HashMap<>();
  private final Map<Long, Hash> salts = new HashMap<>();

  /** Courts that rule on these terms, by the number of the agreement. */
  WideCourts(WideHand hand, List<Terms> terms) {
    this.hand = hand;
    this.seeded = hand.seeded;
    this.world = hand.world;
    this.terms = terms;
  }

  /** Something happens in one of the disputes, if there are any. */
  void court() {
    long disputes = world.state.globals().disputes();
    if (disputes == 0) {
      return;
    }
    long dispute = seeded.below(disputes);
    Optional<Leaf.PanelLeaf> leaf = world.state.panel(dispute);
    if (leaf.isEmpty()) {
      if (seeded.oneIn(9)) {
        world.run(new SystemStep.Draw(dispute, seeded.below(2)));
      }
      return;
    }
    PanelState panel = leaf.get().state();
    switch (panel.phase()) {
      case DRAWING -> draw(dispute, panel);
      case COMMIT, REVEAL -> {
        for (int seat = 0; seat < leaf.get().seats(); seat++) {
          if (!seeded.oneIn(12)) {
            vote(dispute, seat);
          }
        }
        if (seeded.oneIn(3)) {
          hand.clock(panel.nextDeadline().orElse(world.now()) - seeded.below(2));
        }
      }
      case DONE -> {
        world.run(new SystemStep.SettleSeat(dispute, seeded.below(9)));
        collected(dispute);
      }
      case RULED, SETTLING -> {
        if (seeded.oneIn(2)) {
          world.run(new SystemStep.Draw(dispute, 0));
          leaves(dispute);
          return;
        }
        for (int seat = 0; seat < leaf.get().seats(); seat++) {
          world.run(new SystemStep.SettleSeat(dispute, seat));
        }
        world.run(new SystemStep.SettleSeat(dispute, seeded.below(leaf.get().seats() + 1)));
      }
    }
  }

  /** Who sat takes what he earned. */
  private void collected(long dispute) {
    int seats = world.state.panel(dispute).orElseThrow().seats();
    if (seats > 0) {
      Seat seat = world.state.seat(dispute, seeded.below(seats)).orElseThrow().seat();
      if (!seat.empty()) {
        collect(world.state.panel(dispute).orElseThrow().state().court(), seat.arbitrator());
      }
    }
  }

  /** Who sits and is not settled takes out his stake, waits, and asks for it. */
  private void leaves(long dispute) {
    Leaf.PanelLeaf panel = world.state.panel(dispute).orElseThrow();
    if (panel.seats() == 0) {
      return;
    }
    // Those that gain are settled last.
    Seat seat = world.state.seat(dispute, panel.seats() - 1).orElseThrow().seat();
    if (seat.empty() || seat.settled()) {
      return;
    }
    long court = panel.state().court();
    BigInteger stake =
        world.state.court(court).orElseThrow().tree().arbitrator(seat.arbitrator()).stake();
    hand.act(seat.voter(), new Action.Unstake(court, seat.arbitrator(), stake));
    hand.clock(world.now() + 31 * World.DAY);
    collect(court, seat.arbitrator());
    collect(court, seat.arbitrator());
  }

  private void collect(long court, int arbitrator) {
    Address himself =
        world.state.court(court).orElseThrow().tree().arbitrator(arbitrator).address();
    for (Address token : WideWorld.TOKENS) {
      hand.act(himself, new Action.Collect(court, arbitrator, world.l1.account(himself, token)));
    }
  }

  private void draw(long dispute, PanelState panel) {
    if (world.now() < panel.evidenceUntil()) {
      if (seeded.oneIn(3)) {
        hand.clock(panel.evidenceUntil() - seeded.below(2));
      }
    } else if (seeded.oneIn(60)) {
      hand.clock(panel.evidenceUntil() + PanelState.DRAW_PERIOD - seeded.below(2));
    }
    long beacons = world.state.globals().beacons();
    long first = 0;
    while (first < beacons && beaconTime(first) < panel.evidenceUntil()) {
      first++;
    }
    if (first == beacons || seeded.oneIn(5)) {
      hand.beacon();
      hand.inbox();
      return;
    }
    for (int i = seeded.below(30); i >= 0; i--) {
      long beacon =
          switch (seeded.below(16)) {
            case 0 -> seeded.below(beacons + 1);
            case 1 -> first + 1;
            default -> first;
          };
      world.run(new SystemStep.Draw(dispute, beacon));
    }
  }

  private long beaconTime(long beacon) {
    return world.state.beacon(beacon).map(Leaf.Beacon::blockTime).orElse(0L);
  }

  private void vote(long dispute, int seat) {
    Address voter = world.state.seat(dispute, seat).orElseThrow().seat().voter();
    Leaf.DisputeLeaf leaf = world.state.dispute(dispute).orElseThrow();
    Terms its = terms.get((int) leaf.agreement());
    long key = dispute << 8 | seat;
    TreeMap<Integer, BigInteger> ballot = ballots.computeIfAbsent(key, any -> ballot(its, leaf));
    Hash salt = salts.computeIfAbsent(key, any -> seeded.hash());
    PanelState.Phase phase = world.state.panel(dispute).orElseThrow().state().phase();
    Action action;
    if (phase == PanelState.Phase.REVEAL && !seeded.oneIn(40)) {
      TreeMap<Integer, BigInteger> shown = new TreeMap<>(ballot);
      if (seeded.oneIn(12) && !shown.isEmpty()) {
        shown.pollFirstEntry();
      } else if (seeded.oneIn(12)) {
        shown.replaceAll((fact, word) -> word.add(BigInteger.ONE));
      } else if (seeded.oneIn(12)) {
        shown.replaceAll((fact, word) -> BigInteger.TWO.pow(200));
      }
      action =
          new Action.Reveal(
              dispute, seat, seeded.oneIn(30) ? seeded.hash() : salt, new Facts(shown));
    } else {
      Hash commitment =
          Keccak.hash(
              voter.bytes(),
              its.hash().bytes(),
              new byte[] {(byte) leaf.deliverable(), 0, (byte) seat},
              Ballot.hash(ballot).bytes(),
              salt.bytes());
      action = new Action.Commit(dispute, seat, seeded.oneIn(40) ? Hash.ZERO : commitment);
    }
    hand.act(seeded.oneIn(40) ? seeded.oneOf(WideWorld.EVERYBODY).address() : voter, action);
  }

  private TreeMap<Integer, BigInteger> ballot(Terms its, Leaf.DisputeLeaf leaf) {
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    for (DisputeState.ContestedFact contested : leaf.state().forCourt()) {
      FactTerms fact = its.deliverables().get(leaf.deliverable()).facts().get(contested.fact());
      BigInteger range = fact.most().subtract(fact.least());
      ballot.put(
          contested.fact(),
          seeded.oneIn(3)
              ? fact.least().add(BigInteger.valueOf(seeded.below(range.longValueExact() + 1)))
              : seeded.oneOf(contested.claims()).word());
    }
    return ballot;
  }
}
