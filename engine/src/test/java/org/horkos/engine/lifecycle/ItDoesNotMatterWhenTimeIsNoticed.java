package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.horkos.engine.lifecycle.Transition.Refused;
import org.junit.jupiter.api.Test;

/**
 * The same acts at the same seconds give the same life, whether every deadline is noticed in its
 * second, or only when somebody acts and at the very end.
 */
class ItDoesNotMatterWhenTimeIsNoticed {
  private static final int HEAD = -2;

  private record Act(Input input, long at) {}

  @Test
  void promptAndLazyLivesEndAlike() {
    RandomLife.forAll(
        life -> {
          Terms terms = life.terms;
          if (Lived.enders(terms).size() > 1) {
            // Which of them ends the other depends on which is noticed first.
            return;
          }
          List<Act> acts = new ArrayList<>();
          AgreementState begun = life.state;
          long[] now = {RandomLife.START};
          life.run(
              step -> {
                if (!(step.input() instanceof Input.Advance)) {
                  acts.add(new Act(step.input(), step.now()));
                }
                now[0] = step.now();
              });

          Lived prompt = new Lived(life, begun);
          Lived lazy = new Lived(life, begun);
          for (Act act : acts) {
            prompt.everyDeadlineUntil(act.at());
            int named = deliverable(act.input());
            if (named == HEAD) {
              lazy.all(act.at());
            } else {
              lazy.chainOf(named, act.at());
            }
            Transition promptly = prompt.take(act.input(), act.at());
            Transition lazily = lazy.take(act.input(), act.at());
            assertThat(lazily.getClass()).as("%s", act).isEqualTo(promptly.getClass());
            // That all has ended can only be known once it has been noticed everywhere.
            if (!promptly.equals(new Refused(Refusal.AGREEMENT_CLOSED))
                && promptly instanceof Refused) {
              assertThat(lazily).isEqualTo(promptly);
            }
          }
          long end = Math.max(now[0], Lifecycle.latestEnd(terms, RandomLife.START));
          prompt.everyDeadlineUntil(end);
          lazy.all(end);
          assertThat(lazy.state).isEqualTo(prompt.state);
          assertThat(lazy.ends).isEqualTo(prompt.ends);
        });
  }

  private static void gather(Transition transition, Map<Integer, Effect.Ended> ends) {
    if (transition instanceof Applied applied) {
      for (Effect effect : applied.effects()) {
        if (effect instanceof Effect.Ended ended) {
          ends.put(ended.deliverable(), ended);
        }
      }
    }
  }

  private static int deliverable(Input input) {
    return switch (input) {
      case Input.Advance act -> act.deliverable();
      case Input.Deliver act -> act.deliverable();
      case Input.End act -> act.deliverable();
      case Input.Pay act -> act.deliverable();
      case Input.Answer act -> act.deliverable();
      case Input.Accept act -> act.deliverable();
      case Input.Challenge act -> act.deliverable();
      case Input.StandBy act -> act.deliverable();
      case Input.Concede act -> act.deliverable();
      case Input.SettleFacts act -> act.deliverable();
      case Input.Evidence act -> act.deliverable();
      case Input.Rule act -> act.deliverable();
      case Input.Join _, Input.SettleOnL1 _ -> HEAD;
    };
  }

  /** One telling of the same life. */
  private static final class Lived {
    private final RandomLife life;
    private AgreementState state;
    private final Map<Integer, Effect.Ended> ends = new TreeMap<>();

    Lived(RandomLife life, AgreementState begun) {
      this.life = life;
      this.state = begun;
    }

    Transition take(Input input, long now) {
      Transition transition = Lifecycle.apply(life.terms, life.evaluator, state, input, now);
      if (transition instanceof Applied applied) {
        state = applied.state();
      }
      gather(transition, ends);
      return transition;
    }

    void everyDeadlineUntil(long now) {
      while (true) {
        long next = Long.MAX_VALUE;
        int which = -1;
        for (int i = 0; i < life.terms.deliverables().size(); i++) {
          OptionalLong deadline = Lifecycle.nextDeadline(life.terms, state, i);
          boolean first =
              deadline.isPresent()
                  && (deadline.getAsLong() < next
                      || (deadline.getAsLong() == next && enders(life.terms).contains(i)));
          if (first) {
            next = deadline.getAsLong();
            which = i;
          }
        }
        if (which < 0 || next > now) {
          return;
        }
        take(new Input.Advance(which), next);
      }
    }

    void all(long now) {
      for (int i = 0; i < life.terms.deliverables().size(); i++) {
        chainOf(i, now);
      }
    }

    static List<Integer> enders(Terms terms) {
      List<Integer> enders = new ArrayList<>();
      for (int i = 0; i < terms.deliverables().size(); i++) {
        if (terms.deliverables().get(i).clauses().endsAll() != 0) {
          enders.add(i);
        }
      }
      return enders;
    }

    /** Notices a deliverable, what can end all and what it waits for first. */
    void chainOf(int deliverable, long now) {
      if (deliverable < 0 || deliverable >= life.terms.deliverables().size()) {
        return;
      }
      enders(life.terms).forEach(ender -> chain(ender, now));
      chain(deliverable, now);
    }

    private void chain(int deliverable, long now) {
      int before = life.terms.deliverables().get(deliverable).after();
      if (before != DeliverableTerms.NONE) {
        chain(before, now);
      }
      life.terms
          .deliverables()
          .get(deliverable)
          .clauses()
          .contest()
          .ifPresent(
              contest -> {
                for (int i = 0; i < contest.count(); i++) {
                  chainOf(contest.first() + i, now);
                }
              });
      take(new Input.Advance(deliverable), now);
    }
  }
}
