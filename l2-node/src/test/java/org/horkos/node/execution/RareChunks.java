package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Maxima;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.MadeTerms;
import org.horkos.node.Seeded;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/** Chunks that come to refusals which random lives hardly ever meet: one step each, in a script. */
public final class RareChunks {
  private static final int EXHIBITS = 8;

  /** What an account can hold. */
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** A party without a pot. */
  private static final int OUTSIDER = 15;

  private final World world = WideWorld.base(BigInteger.ZERO);
  private final List<RandomChunks.Case> chunks = new ArrayList<>();

  private RareChunks() {}

  /** All of the script, in order. */
  public static List<RandomChunks.Case> all() {
    RareChunks rare = new RareChunks();
    rare.live();
    return rare.chunks;
  }

  private void live() {
    Seeded seeded = new Seeded(9);
    Terms terms =
        WideWorld.among(
            seeded,
            LargestTerms.of(8, 8, LargestTerms.Filling.INSTRUCTIONS),
            court -> WideWorld.full(court, 0));
    world.l1.fund(WideWorld.START, terms, BigInteger.ZERO);
    step(new SystemStep.Inbox());

    // WRONG_FACTS, OUT_OF_RANGE
    TreeMap<Integer, BigInteger> delivered = new TreeMap<>(LargestTerms.delivered());
    act(0, new Action.Deliver(0, 0, new Facts(delivered.headMap(5))));
    TreeMap<Integer, BigInteger> beyond = new TreeMap<>(delivered);
    beyond.put(31, BigInteger.valueOf(11));
    act(0, new Action.Deliver(0, 0, new Facts(beyond)));
    act(0, new Action.Deliver(0, 0, new Facts(delivered)));

    // NOTHING_OWED
    act(0, new Action.Pay(0, 0, BigInteger.ONE));

    Facts claim = new Facts(LargestTerms.claim(5, 1));
    act(1, new Action.Challenge(0, 0, claim));

    // TOO_MANY
    for (int i = 0; i <= EXHIBITS; i++) {
      act(0, new Action.Evidence(0, 0, Keccak.hash(new byte[] {(byte) i})));
    }

    // ALREADY_STANDING_BY, DEFENDS_IT: facts of a performer who has no bond need somebody to stand
    // by
    world.l1.fund(WideWorld.START, byOutsider(terms), BigInteger.ZERO);
    step(new SystemStep.Inbox());
    act(OUTSIDER, new Action.Deliver(1, 0, new Facts(delivered)));
    act(1, new Action.Challenge(1, 0, claim));
    act(2, new Action.StandBy(1, 0, 5));
    act(2, new Action.StandBy(1, 0, 5));
    act(2, new Action.Challenge(1, 0, claim));

    // BELOW_MINIMUM
    int joining = WideWorld.ARBITRATORS.size();
    act(WideWorld.ARBITRATORS.getFirst(), 1, new Action.Stake(0, joining, BigInteger.ONE));

    // STAKE_TOO_LARGE
    BigInteger all = enrich(WideWorld.ARBITRATORS.getFirst(), 1);
    act(WideWorld.ARBITRATORS.getFirst(), 1, new Action.Stake(0, joining, all));

    // SEAT_TAKEN
    Terms bounty = World.BOUNTY;
    world.l1.fund(WideWorld.START, bounty, BigInteger.ZERO);
    step(new SystemStep.Inbox());
    for (int i = 0; i < 2; i++) {
      world.l1.join(world.now(), bounty, 1, WideWorld.STRANGERS.get(i).address());
      step(new SystemStep.Inbox());
    }

    clauses(seeded, 3);

    // AGREEMENT_SETTLED
    world.l1.settle(world.now(), terms.hash());
    step(new SystemStep.Inbox());
    world.l1.settle(world.now(), terms.hash());
    step(new SystemStep.Inbox());
  }

