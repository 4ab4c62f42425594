package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;

/** One of many agreements on one node, with a client and a studio of its own. */
final class CrowdedLife {
  private static final ConcurrentHashMap<Long, QuickSigner> PEOPLE = new ConcurrentHashMap<>();

  final int id;
  final Terms terms;
  final QuickSigner client;
  final QuickSigner studio;
  private final Seeded seeded;
  private final Words words;
  private boolean joined;

  /** What somebody wants to do; without a signer it can only come through the inbox. */
  record Act(Address actor, Optional<QuickSigner> signer, Action action) {}

  /** The life of the agreement that gets this number. */
  CrowdedLife(int id, Seeded seeded) {
    this.id = id;
    this.seeded = seeded;
    this.words = new Words(seeded);
    this.client = PEOPLE.computeIfAbsent(10_000L + id, QuickSigner::new);
    this.studio = PEOPLE.computeIfAbsent(50_000L + id, QuickSigner::new);
    this.terms = among(seeded.oneIn(2) ? World.WEBSITE : World.BOUNTY);
  }

  /** The same terms for these people. */
  private Terms among(Terms example) {
    TermsHead head = example.head();
    List<TermsHead.Seat> seats = new ArrayList<>();
    for (TermsHead.Seat seat : head.parties()) {
      Address account = seats.isEmpty() ? client.address() : studio.address();
      seats.add(seat.open() ? seat : new TermsHead.Seat(account, 0));
    }
    return new Terms(
        new TermsHead(
            head.name(),
            head.version(),
            head.textHash(),
            seeded.hash(),
            client.address(),
            head.openBy(),
            head.custody(),
            head.fundWithin(),
            head.tokens(),
            seats,
            head.attestors(),
            head.money(),
            head.caps(),
            head.courts(),
            head.deliverables()),
        example.deliverables());
  }

  /** Whether somebody comes to join: once, as on L1. */
  boolean joins(State state) {
    if (joined || !seatIsEmpty(state) || !seeded.oneIn(3)) {
      return false;
    }
    joined = true;
    return true;
  }

  private boolean seatIsEmpty(State state) {
    return state
        .agreement(id)
        .map(head -> head.openSeats().stream().anyMatch(seat -> seat.account().isEmpty()))
        .orElse(false);
  }

  /** Something that fits, mostly. */
  Optional<Act> act(State state) {
    int d = seeded.below(terms.deliverables().size());
    Optional<Leaf.DeliverableLeaf> leaf = state.deliverable(id, d);
    DeliverableTerms part = terms.deliverables().get(d);
    int fact = seeded.below(part.facts().size());
    if (leaf.isEmpty() || seeded.oneIn(4)) {
      return Optional.empty();
    }
    return switch (leaf.get().phase()) {
      case WAITING, EXECUTED, CANCELLED -> Optional.empty();
      case OPEN -> of(studio, new Action.Deliver(id, d, words.facts(part, true)));
      case ANSWERING -> Optional.of(answer(d, fact, part.facts().get(fact)));
      case ASSERTED ->
          of(
              either(),
              seeded.oneIn(2)
                  ? new Action.Accept(id, d)
                  : new Action.Challenge(id, d, words.one(part, fact)));
      case DISPUTED ->
          of(
              either(),
              switch (seeded.below(5)) {
                case 0 -> new Action.Concede(id, d, fact);
                case 1 -> new Action.Evidence(id, d, seeded.hash());
                case 2 -> new Action.Challenge(id, d, words.one(part, fact));
                case 3 -> new Action.SettleFacts(id, d, words.facts(part, false));
                default -> new Action.StandBy(id, d, fact);
              });
    };
  }

  private Act answer(int d, int fact, FactTerms asked) {
    Action action = new Action.Answer(id, d, fact, words.word(asked));
    return asked.source() == Source.ATTESTOR
        ? new Act(World.LAB.address(), Optional.empty(), action)
        : new Act(client.address(), Optional.of(client), action);
  }

  private QuickSigner either() {
    return seeded.oneIn(2) ? client : studio;
  }

  private static Optional<Act> of(QuickSigner signer, Action action) {
    return Optional.of(new Act(signer.address(), Optional.of(signer), action));
  }

  /** Its messages to L1: payouts numbered from 0, one last one, and in sum what was paid in. */
  void paidOutOnce(State state, List<Leaf.OutboxLeaf> messages) {
    assertThat(messages).isNotEmpty();
    BigInteger out = BigInteger.ZERO;
    for (int i = 0; i < messages.size(); i++) {
      Leaf.OutboxLeaf message = messages.get(i);
      boolean last = i == messages.size() - 1;
      assertThat(message.sequence()).isEqualTo(i);
      assertThat(message.kind())
          .isEqualTo(last ? Leaf.OutboxLeaf.Kind.CLOSED : Leaf.OutboxLeaf.Kind.PAYOUT);
      for (Leaf.OutboxLeaf.Payment payment : message.payments()) {
        out = out.add(payment.amount());
      }
    }
    BigInteger in = BigInteger.ZERO;
    for (int d = 0; d < terms.deliverables().size(); d++) {
      DeliverableTerms part = terms.deliverables().get(d);
      assertThat(state.deliverable(id, d).orElseThrow().end()).isNotEqualTo(End.NONE);
      List<Pot> pots = new ArrayList<>(part.pays());
      pots.addAll(part.lots());
      for (int i = 0; i < pots.size(); i++) {
        boolean empty =
            terms.head().parties().get(pots.get(i).owner()).open() && seatIsEmpty(state);
        in = empty ? in : in.add(pots.get(i).amount());
      }
    }
    assertThat(out).isEqualTo(in);
  }
}
