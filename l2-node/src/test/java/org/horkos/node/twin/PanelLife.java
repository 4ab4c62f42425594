package org.horkos.node.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.Panel;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.arbitration.panel.PanelInput;
import org.horkos.arbitration.panel.PanelResult;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;

/**
 * The life of one panel in Java, from a seed: mostly what honest people send, among it whatever
 * else anybody can. Effects go back into the court.
 */
final class PanelLife {
  private static final Address TOKEN = Address.ZERO;

  private final Seeded seeded;
  private final RandomDisputes words;
  private final Set<Address> concerned = new HashSet<>();
  private final Map<Integer, SortedMap<Integer, BigInteger>> ballots = new HashMap<>();
  private final Map<Integer, Hash> salts = new HashMap<>();
  private final SortedMap<Integer, BigInteger> common = new TreeMap<>();
  private final Hash seed;
  private final int diligence;
  private final boolean calm;

  final SumTree frozen;
  final PanelTerms terms;
  Court court;
  PanelState state;
  long now;

  PanelLife(Seeded seeded) {
    this.seeded = seeded;
    this.words = new RandomDisputes(seeded);
    this.seed = seeded.hash();
    this.diligence = 2 + seeded.below(20);
    boolean full = seeded.oneIn(6);
    this.calm = full && !seeded.oneIn(4);
    BigInteger minimum =
        seeded.oneIn(3)
            ? BigInteger.ONE.shiftLeft(120).subtract(BigInteger.ONE)
            : BigInteger.valueOf(1 + seeded.below(200));
    this.court = Court.created(seeded.address(), TOKEN, seeded.address(), minimum);
    int arbitrators = full ? 40 : seeded.below(9);
    for (int i = 0; i < arbitrators; i++) {
      Address who =
          i > 0 && seeded.oneIn(12) ? court.tree().arbitrator(i - 1).address() : seeded.address();
      BigInteger stake = minimum.multiply(BigInteger.valueOf(1 + seeded.below(3)));
      court =
          applied(new Court.Input.Stake(who, i, stake.add(BigInteger.valueOf(seeded.below(9)))), 0);
      if (seeded.oneIn(9)) {
        concerned.add(who);
      }
    }
    concerned.add(seeded.address());
    this.frozen = court.tree();
    this.terms =
        new PanelTerms(
            seeded.below(1L << 28),
            seeded.hash(),
            seeded.below(62),
            seeded.below(5),
            full ? 31 : 1 + seeded.below(7),
            500 + seeded.below(100_000L),
            500 + seeded.below(100_000L),
            minimum,
            facts());
    terms.facts().forEach((fact, of) -> common.put(fact, words.word(of)));
    long evidenceUntil = 1_700_000_000L + seeded.below(1_000_000L);
    this.state = PanelState.opened(seeded.below(100), frozen, evidenceUntil);
    this.now = seeded.oneIn(8) ? evidenceUntil - seeded.below(3) : evidenceUntil + seeded.below(90);
  }

  private SortedMap<Integer, FactTerms> facts() {
    SortedMap<Integer, FactTerms> facts = new TreeMap<>();
    for (int i = seeded.oneIn(30) ? 0 : 1 + seeded.below(8); i > 0; i--) {
      facts.put(
          seeded.below(32),
          words.fact(seeded.oneIn(2) ? Kind.CHOICE : i % 2 == 0 ? Kind.NUMBER : Kind.TIME));
    }
    return facts;
  }

  /** The next input; time has passed before it. */
  PanelInput next() {
    pass();
    if (seeded.oneIn(calm ? 25 : 12)) {
      return any();
    }
    boolean waits = terms.facts().isEmpty() && seeded.oneIn(9);
    if (waits) {
      now += PanelState.DRAW_PERIOD;
    }
    if (state.nextDeadline().filter(deadline -> deadline <= now).isPresent() && !seeded.oneIn(4)) {
      return new PanelInput.Advance();
    }
    return switch (state.phase()) {
      case DRAWING -> draw();
      case COMMIT -> commit(diligent(seat -> seat.commitment().isEmpty()));
      case REVEAL ->
          reveal(diligent(seat -> seat.commitment().isPresent() && seat.ballot().isEmpty()));
      case RULED -> new PanelInput.Pay(part());
      case SETTLING -> new PanelInput.SettleSeat(state.nextToSettle().orElseThrow());
      case DONE -> any();
    };
  }

  /** Applies it, in Java. */
  PanelResult apply(PanelInput input) {
    return Panel.apply(terms, state, input, now);
  }

  /** Goes on from what it came to. */
  void take(PanelResult.Applied applied) {
    state = applied.state();
    for (PanelEffect effect : applied.effects()) {
      if (effect instanceof PanelEffect.OnCourt onCourt) {
        court = court.after(onCourt).court();
      }
    }
    if (state.phase() == PanelState.Phase.DRAWING && court.arbitrators() > 0 && seeded.oneIn(6)) {
      meddle();
    }
  }

