package org.horkos.engine.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;

/** When all is over at the latest, by assuming that every wait lasts as long as it can. */
final class LatestEnd {
  private final Terms terms;
  private final long start;
  private final List<Long> opens;
  private final List<Long> due;
  private final List<Long> missed;
  private final List<Long> end;

  private LatestEnd(Terms terms, long start) {
    this.terms = terms;
    this.start = start;
    int size = terms.deliverables().size();
    this.opens = new ArrayList<>(Collections.nCopies(size, -1L));
    this.missed = new ArrayList<>(Collections.nCopies(size, -1L));
    this.due = new ArrayList<>(Collections.nCopies(size, -1L));
    this.end = new ArrayList<>(Collections.nCopies(size, -1L));
  }

  static LatestTimes of(Terms terms, long start) {
    LatestEnd latest = new LatestEnd(terms, start);
    int size = terms.deliverables().size();
    long last = start;
    // A chain is at most as long as there are deliverables; each round settles one more of it.
    for (int round = 0; round < size; round++) {
      for (int i = 0; i < size; i++) {
        latest.visit(i);
      }
    }
    List<LatestTimes.Times> times = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long ends = latest.end.get(i) < 0 ? Long.MAX_VALUE : latest.end.get(i);
      last = Math.max(last, ends);
      times.add(
          new LatestTimes.Times(
              latest.opens.get(i), latest.due.get(i), latest.missed.get(i), ends));
    }
    return new LatestTimes(times, last);
  }

  private void visit(int index) {
    DeliverableTerms part = terms.deliverables().get(index);
    long open = start;
    if (part.after() != DeliverableTerms.NONE) {
      if (end.get(part.after()) < 0) {
        return;
      }
      open = Math.max(open, end.get(part.after()));
    }
    int seats = Standing.seats(terms, part);
    for (int party = 0; party < terms.head().parties().size(); party++) {
      if (Standing.contains(seats, party)) {
        long openFor = terms.head().parties().get(party).openFor();
        open = Math.max(open, Deadlines.plus(start, openFor));
      }
    }
    opens.set(index, open);
    if (part.clauses().contest().isPresent()) {
      contest(index, part.clauses().contest().get());
      return;
    }
    long judged = longest(part, Calendar.CHALLENGE, part.challenge());
    long within = 0;
    for (int fact = 0; fact < part.facts().size(); fact++) {
      long its = part.facts().get(fact).within();
      within = Math.max(within, longest(part, Calendar.within(fact), its));
    }
    judged = Deadlines.plus(judged, within);
    long moved = 0;
    for (int attempt = 1; attempt < part.attempts(); attempt++) {
      moved = Deadlines.plus(moved, judged);
    }
    long itsDue =
        Deadlines.ends(
            part, Calendar.DUE, latest(part.due(), open, open), part.due().offsetSeconds());
    if (part.clauses().byItself()) {
      itsDue = Math.max(open, itsDue);
    }
    due.set(index, Deadlines.plus(itsDue, moved));
    long itsMissed =
        Math.max(
            open,
            Deadlines.ends(
                part,
                Calendar.MISSED,
                latest(part.missed(), due.get(index), open),
                part.missed().offsetSeconds()));
    boolean movesWithDue =
        part.missed().event() == Moment.Event.DUE && part.clauses().calendar().isEmpty();
    missed.set(index, movesWithDue ? itsMissed : Deadlines.plus(itsMissed, moved));
    if (Owing.isOwed(part)) {
      // What is not paid by then is missed at once.
      end.set(index, itsMissed);
      return;
    }
    long dispute = dispute(part);
    long over = Deadlines.plus(Deadlines.plus(itsMissed, moved), Deadlines.plus(judged, dispute));
    end.set(index, over);
  }

  /** The most seconds that a dispute lasts; 0 where nothing can be contested. */
  private long dispute(DeliverableTerms part) {
    if (part.facts().stream().noneMatch(DeliverableTerms.FactTerms::contestable)) {
      return 0;
    }
    CourtTerms court = Deadlines.court(terms, part);
    return Deadlines.plus(
        Deadlines.plus(court.evidence(), Deadlines.plus(court.commit(), court.reveal())),
        Deadlines.DRAW_WITHIN + Deadlines.PANEL_SLACK);
  }

  /** The most seconds that a duration of the terms can last. */
  private static long longest(DeliverableTerms part, long bit, long length) {
    return part.clauses()
        .calendar()
        .filter(calendar -> calendar.counts(bit))
        .map(calendar -> BusinessDays.longest(calendar, (int) length))
        .orElse(length);
  }

  /** A contest is over with the last of its entries. */
  private void contest(int index, Clauses.Contest contest) {
    long over = start;
    for (int entry = contest.first(); entry < contest.first() + contest.count(); entry++) {
      if (end.get(entry) < 0) {
        return;
      }
      over = Math.max(over, end.get(entry));
    }
    due.set(index, over);
    missed.set(index, over);
    end.set(index, over);
  }

  /** The latest instant of a moment's event. */
  private long latest(Moment moment, long ownDue, long open) {
    return switch (moment.event()) {
      case START -> start;
      case DUE -> ownDue;
      case ENDED -> Math.min(open, end.get(moment.index()));
      case JOINS -> open;
      case DUE_OF -> Math.max(open, due.get(moment.index()));
      case DATE -> 0;
    };
  }
}