  /**
   * NOT_ASKED, ALREADY_AGREED, NOBODY_MAY_END, MAY_NOT_END, TOO_EARLY_TO_END, an End that is done,
   * NOT_MINIMAL, WRONG_AMOUNT.
   */
  private void clauses(Seeded seeded, long first) {
    List<MadeTerms> all =
        List.of(
            MadeTerms.askedIfFaulty(),
            MadeTerms.endedBy(MadeTerms.CLIENT, 0),
            MadeTerms.endedBy(MadeTerms.CLIENT, 1L << 30),
            MadeTerms.judgedByTheFirst(),
            MadeTerms.measured(),
            MadeTerms.owing());
    for (MadeTerms made : all) {
      Terms terms = WideWorld.among(seeded, MadeTerms.of(made), court -> court);
      world.l1.fund(WideWorld.START, terms, BigInteger.ZERO);
      step(new SystemStep.Inbox());
    }
    act(MadeTerms.STUDIO, new Action.Deliver(first, 0, zeros(1)));
    act(MadeTerms.CLIENT, new Action.Answer(first, 0, 1, BigInteger.ONE));
    act(MadeTerms.CLIENT, new Action.SettleFacts(first, 0, zeros(3)));
    act(MadeTerms.CLIENT, new Action.SettleFacts(first, 0, zeros(3)));
    act(MadeTerms.CLIENT, new Action.End(first, 0));
    act(MadeTerms.STUDIO, new Action.End(first + 1, 0));
    act(MadeTerms.CLIENT, new Action.End(first + 2, 0));
    act(MadeTerms.CLIENT, new Action.End(first + 1, 0));
    long judged = first + 3;
    act(MadeTerms.STUDIO, new Action.Deliver(judged, 0, zeros(0)));
    act(MadeTerms.CLIENT, new Action.Answer(judged, 0, 0, BigInteger.TWO));
    act(MadeTerms.CLIENT, new Action.Answer(judged, 0, 1, BigInteger.TWO));
    act(MadeTerms.STUDIO, new Action.Challenge(judged, 0, zeros(2)));
    act(MadeTerms.STUDIO, new Action.Pay(first + 5, 0, BigInteger.valueOf(101)));
    // A panel that is to find a time looks at when that was delivered.
    long measured = first + 4;
    step(new SystemStep.Clock(WideWorld.START + 100, world.state.globals().inboxCount()));
    act(MadeTerms.STUDIO, new Action.Deliver(measured, 0, time(WideWorld.START + 50)));
    long dispute = world.state.globals().disputes();
    act(MadeTerms.CLIENT, new Action.Challenge(measured, 0, time(WideWorld.START)));
    step(new SystemStep.SettleSeat(dispute, 0));
  }

  /** Gives a person all that an account can hold, and tells how much that is. */
  private BigInteger enrich(WideWorld.Person person, int token) {
    long account = world.l1.account(person.address(), WideWorld.TOKENS.get(token));
    BigInteger has = world.state.account(account).orElseThrow().balance();
    world.l1.deposit(
        world.now(), person.address(), WideWorld.TOKENS.get(token), MOST.subtract(has));
    step(new SystemStep.Inbox());
    return MOST;
  }

  private static Facts time(long instant) {
    TreeMap<Integer, BigInteger> time = new TreeMap<>();
    time.put(0, BigInteger.valueOf(instant));
    return new Facts(time);
  }

  /** The first facts, all 0. */
  private static Facts zeros(int count) {
    TreeMap<Integer, BigInteger> zeros = new TreeMap<>();
    for (int fact = 0; fact < count; fact++) {
      zeros.put(fact, BigInteger.ZERO);
    }
    return new Facts(zeros);
  }

  private static Terms byOutsider(Terms terms) {
    DeliverableTerms its = terms.deliverables().getFirst();
    DeliverableTerms part =
        new DeliverableTerms(
            OUTSIDER,
            its.after(),
            its.pays(),
            its.lots(),
            its.due(),
            its.grace(),
            its.missed(),
            its.missedGives(),
            its.failedGives(),
            its.challenge(),
            its.court(),
            its.attempts(),
            its.facts(),
            its.clauses(),
            its.program());
    TermsHead head = terms.head();
    Maxima maxima =
        Maxima.of(head.tokens().size(), head.parties().size(), head.courts(), List.of(part));
    return new Terms(
        new TermsHead(
            head.name(),
            head.version(),
            head.textHash(),
            head.salt(),
            head.proposer(),
            head.openBy(),
            head.custody(),
            head.fundWithin(),
            head.tokens(),
            head.parties(),
            head.attestors(),
            maxima.money(),
            maxima.caps(),
            head.courts(),
            head.deliverables()),
        List.of(part));
  }

  private void act(int party, Action action) {
    act(WideWorld.PARTIES.get(party), 0, action);
  }

  private void act(WideWorld.Person person, int token, Action action) {
    long account = world.l1.account(person.address(), WideWorld.TOKENS.get(token));
    Signature signature =
        switch (world.execution.toSign(world.state, account, 0, action, world.l1)) {
          case Execution.ToSign.Digest digest ->
              person.signer().orElseThrow().sign(digest.digest());
          case Execution.ToSign.Nothing _ -> Signature.NONE;
        };
    step(new Transaction(account, 0, action, signature));
  }

  private void step(Step step) {
    chunks.add(
        new RandomChunks.Case(
            State.load(world.state.leaves()),
            world.open(),
            StepCodec.encode(step),
            world.l1.copy(),
            world.execution));
    world.run(step);
  }
}
