package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Inclusion;
import org.horkos.arbitration.panel.Panel;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.arbitration.panel.PanelInput;
import org.horkos.arbitration.panel.PanelRefusal;
import org.horkos.arbitration.panel.PanelResult;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A panel on L1 comes to what it comes to in Java, input by input, over whole lives. {@code
 * -Dhorkos.cases} says how many inputs.
 */
class PanelTwinTest {
  private static final long SEED = Seeded.seed(20_261_123L);
  private static final int CASES = Integer.getInteger("horkos.cases", 10_000);
  private static final Arbitrator NOBODY = Arbitrator.joined(Address.ZERO);

  private static TwinEvm evm;
  private static TwinContract twin;

  private final Seeded seeded = new Seeded(SEED);
  private final Map<PanelRefusal, Integer> refusals = new EnumMap<>(PanelRefusal.class);
  private final Map<PanelEffect.Cause, Integer> causes = new EnumMap<>(PanelEffect.Cause.class);
  private TwinCases cases;
  private int empty;
  private int ties;
  private int silent;
  private int incoherent;
  private int full;
  private int leaps;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    twin = evm.deploy("Panel");
  }

  @BeforeEach
  void begin() {
    cases = new TwinCases(evm, twin);
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void everyInputOfALifeComesToTheSame() {
    for (int life = 0; cases.size() < CASES; life++) {
      live(new PanelLife(seeded), "%s, life %d".formatted(seeded, life));
    }
    cases.compare();
    if (Long.getLong("horkos.seed") == null) {
      assertThat(refusals).containsOnlyKeys(PanelRefusal.values());
      assertThat(causes).containsOnlyKeys(PanelEffect.Cause.values());
      assertThat(List.of(empty, ties, silent, incoherent, full, leaps))
          .as("panels that were empty, tied, silent, incoherent, full, and steps over phases")
          .allMatch(count -> count > 3);
    }
  }

  private void live(PanelLife life, String about) {
    int after = 3;
    for (int step = 0; step < 400 && after > 0; step++) {
      after -= life.state.phase() == PanelState.Phase.DONE ? 1 : 0;
      PanelInput input = life.next();
      PanelResult result = life.apply(input);
      expect(life, input, result, about + ", " + input + " at " + life.now + " on " + life.state);
      if (result instanceof PanelResult.Applied applied) {
        count(life, applied);
        life.take(applied);
      }
    }
  }

  private void expect(PanelLife life, PanelInput input, PanelResult result, String about) {
    List<Object> sitting = PanelTuples.sitting(life.terms, life.state, life.now);
    switch (input) {
      case PanelInput.Advance _ -> expect("advance", List.of(sitting), life, result, about);
      case PanelInput.Draw draw -> draw(life, sitting, draw, result, about);
      case PanelInput.Commit commit ->
          expect(
              "commit",
              List.of(sitting, commit.voter(), commit.seat(), commit.commitment()),
              life,
              result,
              about);
      case PanelInput.Reveal reveal ->
          expect(
              "reveal",
              List.of(
                  sitting,
                  reveal.voter(),
                  reveal.seat(),
                  reveal.salt(),
                  PanelTuples.ballot(reveal.ballot())),
              life,
              result,
              about);
      case PanelInput.Dissolve _ -> expect("dissolve", List.of(sitting), life, result, about);
      case PanelInput.Pay pay ->
          expect("pay", List.of(sitting, pay.courtPart()), life, result, about);
      case PanelInput.SettleSeat settle ->
          expect("settleSeat", List.of(sitting, settle.seat()), life, result, about);
    }
  }

  private void draw(
      PanelLife life,
      List<Object> sitting,
      PanelInput.Draw draw,
      PanelResult result,
      String about) {
    List<Object> input = PanelTuples.draw(draw);
    switch (result) {
      case PanelResult.Refused refused -> {
        int code = refused.refusal().code();
        cases.returns("ticket", List.of(sitting, input), List.of(code, 0), about);
        expect("draw", List.of(sitting, input, drawn(0, 0, NOBODY, NOBODY)), life, result, about);
      }
      case PanelResult.Applied _ -> {
        PanelState state = life.state;
        BigInteger ticket =
            Panel.ticket(
                draw.beacon().seed(),
                life.terms,
                state.seats().size(),
                state.tries(),
                state.frozenTotal());
        cases.returns("ticket", List.of(sitting, input), List.of(0, ticket), about);
        Inclusion holder = life.frozen.find(ticket);
        Arbitrator now = life.court.tree().arbitrator(holder.index());
        List<Object> drawn = drawn(holder.index(), holder.first(), holder.arbitrator(), now);
        expect("draw", List.of(sitting, input, drawn), life, result, about);
      }
    }
  }

  private static List<Object> drawn(
      int index, Number before, Arbitrator frozen, Arbitrator current) {
    return List.of(
        index,
        new BigInteger(before.toString()),
        PanelTuples.arbitrator(frozen),
        PanelTuples.arbitrator(current));
  }

  private void expect(
      String function, List<?> arguments, PanelLife life, PanelResult result, String about) {
    switch (result) {
      case PanelResult.Applied applied ->
          cases.returns(
              function, arguments, List.of(PanelTuples.result(life.state, applied)), about);
      case PanelResult.Refused refused -> {
        refusals.merge(refused.refusal(), 1, Integer::sum);
        cases.beginsWith(function, arguments, refused.refusal().code(), about);
      }
    }
  }

  private void count(PanelLife life, PanelResult.Applied applied) {
    long moves = applied.effects().stream().filter(PanelEffect.Moved.class::isInstance).count();
    leaps += moves > 1 ? 1 : 0;
    for (PanelEffect effect : applied.effects()) {
      if (effect instanceof PanelEffect.Passed passed) {
        causes.merge(passed.cause(), 1, Integer::sum);
      }
      if (effect instanceof PanelEffect.Ruled ruled) {
        PanelState state = applied.state();
        long ballots = state.seats().stream().filter(seat -> seat.ballot().isPresent()).count();
        empty += state.seated() == 0 ? 1 : 0;
        silent += state.silent() != 0 ? 1 : 0;
        boolean tied = ruled.ruling().found().values().stream().anyMatch(Optional::isEmpty);
        ties += tied && ballots > 0 ? 1 : 0;
        incoherent += ballots > Integer.bitCount(state.coherent()) ? 1 : 0;
        full += ballots > 20 ? 1 : 0;
      }
    }
  }

  @Test
  void nobodyIsSeatedByALeafThatDoesNotHoldTheTicket() {
    PanelLife life = new PanelLife(seeded);
    while (life.frozen.total().signum() == 0 || life.terms.facts().isEmpty()) {
      life = new PanelLife(seeded);
    }
    long until = life.state.evidenceUntil();
    Hash seed = seeded.hash();
    PanelInput.Draw draw =
        new PanelInput.Draw(
            life.frozen,
            life.court,
            Set.of(),
            new PanelInput.Beacon(until, seed),
            Optional.empty());
    BigInteger ticket = Panel.ticket(seed, life.terms, 0, 0, life.state.frozenTotal());
    Inclusion holder = life.frozen.find(ticket);
    List<Object> sitting = PanelTuples.sitting(life.terms, life.state, until);
    for (BigInteger before :
        List.of(
            ticket.add(BigInteger.ONE),
            ticket.subtract(holder.arbitrator().stake()).max(BigInteger.ZERO))) {
      Arbitrator leaf = before.signum() == 0 ? NOBODY : holder.arbitrator();
      byte[] call =
          twin.call(
              "draw", sitting, PanelTuples.draw(draw), drawn(holder.index(), before, leaf, leaf));
      assertThat(evm.call(twin, call))
          .as(seeded.toString())
          .isInstanceOfSatisfying(
              TwinEvm.Answer.Reverted.class,
              answer ->
                  assertThat(answer.data()).isEqualTo(twin.reverting("NotTheTicket", ticket)));
    }
  }

  @Test
  void aBallotThatDoesNotSayEveryFactIsNoneThatWasRevealed() {
    PanelState voted = voted(terms(2));
    PanelTerms asked = terms(3);
    cases.reverts(
        "advance",
        List.of(PanelTuples.sitting(asked, voted, voted.revealUntil())),
        "BallotDiffers",
        List.of(2),
        seeded.toString());
    cases.compare();
  }

  /** Thirty-one seats and the most facts that one claim has, and the most that all have. */
  @Test
  void theDearestPanelIsBoundedInGas() {
    for (int facts : new int[] {8, 32}) {
      PanelTerms terms = terms(facts);
      PanelState voted = voted(terms);
      long tally = gas("advance", PanelTuples.sitting(terms, voted, voted.revealUntil()));
      PanelResult.Applied ruled =
          (PanelResult.Applied)
              Panel.apply(terms, voted, new PanelInput.Advance(), voted.revealUntil());
      PanelResult.Applied paid =
          (PanelResult.Applied)
              Panel.apply(
                  terms,
                  ruled.state(),
                  new PanelInput.Pay(BigInteger.valueOf(1_000)),
                  voted.revealUntil());
      List<Object> settling = PanelTuples.sitting(terms, paid.state(), voted.revealUntil());
      int first = paid.state().nextToSettle().orElseThrow();
      long settle = evm.gas(twin, twin.call("settleSeat", settling, first));
      PanelState bare =
          paid.state()
              .withSeats(
                  paid.state().seats().stream()
                      .map(
                          seat ->
                              new Seat(
                                  seat.arbitrator(),
                                  seat.voter(),
                                  seat.commitment(),
                                  Optional.empty(),
                                  seat.settled()))
                      .toList());
      List<Object> withoutBallots = PanelTuples.sitting(terms, bare, voted.revealUntil());
      long light = evm.gas(twin, twin.call("settleSeat", withoutBallots, first));
      System.out.println(
          "Panel, 31 seats, %d facts: tally %d, settle a seat %d gas, without ballots %d"
              .formatted(facts, tally, settle, light));
      assertThat(tally).isLessThan(facts == 8 ? 1_500_000 : 5_000_000);
    }
    PanelTerms terms = terms(8);
    List<Seat> seats = new ArrayList<>();
    for (int s = 0; s < 30; s++) {
      seats.add(Seat.of(s, seeded.address()));
    }
    PanelState drawing = panel(PanelState.Phase.DRAWING, seats);
    List<Object> sitting = PanelTuples.sitting(terms, drawing, 1_000);
    List<Address> concerned = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      concerned.add(seeded.address());
    }
    List<Object> input = List.of(concerned, 1_000, Hash.ZERO, false, 0);
    Arbitrator all =
        Arbitrator.decode(
            new Arbitrator(
                    seeded.address(),
                    drawing.frozenTotal(),
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    BigInteger.ZERO,
                    0)
                .encode());
    long draw = evm.gas(twin, twin.call("draw", sitting, input, drawn(5, 0, all, all)));
    long ticket = evm.gas(twin, twin.call("ticket", sitting, input));
    System.out.println("Panel, seat 31: draw %d, ticket %d gas".formatted(draw, ticket));
    assertThat(draw).isLessThan(500_000);
  }

  private static long gas(String function, List<Object> sitting) {
    return evm.gas(twin, twin.call(function, (Object) sitting));
  }

  private static PanelTerms terms(int facts) {
    TreeMap<Integer, FactTerms> all = new TreeMap<>();
    RandomDisputes words = new RandomDisputes(new Seeded(1));
    while (all.size() < facts) {
      all.put(all.size(), words.fact(all.size() % 2 == 0 ? Kind.NUMBER : Kind.CHOICE));
    }
    return new PanelTerms(1, Hash.ZERO, 0, 0, 31, 60, 60, BigInteger.valueOf(100), all);
  }

  /** All seats have revealed, each another word, the largest first: the dearest order to sort. */
  private PanelState voted(PanelTerms terms) {
    List<Seat> seats = new ArrayList<>();
    for (int s = 0; s < 31; s++) {
      TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
      for (int fact : terms.facts().keySet()) {
        ballot.put(fact, BigInteger.valueOf(31 - s));
      }
      seats.add(
          new Seat(s, seeded.address(), Optional.of(seeded.hash()), Optional.of(ballot), false));
    }
    return panel(PanelState.Phase.REVEAL, seats);
  }

  private static PanelState panel(PanelState.Phase phase, List<Seat> seats) {
    return new PanelState(
        1,
        Hash.ZERO,
        BigInteger.valueOf(10_000),
        1_000,
        9_000,
        phase,
        Optional.of(Hash.ZERO),
        0,
        seats,
        2_000,
        3_000,
        0,
        0,
        BigInteger.ZERO,
        BigInteger.ZERO);
  }
}
