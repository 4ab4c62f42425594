package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.value.Hash;

/**
 * What a panel needs to know of its dispute and agreement.
 *
 * @param dispute the dispute's number
 * @param termsHash of the agreement
 * @param deliverable its index
 * @param round 0 for the first
 * @param draws seats, 1 to {@link PanelState#MAX_SEATS}
 * @param commit seconds
 * @param reveal seconds
 * @param minimumStake what a seat locks: the court's, base units of its stake token
 * @param facts per fact to find its terms
 */
public record PanelTerms(
    long dispute,
    Hash termsHash,
    int deliverable,
    int round,
    int draws,
    long commit,
    long reveal,
    BigInteger minimumStake,
    SortedMap<Integer, FactTerms> facts) {
  /**
   * Seconds from taking out stake until it can be collected: 30 days. Disputes that opened before
   * draw by it for so long.
   */
  public static final long UNBONDING = 30 * 86_400L;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if there are no or too many seats
   */
  public PanelTerms {
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    if (draws < 1 || draws > PanelState.MAX_SEATS) {
      throw new IllegalArgumentException(
          "a panel has 1 to " + PanelState.MAX_SEATS + " seats, not " + draws);
    }
  }

  /**
   * The first round's terms.
   *
   * @param dispute the dispute's number
   * @param termsHash of the agreement
   * @param deliverable its index
   * @param court the pinned court
   * @param terms the deliverable's part of the terms
   * @param state the dispute as it is now: the panel finds what {@link DisputeState#forCourt()}
   *     says
   * @param minimumStake the court's
   * @param start when the agreement started, Unix second: a fact that is a time is found between
   *     that and the delivery
   * @param deliveredAt Unix second
   */
  public static PanelTerms of(
      long dispute,
      Hash termsHash,
      int deliverable,
      CourtTerms court,
      DeliverableTerms terms,
      DisputeState state,
      BigInteger minimumStake,
      long start,
      long deliveredAt) {
    SortedMap<Integer, FactTerms> facts = new TreeMap<>();
    for (DisputeState.ContestedFact contested : state.forCourt()) {
      FactTerms fact = terms.facts().get(contested.fact());
      facts.put(contested.fact(), fact.during(start, deliveredAt));
    }
    return new PanelTerms(
        dispute,
        termsHash,
        deliverable,
        0,
        court.draws(),
        court.commit(),
        court.reveal(),
        minimumStake,
        facts);
  }
}
