package org.horkos.node.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.Outcomes;
import org.horkos.engine.lifecycle.RandomLife;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.node.Seeded;
import org.horkos.node.contract.Exits;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.junit.jupiter.api.Test;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.gas.StaticGasProvider;

/**
 * What an exit pays for a deliverable is what the lifecycle would pay by itself if it could not be
 * delivered again and nobody had contested it, or all of it back: random agreements in the middle
 * of their lives are the genesis of a rollup that is frozen at once. {@code -Dhorkos.twin.lives=…}
 * takes more of them.
 */
class ExitTwinTest {
  private static final int LIVES = Integer.getInteger("horkos.twin.lives", 150);
  private static final BigInteger WORDS = BigInteger.TWO.pow(256);

  /** The slot of the inbox's private map of begun escrows: one more than the agreement. */
  private static final String BEGUN = "_begun";

  private final Seeded seeded = new Seeded(Seeded.seed(20_261_128L));
  private final State state = new State();
  private final List<Case> cases = new ArrayList<>();
  private final Map<Phase, Integer> met = new TreeMap<>();

  /**
   * A deliverable that has not ended.
   *
   * @param expected per token and party what it pays
   */
  private record Case(
      long agreement,
      Address escrow,
      int index,
      OpenedTerms terms,
      Phase phase,
      Map<List<Integer>, BigInteger> expected) {}

