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

    // SEAT_TAKEN
    Terms bounty = World.BOUNTY;
    world.l1.fund(WideWorld.START, bounty, BigInteger.ZERO);
    step(new SystemStep.Inbox());
    for (int i = 0; i < 2; i++) {
      world.l1.join(world.now(), bounty, 1, WideWorld.STRANGERS.get(i).address());
      step(new SystemStep.Inbox());
    }

    // AGREEMENT_SETTLED
    world.l1.settle(world.now(), terms.hash());
    step(new SystemStep.Inbox());
    world.l1.settle(world.now(), terms.hash());
    step(new SystemStep.Inbox());
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
