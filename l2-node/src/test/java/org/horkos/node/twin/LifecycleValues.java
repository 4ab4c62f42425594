package org.horkos.node.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.AgreementState.AllEnded;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Effect.Payout;
import org.horkos.engine.lifecycle.Effect.Recipient;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Tally;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.engine.verdict.Verdict;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.LeafCodec;

/** The lifecycle's states, acts and results as values of the structs in Agreement.sol. */
final class LifecycleValues {
  private static final int NOBODY = 255;
  private static final int COURT = 254;
  private static final int BURNT = 255;
  private static final BigInteger ZERO = BigInteger.ZERO;

  private LifecycleValues() {}

  /** A LifecycleInput. */
  static List<Object> input(
      Terms terms, AgreementState before, int index, Input input, long now, boolean absent) {
    DeliverableTerms part = terms.deliverables().get(index);
    return List.of(
        TermsCodec.encodePart(part),
        terms.deliverables().size(),
        openFor(terms),
        terms.head().attestors(),
        court(terms.head().courts().get(part.court())),
        agreement(before),
        deliverable(before.deliverables().get(index), absent),
        neighbours(part, before, index, input),
        act(input),
        now);
  }

  static List<Long> openFor(Terms terms) {
    return terms.head().parties().stream().map(Seat::openFor).toList();
  }

  private static List<Object> court(CourtTerms court) {
    return List.of(
        court.id(),
        court.draws(),
        court.evidence(),
        court.commit(),
        court.reveal(),
        court.appeal(),
        court.appeals(),
        court.forfeitBps(),
        court.winnerBps(),
        court.courtBps(),
        court.burnBps(),
        court.seatFee());
  }

  static List<Object> agreement(AgreementState state) {
    List<Object> members = new ArrayList<>();
    for (Member member : state.members()) {
      members.add(List.of(member.account().orElse(Address.ZERO), member.joinedAt()));
    }
    return List.of(
        state.status().ordinal(),
        state.start(),
        state.settledAt(),
        members,
        state.ended(),
        state.messages(),
        state.allEnded().map(AllEnded::at).orElse(0L),
        state.allEnded().map(all -> all.by() + 1).orElse(0));
  }

  /**
   * A Deliverable.
   *
   * @param absent whether it comes from no leaf: then nothing at all is known of its facts
   */
  static List<Object> deliverable(DeliverableState state, boolean absent) {
    List<Object> facts = new ArrayList<>();
    for (FactState fact : absent ? List.<FactState>of() : state.facts()) {
      facts.add(
          List.of(
              fact.claimed().isPresent(),
              word(fact.claimed().orElse(ZERO)),
              fact.answered().isPresent(),
              word(fact.answered().orElse(ZERO))));
    }
    return List.of(
        state.phase().ordinal(),
        state.end().ordinal(),
        state.due(),
        state.missed(),
        state.attempt(),
        state.deliveredAt(),
        state.assertedAt(),
        state.endedAt(),
        facts,
        state.accepted(),
        state.settlement().isPresent(),
        state.settlement().map(DeliverableState.Settlement::factsHash).orElse(Hash.ZERO),
        state.settlement().map(DeliverableState.Settlement::agreed).orElse(0),
        state.dispute().isPresent(),
        state.dispute().map(LifecycleValues::dispute).orElse(List.of(0, 0, 0, List.of())),
        tally(state.tally()));
  }

  /** A tally as it stands at the end of a leaf. */
  private static byte[] tally(Tally tally) {
    byte[] leaf =
        LeafCodec.encode(
            new Leaf.DeliverableLeaf(
                Phase.WAITING,
                DeliverableState.End.NONE,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                tally));
    int bare = LeafCodec.encode(Leaf.DeliverableLeaf.started(0)).length;
    return Arrays.copyOfRange(leaf, bare, leaf.length);
  }

  static List<Object> dispute(DisputeState dispute) {
    List<Object> contested = new ArrayList<>();
    for (ContestedFact fact : dispute.contested()) {
      List<Object> claims = new ArrayList<>();
      fact.claims().forEach(claim -> claims.add(List.of(claim.party(), word(claim.word()))));
      contested.add(
          List.of(
              fact.fact(),
              word(fact.asserted()),
              fact.statedBy() == ContestedFact.NOBODY ? NOBODY : fact.statedBy(),
              claims,
              fact.defenders(),
              fact.conceded()));
    }
    return List.of(
        dispute.phase().ordinal(), dispute.joinUntil(), dispute.evidenceUntil(), contested);
  }