  @Test
  void anExitPaysWhatTheLifecycleWouldPay() {
    for (long id = 0; id < LIVES; id++) {
      life(id, seeded.below(Long.MAX_VALUE));
    }
    state.put(Leaf.Globals.GENESIS.withAgreements(LIVES));
    state.flush();
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      Contracts contracts = frozen(anvil, l1);
      for (Case one : cases) {
        assertThat(paid(l1, contracts, one))
            .as(
                "%s: agreement %d, deliverable %d, %s",
                seeded, one.agreement(), one.index(), one.phase())
            .isEqualTo(one.expected());
      }
    }
    System.out.println(cases.size() + " exits compared, by phase " + met + ", " + seeded);
    assertThat(met.keySet())
        .containsExactly(
            Phase.WAITING, Phase.OPEN, Phase.ANSWERING, Phase.ASSERTED, Phase.DISPUTED);
  }

  /** Lives a random agreement for some steps, and puts it into the state as it is then. */
  private void life(long id, long seed) {
    RandomLife life = RandomLife.of(seed);
    List<AgreementState> states = new ArrayList<>(List.of(life.state()));
    life.run(step -> states.add(step.before()));
    states.removeIf(one -> one.status() != AgreementState.Status.ACTIVE);
    AgreementState now = states.get(seeded.below(states.size()));
    Address escrow = seeded.address();
    put(id, escrow, life.terms, now);
    OpenedTerms terms = opened(life.terms, escrow);
    for (int d = 0; d < life.terms.deliverables().size(); d++) {
      DeliverableState its = now.deliverables().get(d);
      if (its.ended()) {
        continue;
      }
      met.merge(its.phase(), 1, Integer::sum);
      cases.add(new Case(id, escrow, d, terms, its.phase(), merged(payouts(life, now, d))));
    }
  }

  /** By the lifecycle: the same deliverable, asserted, uncontested and in its last attempt. */
  private static List<Effect.Payout> payouts(RandomLife life, AgreementState now, int d) {
    DeliverableTerms part = life.terms.deliverables().get(d);
    DeliverableState its = now.deliverables().get(d);
    if (its.phase() != Phase.ASSERTED && its.phase() != Phase.DISPUTED) {
      return Outcomes.cancelled(part, now.members());
    }
    DeliverableState last =
        new DeliverableState(
            Phase.ASSERTED,
            End.NONE,
            its.due(),
            its.missed(),
            part.attempts(),
            its.deliveredAt(),
            its.assertedAt(),
            0,
            its.facts(),
            0,
            Optional.empty(),
            Optional.empty());
    List<DeliverableState> all = new ArrayList<>(now.deliverables());
    all.set(d, last);
    AgreementState before =
        new AgreementState(
            now.status(),
            now.start(),
            now.settledAt(),
            now.members(),
            all,
            now.ended(),
            now.messages(),
            now.allEnded());
    OptionalLong deadline = Lifecycle.nextDeadline(life.terms, before, d);
    Transition transition =
        Lifecycle.apply(
            life.terms, life.evaluator, before, new Input.Advance(d), deadline.orElseThrow());
    return ((Transition.Applied) transition)
        .effects().stream()
            .filter(Effect.Ended.class::isInstance)
            .map(Effect.Ended.class::cast)
            .findFirst()
            .orElseThrow()
            .payouts();
  }

  private static Map<List<Integer>, BigInteger> merged(List<Effect.Payout> payouts) {
    Map<List<Integer>, BigInteger> sums = new java.util.HashMap<>();
    for (Effect.Payout payout : payouts) {
      int party =
          switch (payout.to()) {
            case Effect.Recipient.Party one -> one.index();
            case Effect.Recipient.Court _, Effect.Recipient.Burn _ ->
                throw new AssertionError("nobody forfeits");
          };
      sums.merge(List.of(payout.token(), party), payout.amount(), BigInteger::add);
    }
    return sums;
  }

  // ---- the state ----

  private void put(long id, Address escrow, Terms terms, AgreementState now) {
    List<Member> openSeats = new ArrayList<>();
    for (int p = 0; p < now.members().size(); p++) {
      if (terms.head().parties().get(p).open()) {
        openSeats.add(now.members().get(p));
      }
    }
    state.put(
        id,
        new Leaf.AgreementHead(
            terms.hash(),
            escrow,
            Leaf.AgreementHead.Status.ACTIVE,
            now.start(),
            0,
            now.ended(),
            now.messages(),
            BigInteger.ZERO,
            0,
            now.allEnded(),
            openSeats));
    for (int d = 0; d < now.deliverables().size(); d++) {
      DeliverableState its = now.deliverables().get(d);
      // What is as it began has no leaf.
      if (its.phase() != Phase.WAITING) {
        state.put(
            id,
            d,
            new Leaf.DeliverableLeaf(
                its.phase(),
                its.end(),
                its.due(),
                its.missed(),
                its.attempt(),
                its.deliveredAt(),
                its.assertedAt(),
                its.endedAt(),
                its.accepted(),
                its.settlement(),
                its.dispute().map(dispute -> id),
                its.facts().stream().map(ExitTwinTest::signed).toList()));
      }
    }
  }

  /** A document's word is signed in bytes. */
  private static FactState signed(FactState fact) {
    return new FactState(
        fact.claimed().map(ExitTwinTest::signed), fact.answered().map(ExitTwinTest::signed));
  }

  private static BigInteger signed(BigInteger word) {
    return word.bitLength() > 255 ? word.subtract(WORDS) : word;
  }

  private static OpenedTerms opened(Terms terms, Address escrow) {
    return new OpenedTerms(
        terms.hash(),
        escrow,
        OpenedTerms.Bytes.of(TermsCodec.encodeHead(terms.head())),
        TermsCodec.encodeParts(terms).stream().map(OpenedTerms.Bytes::of).toList(),
        0);
  }

  // ---- L1 ----

  /** A rollup with this state as its genesis, frozen, and whose inbox knows the escrows. */
  private Contracts frozen(Anvil anvil, L1Connection l1) {
    L1Account account = l1.account(DevelopmentKeys.key(0));
    Contracts contracts =
        new Deployment(account.address(), state.root(), 3_600, 1).deploy(l1, account);
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account, "deposit")
            .vault()
            .deposit(
                Address.ZERO.toString(),
                BigInteger.ONE,
                account.address().toString(),
                BigInteger.ONE));
    new DevelopmentL1(l1).advance(Deployment.FREEZE_AFTER + 60, 2);
    assertThat(new Freeze(l1, contracts).push(account)).isEqualTo(Freeze.Stage.EXIT_FIXED);
    long slot = StorageSlots.of("Inbox", BEGUN);
    for (Case one : cases) {
      StorageSlots.set(
          anvil.url(),
          contracts.inbox(),
          StorageSlots.ofKey(one.escrow(), slot),
          one.agreement() + 1);
    }
    return contracts;
  }

  @SuppressWarnings("unchecked") // as the wrapper gives it
  private Map<List<Integer>, BigInteger> paid(L1Connection l1, Contracts contracts, Case one) {
    String exits = Wrappers.ask(Wrappers.reading(l1, contracts).rollup().exits());
    Exits wrapper =
        Exits.load(
            exits,
            l1.web3j(),
            new ReadonlyTransactionManager(l1.web3j(), Address.ZERO.toString()),
            new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
    long head = Layout.index(one.agreement(), Layout.HEAD_SLOT);
    long leaf = Layout.index(one.agreement(), Layout.DELIVERABLE_SLOT + one.index());
    List<Exits.ExitPayment> payments =
        (List<Exits.ExitPayment>)
            Wrappers.ask(
                wrapper.deliverable(
                    one.escrow().toString(),
                    new Exits.ExitDeliverable(
                        BigInteger.valueOf(one.index()),
                        shown(head),
                        shown(leaf),
                        one.terms().head().toArray(),
                        bytes(one.terms().branch(0)),
                        one.terms().parts().get(one.index()).toArray(),
                        bytes(one.terms().branch(one.index() + 1)))));
    Map<List<Integer>, BigInteger> paid = new java.util.HashMap<>();
    for (Exits.ExitPayment payment : payments) {
      BigInteger twice =
          paid.put(
              List.of(payment.token.intValueExact(), payment.party.intValueExact()),
              payment.amount);
      assertThat(twice).as("one payment per token and party").isNull();
    }
    return paid;
  }

  private Exits.ExitLeaf shown(long index) {
    return new Exits.ExitLeaf(
        state.bytes(Layout.Table.AGREEMENTS, index).orElse(new byte[0]),
        bytes(state.proof(Layout.Table.AGREEMENTS, index).siblings()));
  }

  private static List<byte[]> bytes(List<Hash> hashes) {
    return hashes.stream().map(Hash::bytes).toList();
  }
}
