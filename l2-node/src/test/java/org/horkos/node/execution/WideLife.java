package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Signature;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/**
 * Some agreements on random terms, the largest among them, whose people do mostly what is
 * admissible: panels of up to 31 seats, boundary amounts, messages of L1 that make no sense.
 */
final class WideLife implements Life {
  private static final BigInteger MOST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  private final Seeded seeded;
  private final World world;

  /** Whether all comes before a court sooner or later. */
  private final boolean panels;

  private final List<Agreement> agreements = new ArrayList<>();
  private final Map<Long, TreeMap<Integer, BigInteger>> ballots = new HashMap<>();
  private final Map<Long, Hash> salts = new HashMap<>();
  private long block = 1_000;

  /** Terms and what may happen to them. */
  private record Agreement(
      long id, Terms terms, boolean largest, org.horkos.engine.lifecycle.RandomLife acts) {}

  WideLife(Seeded seeded) {
    this.seeded = seeded;
    this.world = WideWorld.BASE.copy();
    this.panels = seeded.oneIn(2);
    for (int i = 1 + seeded.below(3); i > 0; i--) {
      boolean largest = panels || seeded.oneIn(4);
      Terms terms = WideWorld.terms(seeded, largest);
      long id = agreements.size();
      agreements.add(
          new Agreement(
              id,
              terms,
              largest,
              org.horkos.engine.lifecycle.RandomLife.on(terms, seeded.below(Long.MAX_VALUE))));
      world.l1.fund(WideWorld.START, terms, amount());
      inbox();
    }
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public boolean closed() {
    return agreements.stream()
        .allMatch(
            one ->
                world.state.agreement(one.id).orElseThrow().status()
                    == Leaf.AgreementHead.Status.CLOSED);
  }

  @Override
  public void step() {
    if (panels && !seeded.oneIn(4)) {
      if (seeded.oneIn(2)) {
        court();
      } else {
        Agreement one = seeded.oneOf(agreements);
        ofLargest(one, state(one));
      }
      return;
    }
    switch (seeded.below(24)) {
      case 0, 1 -> clock(world.now() + 1 + seeded.below(9));
      case 2 -> clock(deadline() + seeded.below(3) - 1);
      case 3 -> {
        Agreement one = seeded.oneOf(agreements);
        world.run(
            new SystemStep.Advance(one.id, seeded.below(one.terms.deliverables().size() + 1)));
      }
      case 4, 5, 6, 7, 8 -> court();
      case 9 -> l1();
      case 10 -> act(seeded.oneOf(WideWorld.EVERYBODY), action());
      case 11 -> hostile();
      default -> fitting(seeded.oneOf(agreements));
    }
  }

  // ---- agreements ----

  private void fitting(Agreement one) {
    AgreementState state = state(one);
    if (state.status() == AgreementState.Status.CLOSED) {
      court();
      return;
    }
    if (one.largest && !seeded.oneIn(4)) {
      ofLargest(one, state);
      return;
    }
    does(one, one.acts.next(state, world.now()));
  }

  /** What brings the largest agreement into the largest dispute. */
  private void ofLargest(Agreement one, AgreementState state) {
    List<WideWorld.Person> parties = WideWorld.PARTIES;
    DeliverableState its = state.deliverables().getFirst();
    switch (its.phase()) {
      case OPEN ->
          act(
              parties.getFirst(),
              new Action.Deliver(one.id, 0, new Facts(LargestTerms.delivered())));
      case ASSERTED, DISPUTED -> {
        int party = seeded.below(LargestTerms.PARTIES);
        switch (seeded.below(its.phase() == Phase.ASSERTED ? 3 : 8)) {
          case 0, 1, 2 ->
              act(
                  parties.get(party),
                  new Action.Challenge(
                      one.id, 0, new Facts(LargestTerms.claim(seeded.below(32), seeded.below(5)))));
          case 3 -> act(parties.getFirst(), new Action.Concede(one.id, 0, seeded.below(32)));
          case 4 -> {
            for (int i = seeded.oneIn(4) ? 10 : 1; i > 0; i--) {
              act(parties.get(party), new Action.Evidence(one.id, 0, document()));
            }
          }
          case 5 -> clock(its.dispute().orElseThrow().evidenceUntil());
          case 6 -> world.run(new SystemStep.Advance(one.id, 0));
          default -> court();
        }
      }
      case WAITING, ANSWERING, EXECUTED, CANCELLED -> world.run(new SystemStep.Advance(one.id, 0));
    }
  }

  private Hash document() {
    return seeded.oneIn(9)
        ? Hash.ZERO
        : seeded.oneIn(3) ? Keccak.hash(new byte[] {9}) : seeded.hash();
  }

  private AgreementState state(Agreement one) {
    AgreementState state =
        AgreementLeaves.read(world.state.agreement(one.id).orElseThrow(), one.terms);
    for (int d = 0; d < one.terms.deliverables().size(); d++) {
      DeliverableTerms part = one.terms.deliverables().get(d);
      Leaf.DeliverableLeaf leaf = AgreementLeaves.leaf(world.state, one.id, d, part);
      Optional<DisputeState> dispute =
          leaf.dispute().map(number -> world.state.dispute(number).orElseThrow().state());
      state = state.with(d, AgreementLeaves.deliverable(leaf, part, dispute));
    }
    return state;
  }

  /** The input, as the step or message by which it comes. */
  private void does(Agreement one, Input input) {
    switch (input) {
      case Input.Advance advance -> advance(one, advance.deliverable());
      case Input.Rule rule -> advance(one, rule.deliverable());
      case Input.Join join -> {
        Address account = seeded.oneIn(4) ? WideWorld.PARTIES.getFirst().address() : join.account();
        world.l1.join(world.now(), one.terms, Math.max(0, join.party()), account);
        inbox();
      }
      case Input.SettleOnL1 _ -> {
        world.l1.settle(world.now(), one.terms.hash());
        inbox();
      }
      case Input.Deliver it ->
          act(it.actor(), new Action.Deliver(one.id, at(it.deliverable()), facts(it.facts())));
      case Input.Answer it ->
          act(
              it.actor(),
              new Action.Answer(one.id, at(it.deliverable()), at(it.fact()), it.word()));
      case Input.Accept it -> act(it.actor(), new Action.Accept(one.id, at(it.deliverable())));
      case Input.Challenge it ->
          act(it.actor(), new Action.Challenge(one.id, at(it.deliverable()), claim(one, it)));
      case Input.StandBy it ->
          act(it.actor(), new Action.StandBy(one.id, at(it.deliverable()), at(it.fact())));
      case Input.Concede it ->
          act(it.actor(), new Action.Concede(one.id, at(it.deliverable()), at(it.fact())));
      case Input.SettleFacts it ->
          act(it.actor(), new Action.SettleFacts(one.id, at(it.deliverable()), facts(it.facts())));
      case Input.Evidence it ->
          act(it.actor(), new Action.Evidence(one.id, at(it.deliverable()), document()));
    }
  }

  private void advance(Agreement one, int deliverable) {
    world.run(new SystemStep.Advance(one.id, at(deliverable)));
  }

  /** The claim, now and then with a fact more. */
  private Facts claim(Agreement one, Input.Challenge challenge) {
    TreeMap<Integer, BigInteger> claim = new TreeMap<>(facts(challenge.claim()).words());
    int d = Math.clamp(challenge.deliverable(), 0, one.terms.deliverables().size() - 1);
    List<FactTerms> facts = one.terms.deliverables().get(d).facts();
    if (!facts.isEmpty() && seeded.oneIn(4)) {
      int fact = seeded.below(facts.size());
      claim.putIfAbsent(fact, seeded.oneIn(2) ? facts.get(fact).least() : facts.get(fact).most());
    }
    return new Facts(claim);
  }

  private static int at(int index) {
    return index < 0 ? 255 : index;
  }

  private static Facts facts(Map<Integer, BigInteger> words) {
    TreeMap<Integer, BigInteger> possible = new TreeMap<>(words);
    possible.keySet().removeIf(fact -> fact < 0);
    return new Facts(possible);
  }

  /** The next instant at which something happens by itself, or soon. */
  private long deadline() {
    Agreement one = seeded.oneOf(agreements);
    AgreementState state = state(one);
    long next = Long.MAX_VALUE;
    if (state.status() != AgreementState.Status.CLOSED) {
      for (int d = 0; d < one.terms.deliverables().size(); d++) {
        OptionalLong due = Lifecycle.nextDeadline(one.terms, state, d);
        next = due.isPresent() ? Math.min(next, due.getAsLong()) : next;
      }
    }
    // What people do in court takes no day.
    boolean far = next - world.now() > 1_000 && !seeded.oneIn(30);
    return next == Long.MAX_VALUE || far ? world.now() + 3 : Math.max(next, world.now() + 1);
  }

  private void clock(long time) {
    while (!seeded.oneIn(9) && world.state.globals().inboxCount() < world.l1.length()) {
      inbox();
    }
    world.run(new SystemStep.Clock(Math.max(0, time), world.state.globals().inboxCount()));
  }

  // ---- courts ----

  private void court() {
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
          clock(panel.nextDeadline().orElse(world.now()) - seeded.below(2));
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
    act(seat.voter(), new Action.Unstake(court, seat.arbitrator(), stake));
    clock(world.now() + 31 * World.DAY);
    collect(court, seat.arbitrator());
    collect(court, seat.arbitrator());
  }

  private void collect(long court, int arbitrator) {
    Address himself =
        world.state.court(court).orElseThrow().tree().arbitrator(arbitrator).address();
    for (Address token : WideWorld.TOKENS) {
      act(himself, new Action.Collect(court, arbitrator, world.l1.account(himself, token)));
    }
  }

  private void draw(long dispute, PanelState panel) {
    if (world.now() < panel.evidenceUntil()) {
      if (seeded.oneIn(3)) {
        clock(panel.evidenceUntil() - seeded.below(2));
      }
    } else if (seeded.oneIn(60)) {
      clock(panel.evidenceUntil() + PanelState.DRAW_PERIOD - seeded.below(2));
    }
    long beacons = world.state.globals().beacons();
    long first = 0;
    while (first < beacons && beaconTime(first) < panel.evidenceUntil()) {
      first++;
    }
    if (first == beacons || seeded.oneIn(5)) {
      world.l1.beacon(world.now(), block++, seeded.hash());
      inbox();
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
    Terms terms = agreements.get((int) leaf.agreement()).terms;
    long key = dispute << 8 | seat;
    TreeMap<Integer, BigInteger> ballot = ballots.computeIfAbsent(key, any -> ballot(terms, leaf));
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
              terms.hash().bytes(),
              new byte[] {(byte) leaf.deliverable(), 0, (byte) seat},
              Ballot.hash(ballot).bytes(),
              salt.bytes());
      action = new Action.Commit(dispute, seat, seeded.oneIn(40) ? Hash.ZERO : commitment);
    }
    act(seeded.oneIn(40) ? seeded.oneOf(WideWorld.EVERYBODY).address() : voter, action);
  }

