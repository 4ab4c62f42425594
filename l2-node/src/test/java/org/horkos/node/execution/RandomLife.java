package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/**
 * Both examples at once, lived by people who do what comes to their mind. Most acts come through
 * the inbox, where the sender stands for a signature: making signatures would take most of the
 * time.
 */
final class RandomLife implements Life {
  private static final Hash SALT = Keccak.hash(new byte[] {7});
  private static final World BASE = base();

  final Seeded seeded;
  final World world;
  private final Words words;
  private final List<Signer> people = new ArrayList<>(World.ARBITRATORS);
  private long block = 300;
  private boolean signing;

  RandomLife(Seeded seeded) {
    this(seeded, BASE.copy());
  }

  private RandomLife(Seeded seeded, World world) {
    this.seeded = seeded;
    this.words = new Words(seeded);
    this.world = world;
    people.addAll(
        List.of(World.CLIENT, World.STUDIO, World.LAB, World.CLIENT, World.STUDIO, World.LAB));
  }

  /**
   * A life that costs little: it makes no roots, and {@link #forget} undoes it instead of a copy
   * for each. One at a time.
   */
  static RandomLife cheap(Seeded seeded) {
    return new RandomLife(seeded, new World(BASE.state, BASE.l1.copy(), false));
  }

  /** Ends a cheap life as if it had never been. */
  void forget() {
    BASE.state.discard();
  }

  private static World base() {
    World world = new World();
    world.court();
    world.l1.fund(World.START, World.WEBSITE, BigInteger.valueOf(1_000));
    world.l1.fund(World.START, World.BOUNTY, BigInteger.valueOf(500));
    world.consume();
    world.applied(new SystemStep.Advance(0, 0));
    world.applied(new SystemStep.Collector(world.account(World.ARBITRATORS.getFirst())));
    world.state.flush();
    return world;
  }

  static Terms terms(long agreement) {
    return agreement == 0 ? World.WEBSITE : World.BOUNTY;
  }

  @Override
  public World world() {
    return world;
  }

  @Override
  public void step() {
    switch (seeded.below(20)) {
      case 0, 1, 2 -> clock(world.now() + 1 + seeded.below(World.DAY / 3));
      case 3 -> {
        if (seeded.oneIn(3)) {
          clock(deadline());
        }
      }
      case 4 -> advanceAll();
      case 5, 6, 7 -> court();
      case 8, 9 -> l1();
      case 10, 11 -> force(seeded.oneOf(people), action());
      default -> fitting();
    }
  }

  private void clock(long time) {
    world.run(new SystemStep.Clock(time, count()));
  }

  /** Somebody who may does what the deliverable waits for. */
  private void fitting() {
    long id = seeded.below(2);
    int d = seeded.below(terms(id).deliverables().size());
    DeliverableTerms part = terms(id).deliverables().get(d);
    int fact = seeded.below(part.facts().size());
    Signer party = seeded.oneIn(2) ? World.CLIENT : World.STUDIO;
    switch (AgreementLeaves.leaf(world.state, id, d, part).phase()) {
      case WAITING -> world.run(new SystemStep.Advance(id, d));
      case OPEN -> force(World.STUDIO, new Action.Deliver(id, d, words.facts(part, true)));
      case ANSWERING -> {
        FactTerms asked = part.facts().get(fact);
        force(
            asked.source() == DeliverableTerms.Source.ATTESTOR ? World.LAB : World.CLIENT,
            new Action.Answer(id, d, fact, words.word(asked)));
      }
      case ASSERTED ->
          force(
              party,
              seeded.oneIn(6)
                  ? new Action.Accept(id, d)
                  : new Action.Challenge(id, d, words.one(part, fact)));
      case DISPUTED ->
          force(
              party,
              switch (seeded.below(6)) {
                case 0 -> new Action.Concede(id, d, fact);
                case 1 -> new Action.Evidence(id, d, seeded.hash());
                case 2 -> new Action.Challenge(id, d, words.one(part, fact));
                case 3 -> new Action.SettleFacts(id, d, words.facts(part, false));
                default -> new Action.StandBy(id, d, fact);
              });
      case EXECUTED, CANCELLED -> clock(world.now() + 1 + seeded.below(World.DAY));
    }
  }

  private long count() {
    return world.state.globals().inboxCount();
  }

  void advanceAll() {
    for (long id = 0; id < 2; id++) {
      for (int d = 0; d < terms(id).deliverables().size(); d++) {
        world.run(new SystemStep.Advance(id, d));
      }
    }
  }

  private void court() {
    long disputes = world.state.globals().disputes();
    long beacons = world.state.globals().beacons();
    if (disputes == 0) {
      return;
    }
    long dispute = seeded.below(disputes);
    PanelState panel = world.state.panel(dispute).orElseThrow().state();
    if (panel.phase() == PanelState.Phase.DRAWING && beacons > 0) {
      if (seeded.oneIn(3)) {
        clock(panel.evidenceUntil());
      }
      long first = 0;
      while (first < beacons - 1
          && world.state.beacon(first).orElseThrow().blockTime() < panel.evidenceUntil()) {
        first++;
      }
      for (int i = 0; i < 5; i++) {
        world.run(new SystemStep.Draw(dispute, seeded.oneIn(6) ? seeded.below(beacons) : first));
      }
    } else {
      world.run(new SystemStep.SettleSeat(dispute, seeded.below(4)));
      // Those who sit mostly do what they sit for.
      for (int s = 0; s < world.state.panel(dispute).orElseThrow().seats(); s++) {
        var voter = world.state.seat(dispute, s).orElseThrow().seat().voter();
        int seat = s;
        World.ARBITRATORS.stream()
            .filter(signer -> signer.address().equals(voter) && !seeded.oneIn(4))
            .forEach(signer -> force(signer, vote(dispute, seat, signer)));
      }
    }
  }

