package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.verdict.Verdict;

/** The acts of a dispute: challenge, stand by, concede, show evidence, rule. OATH rules 6 to 8. */
final class Dissent {
  /** The most facts that one claim contests: it bounds how often the rules run in a step. */
  static final int MAX_CLAIM = 8;

  private Dissent() {}

  static Optional<Refusal> challenge(Draft draft, Input.Challenge input, long now) {
    SortedMap<Integer, BigInteger> claim = input.claim();
    if (draft.nothingStated() || (draft.phase != Phase.ASSERTED && draft.phase != Phase.DISPUTED)) {
      return Optional.of(Phases.afterDelivery(draft, Refusal.NOT_ASSERTED));
    }
    int party = Standing.party(draft.before.members(), input.actor());
    if (!Standing.contains(Standing.owners(draft.part), party)) {
      return Optional.of(Refusal.NO_LOT);
    }
    if (claim.isEmpty()) {
      return Optional.of(Refusal.EMPTY_CLAIM);
    }
    if (claim.size() > MAX_CLAIM) {
      return Optional.of(Refusal.CLAIM_TOO_LONG);
    }
    for (Map.Entry<Integer, BigInteger> fact : claim.entrySet()) {
      Optional<Refusal> refusal = contest(draft, party, fact.getKey(), fact.getValue());
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    if (draft.dispute.filter(dispute -> dispute.challengedBy(party)).isPresent()) {
      return Optional.of(Refusal.ALREADY_CHALLENGED);
    }
    if (draft.dispute.filter(dispute -> now >= dispute.joinUntil()).isPresent()) {
      return Optional.of(Refusal.WINDOW_PASSED);
    }
    Optional<Refusal> needless = needless(draft, claim);
    if (needless.isPresent()) {
      return needless;
    }

    // After this point the input must succeed.
    if (draft.phase == Phase.ASSERTED) {
      long joinUntil = Deadlines.windowPasses(draft.part, draft.assertedAt);
      long evidence = Deadlines.court(draft.terms, draft.part).evidence();
      draft.freeze(party, DisputeState.opened(joinUntil, Deadlines.plus(joinUntil, evidence)), now);
    }
    List<ContestedFact> untouched = FactWords.untouched(draft.part, draft.facts, claim.keySet());
    draft.dispute = draft.dispute.map(dispute -> dispute.joined(party, claim, untouched));
    draft.effects.add(new Effect.Challenged(draft.index, party, claim, now));
    return Optional.empty();
  }

  /** Whether this party may contest this fact with this word. */
  private static Optional<Refusal> contest(Draft draft, int party, int index, BigInteger word) {
    DeliverableTerms part = draft.part;
    FactTerms fact = part.facts().get(index);
    if (!fact.contestable()) {
      return Optional.of(Refusal.NOT_CONTESTABLE);
    }
    if (FactWords.statedBy(part, draft.facts, index) == party) {
      return Optional.of(Refusal.OWN_STATEMENT);
    }
    // Who was not asked was not silent.
    boolean silent =
        draft.facts.get(index).answered().isEmpty()
            && (FactWords.needless(part, draft.facts, draft.deliveredAt, draft.assertedAt) >> index
                    & 1)
                == 0;
    if (fact.source() == Source.PARTY && fact.index() == party && silent) {
      return Optional.of(Refusal.OWN_SILENCE);
    }
    if (draft
        .dispute
        .flatMap(dispute -> dispute.fact(index))
        .filter(contested -> Standing.contains(contested.defenders(), party))
        .isPresent()) {
      return Optional.of(Refusal.DEFENDS_IT);
    }
    if (!draft.admits(index, word, draft.deliveredAt)) {
      return Optional.of(Refusal.OUT_OF_RANGE);
    }
    boolean same = draft.assertedWords().get(index).equals(word);
    return same ? Optional.of(Refusal.SAME_AS_ASSERTED) : Optional.empty();
  }

  /** A claim changes what is yielded, and no part of it could be left out. */
  private static Optional<Refusal> needless(Draft draft, SortedMap<Integer, BigInteger> claim) {
    List<BigInteger> asserted = draft.assertedWords();
    Yield claimed = Yield.of(draft.part, draft.verdict(FactWords.with(asserted, claim)));
    if (claimed.equals(Yield.of(draft.part, draft.verdict(asserted)))) {
      return Optional.of(Refusal.CHANGES_NOTHING);
    }
    if (claim.size() == 1) {
      return Optional.empty();
    }
    for (int fact : claim.keySet()) {
      TreeMap<Integer, BigInteger> less = new TreeMap<>(claim);
      less.remove(fact);
      if (claimed.equals(Yield.of(draft.part, draft.verdict(FactWords.with(asserted, less))))) {
        return Optional.of(Refusal.NOT_MINIMAL);
      }
    }
    return Optional.empty();
  }

  /**
   * What facts yield: the money, what an entry is worth in its contest, which is money too, and
   * whether it is kept, for which others may wait. Not the requires that a claim may break one more
   * of in vain, and no points.
   *
   * @param award base units
   * @param penalties in program order
   * @param value of an entry
   * @param kept whether it is kept
   */
  private record Yield(
      BigInteger award, List<Verdict.Penalty> penalties, BigInteger value, boolean kept) {
    static Yield of(DeliverableTerms part, Verdict verdict) {
      return new Yield(
          verdict.award(), verdict.penalties(), verdict.value(), Outcome.isKept(part, verdict));
    }
  }

  static Optional<Refusal> standBy(Draft draft, Input.StandBy input, long now) {
    if (draft.phase != Phase.DISPUTED || draft.dispute.isEmpty()) {
      return Optional.of(Phases.notDisputed(draft));
    }
    DisputeState dispute = draft.dispute.get();
    int party = Standing.party(draft.before.members(), input.actor());
    if (!Standing.contains(Standing.owners(draft.part), party)) {
      return Optional.of(Refusal.NO_LOT);
    }
    Optional<ContestedFact> contested = dispute.fact(input.fact());
    if (contested.isEmpty()) {
      return Optional.of(Refusal.NOT_CONTESTED);
    }
    ContestedFact fact = contested.get();
    if (fact.claimedBy(party)) {
      return Optional.of(Refusal.CLAIMS_AGAINST_IT);
    }
    if (fact.statedBy() != ContestedFact.NOBODY) {
      return Optional.of(Refusal.STATED_BY_A_PARTY);
    }
    if (Standing.contains(fact.defenders(), party)) {
      return Optional.of(Refusal.ALREADY_STANDING_BY);
    }
    if (dispute.phase() != DisputeState.Phase.EVIDENCE) {
      return Optional.of(Refusal.EVIDENCE_PASSED);
    }

    // After this point the input must succeed.
    draft.dispute = Optional.of(dispute.with(fact.stoodBy(party)));
    draft.effects.add(new Effect.StoodBy(draft.index, party, input.fact(), now));
    return Optional.empty();
  }

  static Optional<Refusal> concede(Draft draft, Input.Concede input, long now) {
    if (draft.phase != Phase.DISPUTED || draft.dispute.isEmpty()) {
      return Optional.of(Phases.notDisputed(draft));
    }
    DisputeState dispute = draft.dispute.get();
    int party = Standing.party(draft.before.members(), input.actor());
    Optional<ContestedFact> contested = dispute.fact(input.fact());
    if (contested.isEmpty()) {
      return Optional.of(Refusal.NOT_CONTESTED);
    }
    if (party < 0 || !contested.get().defendedBy(party)) {
      return Optional.of(Refusal.NOT_A_DEFENDER);
    }
    if (dispute.phase() != DisputeState.Phase.EVIDENCE) {
      return Optional.of(Refusal.EVIDENCE_PASSED);
    }

    // After this point the input must succeed.
    draft.dispute = Optional.of(dispute.with(contested.get().concededBy(party)));
    draft.effects.add(new Effect.Conceded(draft.index, party, input.fact(), now));
    return Optional.empty();
  }

  static Optional<Refusal> evidence(Draft draft, Address actor, Hash document, long now) {
    if (draft.phase != Phase.DISPUTED || draft.dispute.isEmpty()) {
      return Optional.of(Phases.notDisputed(draft));
    }
    int party = Standing.party(draft.before.members(), actor);
    if (!Standing.contains(Standing.of(draft.terms, draft.part), party)) {
      return Optional.of(Refusal.NO_STANDING);
    }
    if (document.equals(Hash.ZERO)) {
      return Optional.of(Refusal.EMPTY_DOCUMENT);
    }
    if (draft.dispute.get().phase() != DisputeState.Phase.EVIDENCE) {
      return Optional.of(Refusal.EVIDENCE_PASSED);
    }

    // After this point the input must succeed.
    draft.effects.add(new Effect.Shown(draft.index, party, document, now));
    return Optional.empty();
  }

  static Optional<Refusal> rule(Draft draft, Input.Rule input, long now) {
    if (draft.phase != Phase.DISPUTED || draft.dispute.isEmpty()) {
      return Optional.of(Phases.notDisputed(draft));
    }
    DisputeState dispute = draft.dispute.get();
    if (dispute.phase() != DisputeState.Phase.PANEL) {
      return Optional.of(Refusal.NO_PANEL_YET);
    }
    for (Map.Entry<Integer, Optional<BigInteger>> found : input.ruling().found().entrySet()) {
      boolean asked = dispute.fact(found.getKey()).filter(ContestedFact::needsCourt).isPresent();
      if (!asked
          || found
              .getValue()
              .filter(word -> !draft.admits(found.getKey(), word, draft.deliveredAt))
              .isPresent()) {
        return Optional.of(Refusal.WRONG_FINDING);
      }
    }

    // After this point the input must succeed.
    draft.rule(dispute, input.ruling(), now);
    return Optional.empty();
  }
}