  private TreeMap<Integer, BigInteger> ballot(Terms terms, Leaf.DisputeLeaf leaf) {
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    for (DisputeState.ContestedFact contested : leaf.state().forCourt()) {
      FactTerms fact = terms.deliverables().get(leaf.deliverable()).facts().get(contested.fact());
      BigInteger range = fact.most().subtract(fact.least());
      ballot.put(
          contested.fact(),
          seeded.oneIn(3)
              ? fact.least().add(BigInteger.valueOf(seeded.below(range.longValueExact() + 1)))
              : seeded.oneOf(contested.claims()).word());
    }
    return ballot;
  }

  // ---- messages of L1 ----

  private void inbox() {
    world.run(new SystemStep.Inbox());
  }

  private void l1() {
    Agreement one = seeded.oneOf(agreements);
    Address somebody = seeded.oneOf(WideWorld.EVERYBODY).address();
    switch (seeded.below(10)) {
      case 0, 1, 2 -> world.l1.beacon(world.now(), block++, seeded.hash());
      case 3, 4 ->
          world.l1.deposit(world.now(), somebody, seeded.oneOf(WideWorld.TOKENS), amount());
      case 5 ->
          world.l1.join(
              world.now(),
              one.terms,
              one.terms.head().parties().size() - 1 - (seeded.oneIn(3) ? 1 : 0),
              seeded.oneIn(2) ? WideWorld.PARTIES.getFirst().address() : somebody);
      case 6 -> {
        if (seeded.oneIn(9)) {
          world.l1.settle(world.now(), one.terms.hash());
        }
      }
      default -> nonsense(one);
    }
    inbox();
  }