  private Action vote(long dispute, int seat, Signer signer) {
    Leaf.DisputeLeaf leaf = world.state.dispute(dispute).orElseThrow();
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    leaf.state()
        .forCourt()
        .forEach(fact -> ballot.put(fact.fact(), fact.claims().getFirst().word()));
    PanelState.Phase phase = world.state.panel(dispute).orElseThrow().state().phase();
    if (phase == PanelState.Phase.REVEAL) {
      return new Action.Reveal(dispute, seat, SALT, new Facts(ballot));
    }
    Hash commitment =
        Keccak.hash(
            signer.address().bytes(),
            terms(leaf.agreement()).hash().bytes(),
            new byte[] {(byte) leaf.deliverable(), 0, (byte) seat},
            Ballot.hash(ballot).bytes(),
            SALT.bytes());
    return new Action.Commit(dispute, seat, commitment);
  }

  private void l1() {
    switch (seeded.below(4)) {
      case 0, 3 -> {
        world.l1.beacon(world.now() + 1, block, seeded.hash());
        block += 300;
      }
      case 1 -> {
        if (world.state.agreement(1).orElseThrow().openSeats().getFirst().account().isEmpty()) {
          world.l1.join(world.now(), World.BOUNTY, 1, World.STUDIO.address());
        }
      }
      default ->
          world.l1.deposit(
              world.now(), seeded.oneOf(people).address(), World.USDC, seeded.upTo(30));
    }
    world.run(new SystemStep.Inbox());
  }

  /** Most acts are signed from now on, and few come through the inbox. */
  RandomLife signing() {
    signing = true;
    return this;
  }

  /** The act, through the inbox unless people sign, with a fee now and then. */
  void force(Signer signer, Action action) {
    long account = world.account(signer);
    long fee = seeded.oneIn(4) ? seeded.below(50) : 0;
    if (signing && !seeded.oneIn(4)) {
      world.run(world.sign(signer, account, fee, action));
      return;
    }
    byte[] step = StepCodec.encodeUnsigned(new Transaction(account, fee, action, Signature.NONE));
    world.l1.force(world.now(), signer.address(), account, step);
    world.run(new SystemStep.Inbox());
  }

  @Override
  public Action action() {
    long id = seeded.below(2);
    int d = seeded.below(terms(id).deliverables().size());
    DeliverableTerms part = terms(id).deliverables().get(d);
    int fact = seeded.below(part.facts().size());
    if (!part.clauses().owes().isEmpty() && seeded.oneIn(2)) {
      return new Action.Pay(id, d, BigInteger.valueOf(seeded.below(200)));
    }
    return switch (seeded.below(16)) {
      case 0, 1, 2, 3 -> new Action.Deliver(id, d, words.facts(part, true));
      case 4, 5, 6 -> new Action.Answer(id, d, fact, words.word(part.facts().get(fact)));
      case 7 -> seeded.oneIn(4) ? new Action.End(id, d) : new Action.Accept(id, d);
      case 8, 9 -> new Action.Challenge(id, d, words.one(part, fact));
      case 10 -> new Action.StandBy(id, d, fact);
      case 11 -> new Action.Concede(id, d, fact);
      case 12 -> new Action.SettleFacts(id, d, words.facts(part, false));
      case 13 -> new Action.Evidence(id, d, seeded.hash());
      case 14 -> money();
      default -> new Action.Commit(0, seeded.below(3), seeded.hash());
    };
  }

  private Action money() {
    return switch (seeded.below(5)) {
      case 0 -> new Action.Transfer(1 + seeded.below(9), seeded.upTo(25));
      case 1 -> new Action.Withdraw(seeded.upTo(25));
      case 2 -> new Action.Stake(0, seeded.below(7), seeded.upTo(26));
      case 3 -> new Action.Unstake(0, seeded.below(7), seeded.upTo(26));
      default -> new Action.Collect(0, seeded.below(5), 1 + seeded.below(9));
    };
  }

  /** The next instant at which something happens by itself, or a day later. */
  long deadline() {
    long next = Long.MAX_VALUE;
    for (long id = 0; id < 2; id++) {
      Leaf.AgreementHead head = world.state.agreement(id).orElseThrow();
      AgreementState agreement = AgreementLeaves.read(head, terms(id));
      for (int d = 0; d < terms(id).deliverables().size(); d++) {
        DeliverableTerms part = terms(id).deliverables().get(d);
        Leaf.DeliverableLeaf leaf = AgreementLeaves.leaf(world.state, id, d, part);
        agreement =
            agreement.with(
                d,
                AgreementLeaves.deliverable(
                    leaf,
                    part,
                    leaf.dispute().map(one -> world.state.dispute(one).orElseThrow().state())));
      }
      for (int d = 0; d < terms(id).deliverables().size(); d++) {
        OptionalLong due = Lifecycle.nextDeadline(terms(id), agreement, d);
        if (due.isPresent() && due.getAsLong() > world.now()) {
          next = Math.min(next, due.getAsLong());
        }
      }
    }
    return next == Long.MAX_VALUE ? world.now() + World.DAY : next;
  }

  @Override
  public boolean closed() {
    return world.state.agreement(0).orElseThrow().status() == Leaf.AgreementHead.Status.CLOSED
        && world.state.agreement(1).orElseThrow().status() == Leaf.AgreementHead.Status.CLOSED;
  }

  /** Time alone, until all is over; false if it never is. */
  boolean timeCloses() {
    for (int i = 0; i < 100 && !closed(); i++) {
      advanceAll();
      world.run(new SystemStep.Clock(deadline(), count()));
    }
    advanceAll();
    return closed();
  }
}
