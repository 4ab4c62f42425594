package org.horkos.engine.lifecycle;

import java.util.List;
import java.util.OptionalLong;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.Phase;

/**
 * When something happens by itself. All sums of times saturate at 2^63 - 1, so that no terms can
 * make an instant come before what it follows.
 */
final class Deadlines {
  /**
   * Seconds after the evidence period within which a panel must be drawn (docs/protocol/court.md).
   */
  static final long DRAW_WITHIN = 3 * 86_400L;

  /** Seconds of slack that a panel gets for its last steps to be noticed. */
  static final long PANEL_SLACK = 86_400L;

  private Deadlines() {}

  /** {@code t + d}, at most 2^63 - 1. Neither is below 0. */
  static long plus(long t, long d) {
    return Long.MAX_VALUE - t < d ? Long.MAX_VALUE : t + d;
  }

  /** The next instant at which something happens to the deliverable without anybody acting. */
  static OptionalLong next(Terms terms, AgreementState agreement, int index, DeliverableState s) {
    if (s.ended()) {
      return OptionalLong.empty();
    }
    OptionalLong natural = natural(terms, agreement, index, s);
    return cutBySettlement(agreement, s, natural)
        ? OptionalLong.of(agreement.settledAt())
        : natural;
  }

  /** Whether the settlement on L1 comes before what would happen by itself. */
  static boolean cutBySettlement(
      AgreementState agreement, DeliverableState s, OptionalLong natural) {
    return agreement.status() == Status.SETTLED
        && s.phase() != Phase.DISPUTED
        && (natural.isEmpty() || natural.getAsLong() > agreement.settledAt());
  }

  static OptionalLong natural(
      Terms terms, AgreementState agreement, int index, DeliverableState s) {
    DeliverableTerms part = terms.deliverables().get(index);
    return switch (s.phase()) {
      case WAITING -> opening(terms, agreement, index).at();
      case OPEN -> OptionalLong.of(s.missed());
      case ANSWERING -> OptionalLong.of(lastLapse(part, s));
      case ASSERTED -> OptionalLong.of(plus(s.assertedAt(), part.challenge()));
      case DISPUTED ->
          s.dispute()
              .map(
                  dispute ->
                      dispute.phase() == DisputeState.Phase.EVIDENCE
                          ? OptionalLong.of(dispute.evidenceUntil())
                          : OptionalLong.of(panelUntil(court(terms, part), dispute)))
              .orElseGet(OptionalLong::empty);
      case EXECUTED, CANCELLED -> OptionalLong.empty();
    };
  }

  static CourtTerms court(Terms terms, DeliverableTerms part) {
    return terms.head().courts().get(part.court());
  }

  /** From when on the asserted facts stand because no panel has ruled. */
  static long panelUntil(CourtTerms court, DisputeState dispute) {
    return plus(
        plus(plus(dispute.evidenceUntil(), DRAW_WITHIN), plus(court.commit(), court.reveal())),
        PANEL_SLACK);
  }

  /** When the last fact that is still unanswered lapses; 0 if all are answered. */
  static long lastLapse(DeliverableTerms part, DeliverableState s) {
    long last = 0;
    for (int i = 0; i < part.facts().size(); i++) {
      FactTerms fact = part.facts().get(i);
      if (fact.source() != Source.PERFORMER && s.facts().get(i).answered().isEmpty()) {
        last = Math.max(last, plus(s.deliveredAt(), fact.within()));
      }
    }
    return last;
  }

  /**
   * How a waiting deliverable goes on.
   *
   * @param at when; empty while that is not known
   * @param opens whether it opens, or is cancelled
   */
  record Opening(OptionalLong at, boolean opens) {}

  static Opening opening(Terms terms, AgreementState agreement, int index) {
    DeliverableTerms part = terms.deliverables().get(index);
    long start = agreement.start();
    long opensAt = start;
    long cancelledAt = Long.MAX_VALUE;
    boolean ready = true;
    if (part.after() != DeliverableTerms.NONE) {
      DeliverableState before = agreement.deliverables().get(part.after());
      if (before.end() == End.KEPT) {
        opensAt = Math.max(opensAt, before.endedAt());
      } else {
        ready = false;
        cancelledAt = before.ended() ? before.endedAt() : cancelledAt;
      }
    }
    int seats = Standing.seats(terms, part);
    for (int party = 0; party < agreement.members().size(); party++) {
      if (Standing.contains(seats, party)) {
        Member member = agreement.members().get(party);
        if (member.account().isPresent()) {
          opensAt = Math.max(opensAt, member.joinedAt());
        } else {
          ready = false;
          long openFor = terms.head().parties().get(party).openFor();
          cancelledAt = Math.min(cancelledAt, plus(start, openFor));
        }
      }
    }
    if (ready) {
      return new Opening(OptionalLong.of(opensAt), true);
    }
    return new Opening(
        cancelledAt == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(cancelledAt), false);
  }

  /**
   * The instant of a moment of the terms. It counts only from what is known when the deliverable
   * opens, so that it does not depend on when that is noticed: the start, its own due time, a date,
   * end and due time of what it waited for, and the joining of whoever had joined by then (of
   * anybody else, the opening).
   *
   * @param due its own due time; the opening while that is being resolved
   * @param openedAt when the deliverable opens
   */
  static long resolve(Moment moment, AgreementState agreement, long due, long openedAt) {
    List<DeliverableState> all = agreement.deliverables();
    long event =
        switch (moment.event()) {
          case START -> agreement.start();
          case DUE -> due;
          case ENDED -> all.get(moment.index()).endedAt();
          case DUE_OF -> all.get(moment.index()).due();
          case JOINS -> joined(agreement.members().get(moment.index()), openedAt);
          case DATE -> 0;
        };
    return plus(event, moment.offsetSeconds());
  }

  private static long joined(Member member, long openedAt) {
    boolean known = member.account().isPresent() && member.joinedAt() <= openedAt;
    return known ? member.joinedAt() : openedAt;
  }
}