  /** What no inbox of ours would send. */
  private void nonsense(Agreement one) {
    Address escrow = L1Ledger.escrow(one.terms.hash());
    Address somebody = WideWorld.STRANGERS.getFirst().address();
    PackedWriter out = new PackedWriter();
    int kind = 2 + seeded.below(6);
    switch (seeded.below(8)) {
      case 0 -> out.u32(seeded.below(9)).hash(one.terms.hash()).u64(world.now()).u8(0);
      case 1 -> {
        kind = 2;
        out.u32(99).hash(one.terms.hash()).u64(world.now()).u8(0).u128(BigInteger.ONE);
      }
      case 2 -> {
        kind = 3;
        named(out.u32(one.id).u8(1), 99_999, seeded.address());
      }
      case 3 -> {
        kind = 3;
        named(out.u32(77).u8(1), world.l1.account(somebody, Address.ZERO), somebody);
      }
      case 4 -> {
        kind = 4;
        out.u32(seeded.oneIn(2) ? one.id : 55);
        escrow = somebody;
      }
      case 5 -> {
        kind = 6;
        byte[] step =
            seeded.oneIn(3)
                ? StepCodec.encode(new SystemStep.Collector(1))
                : ExecutionIsTotal.chunk(seeded, this);
        out.u32(seeded.below(120)).raw(step);
        escrow = seeded.oneOf(WideWorld.EVERYBODY).address();
      }
      case 6 -> kind = seeded.below(256);
      default -> out.raw(seeded.bytes(seeded.below(80)));
    }
    if (kind != 1) {
      world.l1.send(world.now(), kind, escrow, out.toBytes());
    }
  }

