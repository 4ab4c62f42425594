package org.horkos.engine.lifecycle;

import java.util.List;
import java.util.OptionalLong;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.DeliverableTerms;
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
    if (cutBySettlement(agreement, s, natural)) {
      return OptionalLong.of(agreement.settledAt());
    }
    return endsWithAll(agreement, s, natural)
        ? OptionalLong.of(agreement.allEnded().orElseThrow().at())
        : natural;
  }

  /**
   * Whether everything ends before what would happen by itself to what waits or is open. What waits
   * ends in that very second too: what it waited for may have ended by this.
   */
  static boolean endsWithAll(AgreementState agreement, DeliverableState s, OptionalLong natural) {
    if (agreement.allEnded().isEmpty()) {
      return false;
    }
    long at = agreement.allEnded().get().at();
    return switch (s.phase()) {
      case WAITING -> natural.isEmpty() || natural.getAsLong() >= at;
      case OPEN -> natural.isEmpty() || natural.getAsLong() > at;
      case ANSWERING, ASSERTED, DISPUTED, EXECUTED, CANCELLED -> false;
    };
  }

  /**
   * Whether the settlement on L1 comes before what would happen by itself. What another
   * deliverable's end brings about in the second of the settlement comes after it: only a dispute
   * can have ended it then.
   */
  static boolean cutBySettlement(
      AgreementState agreement, DeliverableState s, OptionalLong natural) {
    if (agreement.status() != Status.SETTLED || s.phase() == Phase.DISPUTED) {
      return false;
    }
    if (endsWithAll(agreement, s, natural)) {
      return agreement.allEnded().orElseThrow().at() >= agreement.settledAt();
    }
    return natural.isEmpty()
        || natural.getAsLong() > agreement.settledAt()
        || (s.phase() == Phase.WAITING && natural.getAsLong() == agreement.settledAt());
  }

  static OptionalLong natural(
      Terms terms, AgreementState agreement, int index, DeliverableState s) {
    DeliverableTerms part = terms.deliverables().get(index);
    return switch (s.phase()) {
      case WAITING -> opening(terms, agreement, index).at();
      case OPEN -> open(part, s);
      case ANSWERING -> OptionalLong.of(lastLapse(part, s));
      case ASSERTED -> OptionalLong.of(windowPasses(part, s.assertedAt()));
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

  private static OptionalLong open(DeliverableTerms part, DeliverableState s) {
    return part.clauses()
        .contest()
        .map(contest -> allEnded(contest, s.tally().entries()))
        .orElseGet(() -> OptionalLong.of(part.clauses().byItself() ? s.due() : s.missed()));
  }

  /** When the last entry of a contest has ended; empty while one has not. */
  private static OptionalLong allEnded(Clauses.Contest contest, Tally.Entries entries) {
    return entries.ended() < contest.count()
        ? OptionalLong.empty()
        : OptionalLong.of(entries.lastEnd());
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

  /**
   * The end of a duration of the terms: so many seconds after the event, or the close of so many
   * business days.
   *
   * @param bit the duration's, as {@link Calendar#counted()} has it
   * @param event Unix second
   * @param length the duration's field
   */
  static long ends(DeliverableTerms part, long bit, long event, long length) {
    return part.clauses()
        .calendar()
        .filter(calendar -> calendar.counts(bit))
        .map(calendar -> BusinessDays.deadline(calendar, event, (int) length))
        .orElseGet(() -> plus(event, length));
  }

  /** When the window of a verdict that was asserted then has passed. */
  static long windowPasses(DeliverableTerms part, long assertedAt) {
    return ends(part, Calendar.CHALLENGE, assertedAt, part.challenge());
  }

  /** The last second in which what is due then is not late. */
  static long graceEnds(DeliverableTerms part, long due) {
    return ends(part, Calendar.GRACE, due, part.grace());
  }

  /** When the time to answer a fact is over. */
  static long lapses(DeliverableTerms part, int fact, long deliveredAt) {
    return ends(part, Calendar.within(fact), deliveredAt, part.facts().get(fact).within());
  }

  /**
   * When a deliverable is due.
   *
   * @param openedAt when it opens
   */
  static long due(DeliverableTerms part, AgreementState agreement, long openedAt) {
    long event = event(part.due(), agreement, openedAt, openedAt);
    return ends(part, Calendar.DUE, event, part.due().offsetSeconds());
  }

  /**
   * When an open deliverable is missed.
   *
   * @param due when it is due
   * @param openedAt when it opens
   */
  static long missed(DeliverableTerms part, AgreementState agreement, long due, long openedAt) {
    long event = event(part.missed(), agreement, due, openedAt);
    return Math.max(openedAt, ends(part, Calendar.MISSED, event, part.missed().offsetSeconds()));
  }

  /**
   * When nothing is awaited any more: the last fact that is still asked for has lapsed; 0 if none
   * is. With each fact that lapses its silence is known, and may make others needless.
   */
  static long lastLapse(DeliverableTerms part, DeliverableState s) {
    long at = 0;
    while (true) {
      long needless = FactWords.needless(part, s.facts(), s.deliveredAt(), at);
      long next = Long.MAX_VALUE;
      boolean awaited = false;
      for (int i = 0; i < part.facts().size(); i++) {
        if (part.facts().get(i).source() == Source.PERFORMER
            || s.facts().get(i).answered().isPresent()) {
          continue;
        }
        long lapse = lapses(part, i, s.deliveredAt());
        if (lapse > at) {
          awaited |= (needless >> i & 1) == 0;
          next = Math.min(next, lapse);
        }
      }
      if (!awaited) {
        return at;
      }
      at = next;
    }
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
      boolean opened = before.ended() && before.end() != End.CANCELLED;
      if (before.end() == End.KEPT || (opened && part.clauses().afterAnyEnd())) {
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
   * The instant of a moment's event. It counts only from what is known when the deliverable opens,
   * so that it does not depend on when that is noticed: the start, its own due time, a date, end
   * and due time of what it waited for, and the joining of whoever had joined by then (of anybody
   * else, the opening).
   *
   * @param due its own due time; the opening while that is being resolved
   * @param openedAt when the deliverable opens
   */
  private static long event(Moment moment, AgreementState agreement, long due, long openedAt) {
    List<DeliverableState> all = agreement.deliverables();
    return switch (moment.event()) {
      case START -> agreement.start();
      case DUE -> due;
      case ENDED -> all.get(moment.index()).endedAt();
      case DUE_OF -> dueOf(all.get(moment.index()));
      case JOINS -> joined(agreement.members().get(moment.index()), openedAt);
      case DATE -> 0;
    };
  }

  /** Its due time; its end, if it ended before it had one, as only AFTER_ANY_END lets it. */
  private static long dueOf(DeliverableState ended) {
    return ended.due() == 0 ? ended.endedAt() : ended.due();
  }

  /**
   * From when on an open deliverable may be ended.
   *
   * @param due its due time
   * @return empty as long as it counts from somebody who has not joined
   */
  static OptionalLong mayEnd(Moment from, AgreementState agreement, long due) {
    boolean empty =
        from.event() == Moment.Event.JOINS
            && agreement.members().get(from.index()).account().isEmpty();
    return empty
        ? OptionalLong.empty()
        : OptionalLong.of(plus(event(from, agreement, due, Long.MAX_VALUE), from.offsetSeconds()));
  }

  private static long joined(Member member, long openedAt) {
    boolean known = member.account().isPresent() && member.joinedAt() <= openedAt;
    return known ? member.joinedAt() : openedAt;
  }
}
