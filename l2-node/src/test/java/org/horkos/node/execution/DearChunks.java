package org.horkos.node.execution;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/**
 * Chunks that cost as much as possible to execute again: as many steps of one kind as a chunk
 * admits, each on another of the largest agreements, whose terms and leaves all must be shown.
 */
public final class DearChunks {
  private static final int STEPS = StepCodec.MAX_CHUNK_STEPS;
  private static final Hash SALT = Keccak.hash(new byte[] {7});
  private static final WideWorld.Person PERFORMER = WideWorld.PARTIES.getFirst();

  private final World world = WideWorld.base(BigInteger.TEN.pow(8));
  private final List<Terms> agreements = new ArrayList<>();
  private final Map<String, RandomChunks.Case> cases = new LinkedHashMap<>();
  private final String prefix;
  private final LargestTerms.Shape shape;

  private DearChunks(String prefix, LargestTerms.Shape shape, int agreements) {
    Seeded seeded = new Seeded(7);
    this.prefix = prefix;
    this.shape = shape;
    for (int i = 0; i < agreements; i++) {
      this.agreements.add(
          WideWorld.among(
              seeded,
              LargestTerms.of(shape),
              court -> court.id() == 0 ? WideWorld.full(court, 0) : court));
    }
  }

  /** What each is, and the chunk. */
  public static Map<String, RandomChunks.Case> all() {
    Map<String, RandomChunks.Case> all = new LinkedHashMap<>();
    all.putAll(of("instructions, ", new LargestTerms.Shape(8, 8, 0, 1, 1, 0), STEPS));
    all.putAll(of("penalties, ", new LargestTerms.Shape(8, 8, 64, 1, 1, 0), STEPS));
    return all;
  }

  /** The chunks of one agreement on terms of this shape, by what they are. */
  public static Map<String, RandomChunks.Case> of(LargestTerms.Shape shape) {
    return of("", shape, 1);
  }

  /** The chunk with these after its own steps, in a tree whose branches are full. */
  public static RandomChunks.Case dearer(RandomChunks.Case next, List<CheapSteps.Cheap> tail) {
    return FullTree.around(CheapSteps.after(next, tail));
  }

  private static Map<String, RandomChunks.Case> of(
      String prefix, LargestTerms.Shape shape, int agreements) {
    DearChunks chunks = new DearChunks(prefix, shape, agreements);
    chunks.live();
    return chunks.cases;
  }

  private void live() {
    for (Terms terms : agreements) {
      world.l1.fund(WideWorld.START, terms, BigInteger.TEN.pow(6));
    }
    inCourtsAndBalances();
    keep("funded", i -> new SystemStep.Inbox());
    world.consume();
    IntFunction<Step> deliver = i -> sign(PERFORMER, new Action.Deliver(i, 0, delivered()));
    each("delivery", deliver);
    accepted();
    each("first challenge", i -> challenge(i, 1));
    for (int party = 2; party < 8; party++) {
      int next = party;
      each(party == 7 ? "last challenge" : "", i -> challenge(i, next));
    }
    each("concession", i -> sign(PERFORMER, new Action.Concede(i, 0, 31)));
    each("evidence", i -> sign(PERFORMER, new Action.Evidence(i, 0, SALT)));
    settled();
    world.clock(world.state.dispute(0).orElseThrow().state().evidenceUntil());
    each("call of the panel", i -> new SystemStep.Advance(i, 0));
    world.l1.beacon(world.now(), 1_000, SALT);
    world.consume();
    for (int i = 0; i < agreements.size(); i++) {
      while (seats(i) < PanelState.MAX_SEATS - 1) {
        world.run(new SystemStep.Draw(i, 0));
      }
    }
    keep("draw", i -> new SystemStep.Draw(i, 0));
    for (int i = 0; i < agreements.size(); i++) {
      while (seats(i) < PanelState.MAX_SEATS) {
        world.run(new SystemStep.Draw(i, 0));
      }
    }
    for (int seat = 0; seat < PanelState.MAX_SEATS; seat++) {
      int at = seat;
      each(seat == PanelState.MAX_SEATS - 1 ? "last commitment" : "", i -> commit(i, at));
    }
    for (int seat = 0; seat < PanelState.MAX_SEATS - 1; seat++) {
      int at = seat;
      each(seat == PanelState.MAX_SEATS - 2 ? "reveal" : "", i -> reveal(i, at));
    }
    ruledByTime();
    int last = PanelState.MAX_SEATS - 1;
    Action reveal = ((Transaction) reveal(0, last)).action();
    forced(world, "last reveal, ruling, forced", voter(0, last), reveal);
    each("last reveal, ruling", i -> reveal(i, PanelState.MAX_SEATS - 1));
    keep("settled seat", i -> settleable(i));
  }