  private static void named(PackedWriter out, long id, Address owner) {
    out.u32(id).address(owner).address(Address.ZERO);
  }

  // ---- balances, hostility ----

  /** Small, odd, or at a boundary. */
  private BigInteger amount() {
    return switch (seeded.below(7)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE;
      case 2 -> MOST;
      case 3 -> BigInteger.TWO.pow(120).subtract(BigInteger.valueOf(seeded.below(2)));
      default -> seeded.upTo(40);
    };
  }

  @Override
  public Action action() {
    long arbitrator = seeded.below(WideWorld.ARBITRATORS.size() + 2);
    long court = seeded.below(5);
    long account = 1 + seeded.below(world.state.globals().accounts() + 1);
    return switch (seeded.below(9)) {
      case 0 -> new Action.Transfer(account, amount());
      case 1 -> new Action.Withdraw(amount());
      case 2 -> new Action.Stake(court, arbitrator, amount());
      case 3 -> new Action.Unstake(court, arbitrator, amount());
      case 4 -> new Action.Collect(court, arbitrator, account);
      case 5 -> new Action.CreateCourt(Address.ZERO, seeded.oneOf(WideWorld.TOKENS), amount());
      case 6 -> new Action.Commit(seeded.below(3), seeded.below(32), seeded.hash());
      case 7 -> {
        TreeMap<Integer, BigInteger> words = new TreeMap<>();
        for (int i = seeded.below(20); i > 0; i--) {
          words.put(seeded.below(32), seeded.oneIn(3) ? seeded.word() : BigInteger.valueOf(i));
        }
        yield new Action.Challenge(seeded.below(4), seeded.below(5), new Facts(words));
      }
      default -> new Action.StandBy(seeded.below(4), seeded.below(5), seeded.below(40));
    };
  }

