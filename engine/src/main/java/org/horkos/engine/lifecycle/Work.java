package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.DeliverableState.Settlement;
import org.horkos.engine.vm.RequireCheck;

/** The acts of undisturbed work: deliver, answer, accept, settle on facts. */
final class Work {
  private Work() {}

  static Optional<Refusal> deliver(Draft draft, Input.Deliver input, long now) {
    DeliverableTerms part = draft.part;
    switch (draft.phase) {
      case OPEN -> {}
      case WAITING -> {
        return Optional.of(Refusal.STILL_WAITING);
      }
      case ASSERTED, ANSWERING -> {
        return Optional.of(
            draft.nothingStated() ? Refusal.DELIVERY_TOO_LATE : Refusal.ALREADY_DELIVERED);
      }
      case DISPUTED -> {
        return Optional.of(Refusal.UNDER_DISPUTE);
      }
      case EXECUTED, CANCELLED -> {
        return Optional.of(Refusal.DELIVERABLE_ENDED);
      }
    }
    if (Standing.party(draft.before.members(), input.actor()) != part.performer()) {
      return Optional.of(Refusal.NOT_THE_PERFORMER);
    }
    for (int i = 0; i < part.facts().size(); i++) {
      if (input.facts().containsKey(i) != part.facts().get(i).statedByPerformer()) {
        return Optional.of(Refusal.WRONG_FACTS);
      }
    }
    Optional<Refusal> words = words(part, input.facts());
    if (words.isPresent()) {
      return words;
    }
    SortedMap<Integer, BigInteger> own = new TreeMap<>(input.facts());
    own.keySet().removeIf(fact -> part.facts().get(fact).source() != Source.PERFORMER);
    if (RequireCheck.broken(part, own).isPresent()) {
      return Optional.of(Refusal.BREAKS_REQUIRE);
    }

    // After this point the input must succeed.
    draft.attempt++;
    draft.deliveredAt = now;
    input
        .facts()
        .forEach(
            (fact, word) ->
                draft.facts.set(fact, new FactState(Optional.of(word), Optional.empty())));
    draft.move(Phase.ANSWERING, now);
    assertIfAllIn(draft, now);
    return Optional.empty();
  }

  static Optional<Refusal> answer(Draft draft, Input.Answer input, long now) {
    FactTerms fact = draft.part.facts().get(input.fact());
    FactState known = draft.facts.get(input.fact());
    if (draft.phase != Phase.ANSWERING) {
      return Optional.of(Phases.afterDelivery(draft, Refusal.ALREADY_ASSERTED));
    }
    if (!isSource(draft, fact, input.actor())) {
      return Optional.of(Refusal.NOT_THE_SOURCE);
    }
    if (!FactWords.inRange(fact, input.word())) {
      return Optional.of(Refusal.OUT_OF_RANGE);
    }
    if (known.answered().isPresent()) {
      return Optional.of(Refusal.ALREADY_ANSWERED);
    }
    if (now >= Deadlines.plus(draft.deliveredAt, fact.within())) {
      return Optional.of(Refusal.ANSWER_TOO_LATE);
    }

    // After this point the input must succeed.
    draft.facts.set(input.fact(), new FactState(known.claimed(), Optional.of(input.word())));
    assertIfAllIn(draft, now);
    return Optional.empty();
  }

  static Optional<Refusal> accept(Draft draft, Input.Accept input, long now) {
    if (draft.phase != Phase.ASSERTED) {
      return Optional.of(Phases.afterDelivery(draft, Refusal.NOT_ASSERTED));
    }
    int party = Standing.party(draft.before.members(), input.actor());
    int standing = Standing.of(draft.terms, draft.part);
    if (!Standing.contains(standing, party)) {
      return Optional.of(Refusal.NO_STANDING);
    }
    if (Standing.contains(draft.accepted, party)) {
      return Optional.of(Refusal.ALREADY_ACCEPTED);
    }

    // After this point the input must succeed.
    draft.accepted |= 1 << party;
    if (draft.accepted == standing) {
      if (draft.nothingStated()) {
        draft.executeMissed(now);
      } else {
        draft.execute(draft.assertedWords(), List.of(), now);
      }
    }
    return Optional.empty();
  }

  static Optional<Refusal> settle(Draft draft, Input.SettleFacts input, long now) {
    DeliverableTerms part = draft.part;
    boolean stated =
        switch (draft.phase) {
          case ANSWERING, DISPUTED -> true;
          case ASSERTED -> !draft.nothingStated();
          case WAITING, OPEN, EXECUTED, CANCELLED -> false;
        };
    if (!stated) {
      return Optional.of(Phases.afterDelivery(draft, Refusal.NOTHING_STATED));
    }
    int party = Standing.party(draft.before.members(), input.actor());
    int standing = Standing.of(draft.terms, part);
    if (!Standing.contains(standing, party)) {
      return Optional.of(Refusal.NO_STANDING);
    }
    if (input.facts().size() != part.facts().size()
        || (!input.facts().isEmpty()
            && (input.facts().firstKey() != 0
                || input.facts().lastKey() != part.facts().size() - 1))) {
      return Optional.of(Refusal.WRONG_FACTS);
    }
    Optional<Refusal> words = words(part, input.facts());
    if (words.isPresent()) {
      return words;
    }
    Hash hash = FactWords.hash(input.facts());
    int agreed =
        draft
            .settlement
            .filter(one -> one.factsHash().equals(hash))
            .map(Settlement::agreed)
            .orElse(0);
    if (Standing.contains(agreed, party)) {
      return Optional.of(Refusal.ALREADY_AGREED);
    }
    // INVARIANT: whoever sits on a panel is paid for it: nobody settles once it is called.
    if (draft.dispute.filter(one -> one.phase() != DisputeState.Phase.EVIDENCE).isPresent()) {
      return Optional.of(Refusal.EVIDENCE_PASSED);
    }

    // After this point the input must succeed. Other facts than those proposed so far begin anew.
    draft.settlement = Optional.of(new Settlement(hash, agreed | 1 << party));
    if ((agreed | 1 << party) == standing) {
      draft.execute(List.copyOf(input.facts().values()), List.of(), now);
    }
    return Optional.empty();
  }

  /** Every word is in the range of a fact that exists. */
  private static Optional<Refusal> words(
      DeliverableTerms part, SortedMap<Integer, BigInteger> facts) {
    for (Map.Entry<Integer, BigInteger> word : facts.entrySet()) {
      if (word.getKey() < 0 || word.getKey() >= part.facts().size()) {
        return Optional.of(Refusal.WRONG_FACTS);
      }
      if (!FactWords.inRange(part.facts().get(word.getKey()), word.getValue())) {
        return Optional.of(Refusal.OUT_OF_RANGE);
      }
    }
    return Optional.empty();
  }

  private static boolean isSource(Draft draft, FactTerms fact, Address actor) {
    return switch (fact.source()) {
      case PERFORMER -> false;
      case PARTY -> Standing.party(draft.before.members(), actor) == fact.index();
      case ATTESTOR -> draft.terms.head().attestors().get(fact.index()).equals(actor);
    };
  }

  /** The assertion is made as soon as no answer is awaited any more. */
  private static void assertIfAllIn(Draft draft, long now) {
    if (Deadlines.lastLapse(draft.part, draft.deliverable()) <= now) {
      draft.assertVerdict(now);
    }
  }
}