  private void inCourtsAndBalances() {
    BigInteger amount = BigInteger.valueOf(1_000);
    many(
        "transfer",
        i -> sign(WideWorld.PARTIES.get(i), new Action.Transfer(1 + 2L * (i + 20), amount)));
    many("withdrawal", i -> sign(WideWorld.PARTIES.get(i), new Action.Withdraw(amount)));
    many(
        "court",
        i ->
            sign(
                WideWorld.PARTIES.get(i),
                new Action.CreateCourt(Address.ZERO, Address.ZERO, amount)));
    many("unstake", i -> sign(WideWorld.ARBITRATORS.get(i), new Action.Unstake(0, i, amount)));
    many(
        "stake", i -> sign(world, WideWorld.ARBITRATORS.get(i), 1, new Action.Stake(0, i, amount)));
  }

  /** What comes through the inbox. */
  private void forced(World at, String what, WideWorld.Person person, Action action) {
    World other = at.copy();
    long account = other.l1.account(person.address(), Address.ZERO);
    Transaction forced = new Transaction(account, 0, action, Signature.NONE);
    byte[] bytes = StepCodec.encodeUnsigned(forced);
    other.l1.force(other.now(), person.address(), account, bytes);
    keep(other, what, i -> new SystemStep.Inbox());
  }

  private void ruledByTime() {
    World later = world.copy();
    later.clock(later.state.panel(0).orElseThrow().state().nextDeadline().orElseThrow());
    keep(later, "ruling by time", i -> new SystemStep.Advance(i, 0));
    // What comes too late finds that out only when the panel has ruled.
    late(later, "late draw", i -> new SystemStep.Draw(i, 0));
    late(later, "late settling of a seat", i -> new SystemStep.SettleSeat(i, 0));
    late(later, "late commitment", i -> sign(later, voter(i, 0), new Action.Commit(i, 0, SALT)));
    late(
        later,
        "late reveal",
        i ->
            sign(
                later,
                voter(i, PanelState.MAX_SEATS - 1),
                new Action.Reveal(
                    i,
                    PanelState.MAX_SEATS - 1,
                    SALT,
                    new Facts(ballot(i, PanelState.MAX_SEATS - 1)))));
    late(later, "late act", i -> sign(later, PERFORMER, new Action.Concede(i, 0, 30)));
    Facts claim = claim(0, 3);
    late(later, "late challenge", i -> sign(later, PERFORMER, new Action.Challenge(i, 0, claim)));
    forced(later, "late act, forced", PERFORMER, new Action.Concede(0, 0, 30));
    forced(later, "late challenge, forced", PERFORMER, new Action.Challenge(0, 0, delivered()));
  }

  private void accepted() {
    World other = world.copy();
    for (int party = 0; party < LargestTerms.PARTIES; party++) {
      Action accept = new Action.Accept(0, 0);
      WideWorld.Person person = WideWorld.PARTIES.get(party);
      World before = other.copy();
      Receipt receipt = other.run(sign(other, person, accept));
      boolean last =
          receipt.applied()
              && other.state.deliverable(0, 0).orElseThrow().phase() == Phase.EXECUTED;
      if (last) {
        for (int i = 1; i < agreements.size(); i++) {
          for (int p = 0; p < party; p++) {
            before.run(sign(before, WideWorld.PARTIES.get(p), new Action.Accept(i, 0)));
          }
        }
        keep(before, "last acceptance", i -> sign(before, person, new Action.Accept(i, 0)));
        return;
      }
    }
    throw new IllegalStateException("nobody's acceptance is the last one");
  }

  private void settled() {
    World other = world.copy();
    Facts facts = delivered();
    for (int party = 0; party < LargestTerms.PARTIES; party++) {
      WideWorld.Person person = WideWorld.PARTIES.get(party);
      World before = other.copy();
      other.run(sign(other, person, new Action.SettleFacts(0, 0, facts)));
      if (other.state.deliverable(0, 0).orElseThrow().phase() == Phase.EXECUTED) {
        for (int i = 1; i < agreements.size(); i++) {
          for (int p = 0; p < party; p++) {
            before.run(sign(before, WideWorld.PARTIES.get(p), new Action.SettleFacts(i, 0, facts)));
          }
        }
        keep(
            before,
            "last settlement",
            i -> sign(before, person, new Action.SettleFacts(i, 0, facts)));
        return;
      }
    }
    throw new IllegalStateException("nobody's agreement to the facts is the last one");
  }

  private int seats(int dispute) {
    return world.state.panel(dispute).orElseThrow().seats();
  }

  private Step challenge(int agreement, int party) {
    Facts claim = claim(5 * party, party % 5);
    return sign(WideWorld.PARTIES.get(party), new Action.Challenge(agreement, 0, claim));
  }