  /** What a waiting deliverable looks at, and an End; otherwise nothing, as in the re-execution. */
  private static List<Object> neighbours(
      DeliverableTerms part, AgreementState before, int index, Input input) {
    TreeSet<Integer> named = new TreeSet<>();
    Phase phase = before.deliverables().get(index).phase();
    List<Moment> moments = new ArrayList<>();
    if (phase == Phase.WAITING) {
      if (part.after() != DeliverableTerms.NONE) {
        named.add(part.after());
      }
      moments.addAll(List.of(part.due(), part.missed()));
    }
    if (input instanceof Input.End && (phase == Phase.WAITING || phase == Phase.OPEN)) {
      part.clauses().mayEnd().ifPresent(may -> moments.add(may.from()));
    }
    for (Moment moment : moments) {
      if (moment.event() == Moment.Event.ENDED || moment.event() == Moment.Event.DUE_OF) {
        named.add(moment.index());
      }
    }
    List<Object> neighbours = new ArrayList<>();
    for (int other : named) {
      DeliverableState state = before.deliverables().get(other);
      neighbours.add(
          List.of(
              other,
              state.end().ordinal(),
              state.due(),
              state.endedAt(),
              state.tally() instanceof Tally.Owed owed ? owed.unpaid() : ZERO));
    }
    return neighbours;
  }

  /** An Act; Join and SettleOnL1 are none. */
  private static List<Object> act(Input input) {
    List<Object> none = List.of();
    return switch (input) {
      case Input.Advance _ -> act(0, Address.ZERO, 0, ZERO, none);
      case Input.Deliver it -> act(1, it.actor(), 0, ZERO, facts(it.facts()));
      case Input.Pay it -> act(11, it.actor(), 0, it.amount(), none);
      case Input.End it -> act(10, it.actor(), 0, ZERO, none);
      case Input.Answer it -> act(2, it.actor(), it.fact(), word(it.word()), none);
      case Input.Accept it -> act(3, it.actor(), 0, ZERO, none);
      case Input.Challenge it -> act(4, it.actor(), 0, ZERO, facts(it.claim()));
      case Input.StandBy it -> act(5, it.actor(), it.fact(), ZERO, none);
      case Input.Concede it -> act(6, it.actor(), it.fact(), ZERO, none);
      case Input.SettleFacts it -> act(7, it.actor(), 0, ZERO, facts(it.facts()));
      case Input.Evidence it -> act(8, it.actor(), 0, new BigInteger(it.document().bytes()), none);
      case Input.Rule it -> {
        List<Object> found = new ArrayList<>();
        it.ruling()
            .found()
            .forEach(
                (fact, word) ->
                    found.add(List.of(fact, word.isPresent(), word(word.orElse(ZERO)))));
        yield List.of(9, Address.ZERO, 0, ZERO, none, found);
      }
      case Input.Join _, Input.SettleOnL1 _ ->
          throw new IllegalArgumentException(input + " is no act on a deliverable");
    };
  }

  private static List<Object> act(
      int kind, Address actor, int fact, BigInteger word, List<Object> facts) {
    return List.of(kind, actor, fact, word, facts, List.of());
  }

  private static List<Object> facts(SortedMap<Integer, BigInteger> facts) {
    List<Object> words = new ArrayList<>();
    for (Map.Entry<Integer, BigInteger> fact : facts.entrySet()) {
      words.add(List.of(fact.getKey(), word(fact.getValue())));
    }
    return words;
  }

  /** The int256 of a word: a document's is unsigned in Java. */
  private static BigInteger word(BigInteger word) {
    return word.bitLength() > 255 ? word.subtract(BigInteger.TWO.pow(256)) : word;
  }

