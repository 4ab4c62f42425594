package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * An agreement's state as the lifecycle knows it, out of its leaves and back. What the terms say is
 * not repeated in leaves: named parties, and what the pots of a deliverable hold until it ends.
 */
final class AgreementLeaves {
  private static final BigInteger WORDS = BigInteger.TWO.pow(256);

  private AgreementLeaves() {}

  /** The agreement's state with each deliverable as it began: a step loads those it touches. */
  static AgreementState read(Leaf.AgreementHead head, Terms terms) {
    List<Member> members = new ArrayList<>();
    Iterator<Member> joined = head.openSeats().iterator();
    for (Seat seat : terms.head().parties()) {
      members.add(
          seat.open() ? joined.next() : new Member(Optional.of(seat.account()), head.start()));
    }
    return new AgreementState(
        switch (head.status()) {
          case ACTIVE -> AgreementState.Status.ACTIVE;
          case SETTLED -> AgreementState.Status.SETTLED;
          case CLOSED -> AgreementState.Status.CLOSED;
        },
        head.start(),
        head.settledAt(),
        members,
        Lifecycle.started(terms, head.start()).deliverables(),
        head.ended(),
        head.messages(),
        head.allEnded());
  }

  /** A deliverable's leaf: as it began if nothing stands there. */
  static Leaf.DeliverableLeaf leaf(State state, long id, int index, DeliverableTerms part) {
    return state
        .deliverable(id, index)
        .orElseGet(() -> Leaf.DeliverableLeaf.started(part.facts().size()));
  }

  /** What a deliverable's leaf says, with its dispute. */
  static DeliverableState deliverable(
      Leaf.DeliverableLeaf leaf, DeliverableTerms part, Optional<DisputeState> dispute) {
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
        dispute,
        leaf.tally());
  }

  /** The head that says what has become of the agreement. */
  static Leaf.AgreementHead head(Leaf.AgreementHead before, AgreementState agreement, Terms terms) {
    List<Member> openSeats = new ArrayList<>();
    for (int p = 0; p < agreement.members().size(); p++) {
      if (terms.head().parties().get(p).open()) {
        openSeats.add(agreement.members().get(p));
      }
    }
    return new Leaf.AgreementHead(
        before.termsHash(),
        before.escrow(),
        switch (agreement.status()) {
          case ACTIVE -> Leaf.AgreementHead.Status.ACTIVE;
          case SETTLED -> Leaf.AgreementHead.Status.SETTLED;
          case CLOSED -> Leaf.AgreementHead.Status.CLOSED;
        },
        before.start(),
        agreement.settledAt(),
        agreement.ended(),
        agreement.messages(),
        before.feePot(),
        before.feePotOwner(),
        agreement.allEnded(),
        openSeats);
  }

  /** What a deliverable waits for, and what its moments count from; ascending. */
  static SortedSet<Integer> neighbours(DeliverableTerms part) {
    SortedSet<Integer> indexes = new TreeSet<>();
    if (part.after() != DeliverableTerms.NONE) {
      indexes.add(part.after());
    }
    counted(part.due(), indexes);
    counted(part.missed(), indexes);
    return indexes;
  }

  /** What the instant counts from, from which on a deliverable may be ended. */
  static SortedSet<Integer> neighboursOfEnd(DeliverableTerms part) {
    SortedSet<Integer> indexes = new TreeSet<>();
    part.clauses().mayEnd().ifPresent(may -> counted(may.from(), indexes));
    return indexes;
  }

  private static void counted(Moment moment, SortedSet<Integer> indexes) {
    switch (moment.event()) {
      case ENDED, DUE_OF -> indexes.add(moment.index());
      case START, DUE, JOINS, DATE -> {
        // no other deliverable
      }
    }
  }

  /**
   * Sets the leaves of a deliverable and its dispute, if they differ from what stands in the state.
   */
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
            facts(part, changed.facts(), false),
            changed.tally());
    if (!leaf(state, id, index, part).equals(leaf)) {
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
