package org.horkos.engine.lifecycle;

import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.ruling.Ruling;

/**
 * What follows from time alone. Everything happens at its own instant, however much later it is
 * noticed, so a life does not depend on when somebody looks.
 */
final class TimePassing {
  private static final Ruling NOTHING_FOUND = new Ruling(new TreeMap<>());

  private TimePassing() {}

  /**
   * Applies all that has happened by {@code now}, that second included. At most five moves: an
   * answer lapses, the window passes, it reopens, is missed, and that window passes too.
   */
  static void apply(Draft draft, long now) {
    while (true) {
      DeliverableState state = draft.deliverable();
      OptionalLong next = Deadlines.next(draft.terms, draft.before, draft.index, state);
      if (next.isEmpty() || next.getAsLong() > now) {
        return;
      }
      OptionalLong natural = Deadlines.natural(draft.terms, draft.before, draft.index, state);
      if (Deadlines.cutBySettlement(draft.before, state, natural)) {
        draft.cutOff(next.getAsLong());
      } else if (Deadlines.endsWithAll(draft.before, state, natural)) {
        draft.endWithAll(draft.before.allEnded().orElseThrow().by(), next.getAsLong());
      } else {
        follow(draft, next.getAsLong());
      }
    }
  }

  private static void follow(Draft draft, long at) {
    switch (draft.phase) {
      case WAITING -> {
        if (Deadlines.opening(draft.terms, draft.before, draft.index).opens()) {
          draft.open(at);
        } else {
          draft.cancel(at);
        }
      }
      case OPEN -> {
        if (draft.part.clauses().contest().isPresent()) {
          draft.shareOut(at);
        } else if (draft.part.clauses().byItself()) {
          draft.deliverByItself(at);
        } else {
          draft.assertMissed(at);
        }
      }
      case ANSWERING -> draft.assertVerdict(at);
      case ASSERTED -> windowPassed(draft, at);
      case DISPUTED -> draft.dispute.ifPresent(dispute -> courtTimePassed(draft, dispute, at));
      // Nothing follows an end: Deadlines.next gives no instant for it.
      case EXECUTED, CANCELLED -> {}
    }
  }

  private static void windowPassed(Draft draft, long at) {
    if (draft.nothingStated()) {
      draft.executeMissed(at);
      return;
    }
    boolean failed = !Outcome.isKept(draft.part, draft.verdict(draft.assertedWords()));
    // Once everything has ended, nothing opens any more.
    boolean over = draft.before.allEnded().filter(all -> at >= all.at()).isPresent();
    // Time is always left: it was delivered before the missed date, which moves with the judgement.
    if (failed && !over && draft.attempt < draft.part.attempts()) {
      draft.reopen(at);
    } else {
      draft.execute(draft.assertedWords(), List.of(), at);
    }
  }

  private static void courtTimePassed(Draft draft, DisputeState dispute, long at) {
    boolean evidence = dispute.phase() == DisputeState.Phase.EVIDENCE;
    if (evidence && !dispute.forCourt().isEmpty()) {
      draft.callPanel(dispute, at);
    } else {
      draft.rule(dispute, NOTHING_FOUND, at);
    }
  }
}