  /** What the sequencer should not send, and what arbitrators do out of turn. */
  private void hostile() {
    int arbitrator = seeded.below(WideWorld.ARBITRATORS.size());
    WideWorld.Person himself = WideWorld.ARBITRATORS.get(arbitrator);
    int court = seeded.below(2);
    switch (seeded.below(10)) {
      case 9 -> {
        // Twice that is too much for one court.
        WideWorld.Person rich = WideWorld.ARBITRATORS.get(0);
        world.l1.deposit(world.now(), rich.address(), WideWorld.TOKENS.get(1), MOST.shiftRight(1));
        inbox();
        act(rich, new Action.Stake(court, 0, MOST.shiftRight(1)));
      }
      case 0 -> world.run(new SystemStep.Collector(seeded.below(200)));
      case 1 -> world.run(new SystemStep.Clock(world.now() + 1, seeded.below(9)));
      case 2 -> world.run(new SystemStep.Clock(world.now() - seeded.below(2), 0));
      case 3 -> act(himself, new Action.Stake(court, arbitrator, amount()));
      case 4 ->
          act(
              himself,
              new Action.Unstake(
                  court, arbitrator, seeded.oneIn(2) ? WideWorld.stake(arbitrator) : amount()));
      case 5 ->
          act(
              himself,
              new Action.Collect(
                  court,
                  arbitrator,
                  world.l1.account(himself.address(), seeded.oneOf(WideWorld.TOKENS))));
      case 6 -> {
        if (seeded.oneIn(8)) {
          clock(world.now() + 31 * World.DAY);
          act(
              himself,
              new Action.Collect(
                  court, arbitrator, world.l1.account(himself.address(), WideWorld.TOKENS.get(1))));
        }
      }
      case 7 -> act(himself, new Action.Withdraw(amount()));
      default -> {
        // Left in the inbox for a clock to pass it.
        world.l1.deposit(world.now(), himself.address(), Address.ZERO, BigInteger.ONE);
        clock(world.now() + 2);
      }
    }
  }

  private void act(WideWorld.Person person, Action action) {
    act(person.address(), action);
  }

  /** The act, signed or through the inbox, from the account in ETH or else in the other token. */
  private void act(Address actor, Action action) {
    Optional<QuickSigner> signer = WideWorld.signer(actor);
    long fee = seeded.oneIn(4) ? seeded.below(50) : seeded.oneIn(60) ? Long.MAX_VALUE : 0;
    long account = world.l1.account(actor, seeded.oneOf(WideWorld.TOKENS));
    if (signer.isPresent() && !seeded.oneIn(5)) {
      Signature signature =
          switch (world.execution.toSign(world.state, account, fee, action, world.l1)) {
            case Execution.ToSign.Digest digest -> signer.get().sign(digest.digest());
            case Execution.ToSign.Nothing _ -> Signature.NONE;
          };
      world.run(new Transaction(account, fee, action, signature));
      return;
    }
    byte[] step = StepCodec.encodeUnsigned(new Transaction(account, fee, action, Signature.NONE));
    world.l1.force(world.now(), actor, seeded.oneIn(30) ? account + 1 : account, step);
    inbox();
  }
}
