package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * An agreement's state as the lifecycle knows it, out of its leaves and back. What the terms say is
 * not repeated in leaves: named parties, and what the pots of a deliverable hold until it ends.
 */
final class AgreementLeaves {
  private static final BigInteger WORDS = BigInteger.TWO.pow(256);

  private AgreementLeaves() {}

  /** The agreement's state; all its leaves must stand in the state. */
  static AgreementState read(State state, long id, Leaf.AgreementHead head, Terms terms) {
    List<Member> members = new ArrayList<>();
    Iterator<Member> joined = head.openSeats().iterator();
    for (Seat seat : terms.head().parties()) {
      members.add(
          seat.open() ? joined.next() : new Member(Optional.of(seat.account()), head.start()));
    }
    List<DeliverableState> deliverables = new ArrayList<>();
    for (int d = 0; d < terms.deliverables().size(); d++) {
      deliverables.add(deliverable(state, id, d, terms.deliverables().get(d)));
    }
    return new AgreementState(
        switch (head.status()) {
          case ACTIVE -> AgreementState.Status.ACTIVE;
          case SETTLED -> AgreementState.Status.SETTLED;
          case CLOSED -> AgreementState.Status.CLOSED;
          case REFUSED ->
              throw new IllegalArgumentException("a refused agreement has no lifecycle");
        },
        head.start(),
        head.settledAt(),
        members,
        deliverables,
        head.ended(),
        head.messages());
  }

  private static DeliverableState deliverable(
      State state, long id, int index, DeliverableTerms part) {
    Leaf.DeliverableLeaf leaf = state.deliverable(id, index).orElseThrow();
    Optional<DisputeState> dispute =
        leaf.dispute().map(number -> state.dispute(number).orElseThrow().state());
    return new DeliverableState(
        leaf.phase(),
        leaf.end(),
        leaf.due(),
        leaf.missed(),
        leaf.attempt(),
        leaf.deliveredAt(),
        leaf.assertedAt(),
        leaf.endedAt(),
        facts(part, leaf.facts(), true),
        leaf.accepted(),
        leaf.settlement(),
        dispute);
  }

  /** Sets the leaves of a deliverable that differ from what stands in the state. */
  static void write(
      State state,
      long id,
      int index,
      DeliverableTerms part,
      DeliverableState changed,
      Optional<Long> dispute) {
    Leaf.DeliverableLeaf leaf =
        new Leaf.DeliverableLeaf(
            changed.phase(),
            changed.end(),
            changed.due(),
            changed.missed(),
            changed.attempt(),
            changed.deliveredAt(),
            changed.assertedAt(),
            changed.endedAt(),
            changed.accepted(),
            changed.settlement(),
            dispute,
            facts(part, changed.facts(), false));
    if (!state.deliverable(id, index).equals(Optional.of(leaf))) {
      state.put(id, index, leaf);
    }
    dispute.ifPresent(
        number -> {
          Leaf.DisputeLeaf disputeLeaf =
              new Leaf.DisputeLeaf(id, index, changed.dispute().orElseThrow());
          if (!state.dispute(number).equals(Optional.of(disputeLeaf))) {
            state.put(number, disputeLeaf);
          }
        });
  }

  /** A document's word is unsigned for the lifecycle and signed, as all words are, in bytes. */
  private static List<FactState> facts(
      DeliverableTerms part, List<FactState> facts, boolean unsigned) {
    List<FactState> words = new ArrayList<>(facts.size());
    for (int i = 0; i < facts.size(); i++) {
      boolean document = i < part.facts().size() && part.facts().get(i).kind() == Kind.DOCUMENT;
      FactState fact = facts.get(i);
      words.add(
          document
              ? new FactState(
                  fact.claimed().map(word -> unsigned ? unsigned(word) : signed(word)),
                  fact.answered().map(word -> unsigned ? unsigned(word) : signed(word)))
              : fact);
    }
    return words;
  }

  /** The same 256 bits as a number that is not below 0. */
  static BigInteger unsigned(BigInteger word) {
    return word.signum() < 0 ? word.add(WORDS) : word;
  }

  private static BigInteger signed(BigInteger word) {
    return word.bitLength() > 255 ? word.subtract(WORDS) : word;
  }
}