  /** The Result that the transition means for this deliverable. */
  static List<Object> result(Transition transition, Terms terms, AgreementState before, int index) {
    int entryOf =
        before.status() == AgreementState.Status.CLOSED
            ? 0
            : terms.deliverables().get(index).clauses().entryOf().map(of -> of + 1).orElse(0);
    return switch (transition) {
      case Transition.Refused refused ->
          List.of(
              refused.reason().code(),
              false,
              false,
              0,
              false,
              List.of(),
              false,
              entryOf,
              0,
              List.of(),
              List.of(0, 0, 0, List.of(), 0, 0, 0, 0),
              List.of(
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  0,
                  List.of(),
                  0,
                  false,
                  Hash.ZERO,
                  0,
                  false,
                  List.of(0, 0, 0, List.of()),
                  new byte[0]));
      case Transition.Applied applied -> applied(applied, index, entryOf);
    };
  }

  private static List<Object> applied(Transition.Applied applied, int index, int entryOf) {
    List<Effect> effects = applied.effects();
    Optional<Effect.Ended> ended =
        effects.stream()
            .filter(Effect.Ended.class::isInstance)
            .map(Effect.Ended.class::cast)
            .findFirst();
    int shownBy =
        effects.stream()
            .filter(Effect.Shown.class::isInstance)
            .map(effect -> ((Effect.Shown) effect).party())
            .findFirst()
            .orElse(NOBODY);
    return List.of(
        0,
        !effects.isEmpty(),
        effects.stream().anyMatch(Effect.Frozen.class::isInstance),
        shownBy,
        ended.isPresent(),
        payouts(ended.map(Effect.Ended::payouts).orElse(Collections.emptyList())),
        effects.stream().anyMatch(Effect.Closed.class::isInstance),
        entryOf,
        ended.flatMap(Effect.Ended::verdict).map(Verdict::value).orElse(ZERO),
        paid(effects),
        agreement(applied.state()),
        deliverable(applied.state().deliverables().get(index), false));
  }

  private static List<Object> paid(List<Effect> effects) {
    List<Object> lines = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.Paid paid) {
        paid.shares()
            .forEach(share -> lines.add(List.of(paid.token(), share.to(), 0, share.amount())));
      }
    }
    return lines;
  }

  static List<Object> payouts(List<Payout> payouts) {
    List<Object> lines = new ArrayList<>();
    for (Payout payout : payouts) {
      int to =
          switch (payout.to()) {
            case Recipient.Party party -> party.index();
            case Recipient.Court _ -> COURT;
            case Recipient.Burn _ -> BURNT;
          };
      lines.add(List.of(payout.token(), to, payout.source().ordinal(), payout.amount()));
    }
    return lines;
  }

  /** The deliverable that an input is about; empty for what concerns the head. */
  static Optional<Integer> deliverableOf(Input input) {
    return switch (input) {
      case Input.Advance it -> Optional.of(it.deliverable());
      case Input.Deliver it -> Optional.of(it.deliverable());
      case Input.End it -> Optional.of(it.deliverable());
      case Input.Pay it -> Optional.of(it.deliverable());
      case Input.Answer it -> Optional.of(it.deliverable());
      case Input.Accept it -> Optional.of(it.deliverable());
      case Input.Challenge it -> Optional.of(it.deliverable());
      case Input.StandBy it -> Optional.of(it.deliverable());
      case Input.Concede it -> Optional.of(it.deliverable());
      case Input.SettleFacts it -> Optional.of(it.deliverable());
      case Input.Evidence it -> Optional.of(it.deliverable());
      case Input.Rule it -> Optional.of(it.deliverable());
      case Input.Join _, Input.SettleOnL1 _ -> Optional.empty();
    };
  }

  /** Whether all of an input can be written in a step: nothing in it is below 0. */
  static boolean canBeWritten(Input input) {
    return switch (input) {
      case Input.Deliver it -> written(it.facts());
      case Input.Challenge it -> written(it.claim());
      case Input.SettleFacts it -> written(it.facts());
      case Input.Answer it -> it.fact() >= 0;
      case Input.StandBy it -> it.fact() >= 0;
      case Input.Concede it -> it.fact() >= 0;
      case Input.Join it -> it.party() >= 0;
      case Input.Pay it -> it.amount().signum() >= 0;
      case Input.Rule it -> written(it.ruling().found());
      case Input.Advance _, Input.Accept _, Input.End _, Input.Evidence _, Input.SettleOnL1 _ ->
          true;
    };
  }

  private static boolean written(SortedMap<Integer, ?> facts) {
    return facts.isEmpty() || facts.firstKey() >= 0;
  }
}
