package org.horkos.app.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.lifecycle.AgreementState;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Input;
import org.horkos.engine.lifecycle.Lifecycle;
import org.horkos.engine.lifecycle.Transition;
import org.horkos.engine.verdict.Evaluator;

/**
 * One agreement's life in memory, by the same transition as the node's. Its clock does what the
 * node's does: whatever falls due is advanced at its own second, in order.
 */
public final class Life {
  private final Terms terms;
  private final Evaluator evaluator;
  private final List<Effect> effects = new ArrayList<>();
  private AgreementState state;
  private long now;

  /**
   * The agreement as it begins.
   *
   * @param start Unix second in which the last named party's money came in
   */
  public Life(Terms terms, Evaluator evaluator, long start) {
    this.terms = terms;
    this.evaluator = evaluator;
    this.state = Lifecycle.started(terms, start);
    this.now = start;
    passTo(start);
  }

  /** The state now. */
  public AgreementState state() {
    return state;
  }

  /** What it lives by. */
  Terms terms() {
    return terms;
  }

  /** The clock. */
  public long now() {
    return now;
  }

  /** Everything that has happened, in order. */
  public List<Effect> effects() {
    return List.copyOf(effects);
  }

  /**
   * Lets the time pass: everything that falls due up to and in this second happens.
   *
   * @return what happened
   */
  public List<Effect> passTo(long time) {
    List<Effect> happened = new ArrayList<>();
    for (OptionalLong due = nextDeadline(time); due.isPresent(); due = nextDeadline(time)) {
      long at = Math.max(now, due.getAsLong());
      boolean advanced = false;
      for (int d = 0; d < terms.deliverables().size(); d++) {
        OptionalLong own = Lifecycle.nextDeadline(terms, state, d);
        if (own.isPresent() && own.getAsLong() <= at) {
          advanced |= apply(new Input.Advance(d), at, happened) instanceof Transition.Applied;
        }
      }
      if (!advanced) {
        break; // what is due waits for something else, which is due later
      }
      now = at;
    }
    now = Math.max(now, time);
    return happened;
  }

  /** Does something at {@code now}. */
  public Transition act(Input input) {
    return apply(input, now, new ArrayList<>());
  }

  private Transition apply(Input input, long at, List<Effect> happened) {
    Transition transition = Lifecycle.apply(terms, evaluator, state, input, at);
    if (transition instanceof Transition.Applied applied) {
      state = applied.state();
      effects.addAll(applied.effects());
      happened.addAll(applied.effects());
    }
    return transition;
  }

  private OptionalLong nextDeadline(long until) {
    long earliest = Long.MAX_VALUE;
    for (int d = 0; d < terms.deliverables().size(); d++) {
      earliest = Math.min(earliest, Lifecycle.nextDeadline(terms, state, d).orElse(Long.MAX_VALUE));
    }
    return earliest <= until ? OptionalLong.of(earliest) : OptionalLong.empty();
  }
}