  private void pass() {
    Optional<Long> deadline = state.nextDeadline();
    if (calm) {
      now += seeded.below(2);
    } else if (seeded.oneIn(20) && deadline.isPresent()) {
      now = Math.max(now, deadline.get() - seeded.below(2));
    } else if (seeded.oneIn(40)) {
      now += seeded.below(600_000L);
    } else {
      now += seeded.below(3);
    }
  }

  private PanelInput any() {
    int seat = seeded.below(state.seats().size() + 2);
    return switch (seeded.below(8)) {
      case 0 -> new PanelInput.Advance();
      case 1 -> draw();
      case 2 -> commit(seat);
      case 3, 4 -> reveal(seat);
      case 5 -> seeded.oneIn(4) ? new PanelInput.Dissolve() : new PanelInput.Advance();
      case 6 -> new PanelInput.Pay(part());
      default -> new PanelInput.SettleSeat(seat);
    };
  }

  private BigInteger part() {
    return seeded.oneIn(3) ? BigInteger.valueOf(seeded.below(99)) : seeded.upTo(120);
  }

  private PanelInput draw() {
    long until = state.evidenceUntil();
    boolean odd = seeded.oneIn(10);
    long time = odd ? until - 1 + seeded.below(3) : until + seeded.below(10);
    Hash beacon = seeded.oneIn(30) ? seeded.hash() : seed;
    Optional<Long> previous =
        seeded.oneIn(3)
            ? Optional.empty()
            : Optional.of(until - 1 - seeded.below(9) + (seeded.oneIn(10) ? 10 : 0));
    return new PanelInput.Draw(
        frozen, court, concerned, new PanelInput.Beacon(time, beacon), previous);
  }

  /** A seat whose turn it is, most of the time. */
  private int diligent(Predicate<Seat> turn) {
    List<Integer> seats = new ArrayList<>();
    for (int s = 0; s < state.seats().size(); s++) {
      if (!state.seats().get(s).empty() && turn.test(state.seats().get(s))) {
        seats.add(s);
      }
    }
    boolean lazy = seeded.oneIn(calm ? 30 : diligence);
    if (lazy && !calm) {
      now += seeded.below(60_000L);
    }
    return lazy || seats.isEmpty() ? seeded.below(state.seats().size() + 1) : seeded.oneOf(seats);
  }

  private Address voter(int seat) {
    boolean his = seat < state.seats().size() && !seeded.oneIn(25);
    return his ? state.seats().get(seat).voter() : seeded.address();
  }

  private PanelInput commit(int seat) {
    SortedMap<Integer, BigInteger> ballot = new TreeMap<>();
    boolean follows = !seeded.oneIn(3);
    terms
        .facts()
        .forEach((fact, of) -> ballot.put(fact, follows ? common.get(fact) : words.word(of)));
    Address voter = voter(seat);
    Hash salt = seeded.hash();
    boolean given = seat < state.seats().size() && state.seats().get(seat).commitment().isPresent();
    if (!given) {
      ballots.put(seat, ballot);
      salts.put(seat, salt);
    }
    Hash commitment = Ballot.commitment(voter, terms, seat, Ballot.hash(ballot), salt);
    return new PanelInput.Commit(voter, seat, seeded.oneIn(30) ? Hash.ZERO : commitment);
  }

  private PanelInput reveal(int seat) {
    SortedMap<Integer, BigInteger> ballot =
        new TreeMap<>(ballots.getOrDefault(seat, new TreeMap<>()));
    Hash salt = salts.getOrDefault(seat, Hash.ZERO);
    if (seeded.oneIn(8) && !ballot.isEmpty()) {
      int fact = seeded.oneOf(List.copyOf(ballot.keySet()));
      FactTerms of = Objects.requireNonNull(terms.facts().get(fact));
      switch (seeded.below(5)) {
        case 0 -> ballot.remove(fact);
        case 1 -> ballot.put(seeded.below(256), BigInteger.ZERO);
        case 2 -> ballot.put(fact, of.most().add(BigInteger.ONE));
        case 3 -> ballot.put(fact, of.least().subtract(BigInteger.ONE));
        default -> salt = seeded.hash();
      }
    }
    return new PanelInput.Reveal(voter(seat), seat, salt, ballot);
  }

  /** Others' panels lock stake, and people leave. */
  private void meddle() {
    int who = seeded.below(court.arbitrators());
    var one = court.tree().arbitrator(who);
    if (seeded.oneIn(2)) {
      court = court.after(new PanelEffect.Seated(0, who, one.address(), one.free())).court();
    } else if (one.stake().signum() > 0) {
      court = applied(new Court.Input.Unstake(one.address(), who, one.stake()), 0);
      if (court.apply(new Court.Input.Collect(one.address(), who, TOKEN), now)
          instanceof Court.Result.Applied applied) {
        court = applied.court();
      }
    }
  }

  private Court applied(Court.Input input, long at) {
    return ((Court.Result.Applied) court.apply(input, at)).court();
  }
}