  private WideWorld.Person voter(int dispute, int seat) {
    Address voter = world.state.seat(dispute, seat).orElseThrow().seat().voter();
    return new WideWorld.Person(voter, WideWorld.signer(voter));
  }

  private TreeMap<Integer, BigInteger> ballot(int dispute, int seat) {
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    Leaf.DisputeLeaf leaf = world.state.dispute(dispute).orElseThrow();
    leaf.state()
        .forCourt()
        .forEach(
            fact ->
                ballot.put(
                    fact.fact(),
                    shape.base().add(BigInteger.valueOf((7 * seat + 3 * fact.fact()) % 11))));
    return ballot;
  }

  private Facts delivered() {
    return new Facts(LargestTerms.raised(LargestTerms.delivered(), shape.base()));
  }

  private Facts claim(int first, int word) {
    return new Facts(LargestTerms.raised(LargestTerms.claim(first, word), shape.base()));
  }

  private Step commit(int dispute, int seat) {
    if (seats(dispute) <= seat || world.state.seat(dispute, seat).orElseThrow().seat().empty()) {
      return new SystemStep.Draw(dispute, 0);
    }
    WideWorld.Person voter = voter(dispute, seat);
    Leaf.DisputeLeaf leaf = world.state.dispute(dispute).orElseThrow();
    Hash commitment =
        Keccak.hash(
            voter.address().bytes(),
            agreements.get((int) leaf.agreement()).hash().bytes(),
            new byte[] {(byte) leaf.deliverable(), 0, (byte) seat},
            Ballot.hash(ballot(dispute, seat)).bytes(),
            SALT.bytes());
    return sign(voter, new Action.Commit(dispute, seat, commitment));
  }

  private Step reveal(int dispute, int seat) {
    Facts ballot = new Facts(ballot(dispute, seat));
    return sign(voter(dispute, seat), new Action.Reveal(dispute, seat, SALT, ballot));
  }

  /** The seat that is settled next. */
  private Step settleable(int dispute) {
    for (int seat = 0; seat < PanelState.MAX_SEATS; seat++) {
      SystemStep.SettleSeat step = new SystemStep.SettleSeat(dispute, seat);
      if (world.execution.check(world.state, world.open(), step, world.l1).applied()) {
        return step;
      }
    }
    throw new IllegalStateException("no seat can be settled");
  }

  // ---- steps ----

  private Step sign(WideWorld.Person person, Action action) {
    return sign(world, person, action);
  }

  private static Step sign(World world, WideWorld.Person person, Action action) {
    return sign(world, person, 0, action);
  }

  private static Step sign(World world, WideWorld.Person person, int token, Action action) {
    long account = world.l1.account(person.address(), WideWorld.TOKENS.get(token));
    return switch (world.execution.toSign(world.state, account, 0, action, world.l1)) {
      case Execution.ToSign.Digest digest ->
          new Transaction(account, 0, action, person.signer().orElseThrow().sign(digest.digest()));
      case Execution.ToSign.Nothing nothing ->
          throw new IllegalStateException("there is nothing to sign: " + nothing.reason());
    };
  }

  /** Does it on each agreement; before that, keeps the chunk of as many as it admits. */
  private void each(String what, IntFunction<Step> step) {
    if (!what.isEmpty()) {
      keep(what, step);
    }
    for (int i = 0; i < agreements.size(); i++) {
      Receipt receipt = world.run(step.apply(i));
      if (!receipt.applied()) {
        throw new IllegalStateException(what + ": " + receipt);
      }
    }
  }

  private void keep(String what, IntFunction<Step> step) {
    keep(world, what, step);
  }

  private void keep(World at, String what, IntFunction<Step> step) {
    keep(at, what, step, true, agreements.size());
  }

  private void late(World at, String what, IntFunction<Step> step) {
    keep(at, what, step, false, agreements.size());
  }

  /** What is done on no agreement. */
  private void many(String what, IntFunction<Step> step) {
    keep(world, what, step, true, STEPS);
  }

  /** Steps of one chunk, each signed as if those before it had been done. */
  private void keep(World at, String what, IntFunction<Step> step, boolean applied, int steps) {
    World before = at.copy();
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    int weight = 0;
    int mark = at.state.mark();
    for (int i = 0; i < steps; i++) {
      Step next = step.apply(i);
      weight += StepCodec.weight(next);
      if (weight > StepCodec.MAX_CHUNK_WEIGHT) {
        break;
      }
      Receipt receipt = at.execution.execute(at.state, at.open(), next, at.l1);
      if (receipt.applied() != applied) {
        throw new IllegalStateException(what + ": " + receipt);
      }
      chunk.writeBytes(StepCodec.encode(next));
    }
    at.state.rollback(mark);
    cases.put(
        prefix + what,
        new RandomChunks.Case(
            before.state, before.open(), chunk.toByteArray(), before.l1, before.execution));
  }
}
