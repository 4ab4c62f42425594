package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
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
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.SystemStep;

/**
 * Some agreements on random terms, the largest among them, whose people do mostly what is
 * admissible: panels of up to 31 seats, boundary amounts, messages of L1 that make no sense.
 */
final class WideLife implements Life {
  private final Seeded seeded;
  private final World world;

  /** Whether all comes before a court sooner or later. */
  private final boolean panels;

  private final List<Agreement> agreements = new ArrayList<>();
  private final List<Terms> allTerms = new ArrayList<>();
  private final WideHand hand;
  private final WideCourts courts;
  private final WideHostility hostility;

  /** Terms and what may happen to them. */
  record Agreement(
      long id, Terms terms, boolean largest, org.horkos.engine.lifecycle.RandomLife acts) {}

  WideLife(Seeded seeded) {
    this.seeded = seeded;
    this.world = WideWorld.BASE.copy();
    this.hand = new WideHand(seeded, world);
    this.courts = new WideCourts(hand, allTerms);
    this.hostility = new WideHostility(hand, this);
    this.panels = seeded.oneIn(2);
    for (int i = 1 + seeded.below(3); i > 0; i--) {
      boolean largest = panels || seeded.oneIn(4);
      Terms terms = WideWorld.terms(seeded, largest);
      long id = agreements.size();
      allTerms.add(terms);
      agreements.add(
          new Agreement(
              id,
              terms,
              largest,
              org.horkos.engine.lifecycle.RandomLife.on(terms, seeded.below(Long.MAX_VALUE))));
      world.l1.fund(WideWorld.START, terms, hand.amount());
      hand.inbox();
    }
  }

  /** All agreements, by number. */
  List<Agreement> agreements() {
    return List.copyOf(agreements);
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
        courts.court();
      } else {
        Agreement one = seeded.oneOf(agreements);
        ofLargest(one, state(one));
      }
      return;
    }
    switch (seeded.below(24)) {
      case 0, 1 -> hand.clock(world.now() + 1 + seeded.below(9));
      case 2 -> hand.clock(deadline() + seeded.below(3) - 1);
      case 3 -> {
        Agreement one = seeded.oneOf(agreements);
        world.run(
            new SystemStep.Advance(one.id, seeded.below(one.terms.deliverables().size() + 1)));
      }
      case 4, 5, 6, 7, 8 -> courts.court();
      case 9 -> hostility.l1();
      case 10 -> hand.act(seeded.oneOf(WideWorld.EVERYBODY), action());
      case 11 -> hostility.hostile();
      default -> fitting(seeded.oneOf(agreements));
    }
  }

  // ---- agreements ----

  private void fitting(Agreement one) {
    AgreementState state = state(one);
    if (state.status() == AgreementState.Status.CLOSED) {
      courts.court();
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
          hand.act(
              parties.getFirst(),
              new Action.Deliver(one.id, 0, new Facts(LargestTerms.delivered())));
      case ASSERTED, DISPUTED -> {
        int party = seeded.below(LargestTerms.PARTIES);
        switch (seeded.below(its.phase() == Phase.ASSERTED ? 3 : 8)) {
          case 0, 1, 2 ->
              hand.act(
                  parties.get(party),
                  new Action.Challenge(
                      one.id, 0, new Facts(LargestTerms.claim(seeded.below(32), seeded.below(5)))));
          case 3 -> hand.act(parties.getFirst(), new Action.Concede(one.id, 0, seeded.below(32)));
          case 4 -> {
            for (int i = seeded.oneIn(4) ? 10 : 1; i > 0; i--) {
              hand.act(parties.get(party), new Action.Evidence(one.id, 0, document()));
            }
          }
          case 5 -> hand.clock(its.dispute().orElseThrow().evidenceUntil());
          case 6 -> world.run(new SystemStep.Advance(one.id, 0));
          default -> courts.court();
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
        hand.inbox();
      }
      case Input.SettleOnL1 _ -> {
        world.l1.settle(world.now(), one.terms.hash());
        hand.inbox();
      }
      case Input.Deliver it ->
          hand.act(it.actor(), new Action.Deliver(one.id, at(it.deliverable()), facts(it.facts())));
      case Input.End it -> hand.act(it.actor(), new Action.End(one.id, at(it.deliverable())));
      case Input.Pay it ->
          hand.act(
              it.actor(),
              new Action.Pay(one.id, at(it.deliverable()), it.amount().max(BigInteger.ZERO)));
      case Input.Answer it ->
          hand.act(
              it.actor(),
              new Action.Answer(one.id, at(it.deliverable()), at(it.fact()), it.word()));
      case Input.Accept it -> hand.act(it.actor(), new Action.Accept(one.id, at(it.deliverable())));
      case Input.Challenge it ->
          hand.act(it.actor(), new Action.Challenge(one.id, at(it.deliverable()), claim(one, it)));
      case Input.StandBy it ->
          hand.act(it.actor(), new Action.StandBy(one.id, at(it.deliverable()), at(it.fact())));
      case Input.Concede it ->
          hand.act(it.actor(), new Action.Concede(one.id, at(it.deliverable()), at(it.fact())));
      case Input.SettleFacts it ->
          hand.act(
              it.actor(), new Action.SettleFacts(one.id, at(it.deliverable()), facts(it.facts())));
      case Input.Evidence it ->
          hand.act(it.actor(), new Action.Evidence(one.id, at(it.deliverable()), document()));
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

  @Override
  public Action action() {
    long arbitrator = seeded.below(WideWorld.ARBITRATORS.size() + 2);
    long court = seeded.below(5);
    long account = 1 + seeded.below(world.state.globals().accounts() + 1);
    return switch (seeded.below(9)) {
      case 0 -> new Action.Transfer(account, hand.amount());
      case 1 -> new Action.Withdraw(hand.amount());
      case 2 -> new Action.Stake(court, arbitrator, hand.amount());
      case 3 -> new Action.Unstake(court, arbitrator, hand.amount());
      case 4 -> new Action.Collect(court, arbitrator, account);
      case 5 -> new Action.CreateCourt(Address.ZERO, seeded.oneOf(WideWorld.TOKENS), hand.amount());
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
}
