package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.Clauses.MayEnd;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.DeliverableState.Settlement;
import org.horkos.engine.vm.RequireCheck;

/** The acts of undisturbed work: deliver, end, answer, accept, settle on facts. */
final class Work {
  private Work() {}

  static Optional<Refusal> deliver(Draft draft, Input.Deliver input, long now) {
    DeliverableTerms part = draft.part;
    if (draft.phase != Phase.OPEN) {
      return Optional.of(Phases.notOpen(draft));
    }
    if (Standing.party(draft.before.members(), input.actor()) != part.performer()) {
      return Optional.of(Refusal.NOT_THE_PERFORMER);
    }
    if (Owing.isOwed(part) || part.clauses().contest().isPresent()) {
      return Optional.of(Refusal.NOT_BY_DELIVERY);
    }
    for (int i = 0; i < part.facts().size(); i++) {
      if (input.facts().containsKey(i) != part.facts().get(i).statedByPerformer()) {
        return Optional.of(Refusal.WRONG_FACTS);
      }
    }
    Optional<Refusal> words = words(draft, input.facts(), now);
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
    draft.assertIfAllIn(now);
    return Optional.empty();
  }

  static Optional<Refusal> end(Draft draft, Input.End input, long now) {
    if (draft.phase != Phase.OPEN) {
      return Optional.of(Phases.notOpen(draft));
    }
    MayEnd may = draft.part.clauses().mayEnd().orElseThrow();
    if (Standing.party(draft.before.members(), input.actor()) != may.party()) {
      return Optional.of(Refusal.MAY_NOT_END);
    }
    OptionalLong from = Deadlines.mayEnd(may.from(), draft.before, draft.due());
    if (from.isEmpty() || now < from.getAsLong()) {
      return Optional.of(Refusal.TOO_EARLY_TO_END);
    }

    // After this point the input must succeed.
    draft.assertMissed(now);
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
    if (!draft.admits(input.fact(), input.word(), draft.deliveredAt)) {
      return Optional.of(Refusal.OUT_OF_RANGE);
    }
    long needless = FactWords.needless(draft.part, draft.facts, draft.deliveredAt, now);
    if ((needless >> input.fact() & 1) == 1) {
      return Optional.of(Refusal.NOT_ASKED);
    }
    if (known.answered().isPresent()) {
      return Optional.of(Refusal.ALREADY_ANSWERED);
    }
    if (now >= Deadlines.lapses(draft.part, input.fact(), draft.deliveredAt)) {
      return Optional.of(Refusal.ANSWER_TOO_LATE);
    }

    // After this point the input must succeed.
    draft.facts.set(input.fact(), new FactState(known.claimed(), Optional.of(input.word())));
    draft.assertIfAllIn(now);
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
    Optional<Refusal> words = words(draft, input.facts(), draft.deliveredAt);
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
      Draft draft, SortedMap<Integer, BigInteger> facts, long delivery) {
    for (Map.Entry<Integer, BigInteger> word : facts.entrySet()) {
      if (word.getKey() < 0 || word.getKey() >= draft.part.facts().size()) {
        return Optional.of(Refusal.WRONG_FACTS);
      }
      if (!draft.admits(word.getKey(), word.getValue(), delivery)) {
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
}
