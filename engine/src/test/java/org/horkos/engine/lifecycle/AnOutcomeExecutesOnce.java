package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.horkos.engine.lifecycle.Transition.Refused;
import org.junit.jupiter.api.Test;

/** Invariant 5: a deliverable ends once, and then nothing changes it; each end is one message. */
class AnOutcomeExecutesOnce {
  @Test
  void whatHasEndedNeitherMovesNorPaysAgain() {
    RandomLife.forAll(
        life -> {
          Set<Integer> over = new HashSet<>();
          long[] messages = {0};
          RandomLife.Watch watch =
              step -> {
                for (Effect.Ended ended : RandomLife.ended(step)) {
                  assertThat(over.add(ended.deliverable())).isTrue();
                  messages[0] += ended.payouts().isEmpty() ? 0 : 1;
                }
                if (step.transition() instanceof Applied applied) {
                  untouched(step.before(), applied);
                  messages[0] +=
                      applied.effects().stream().filter(Effect.Closed.class::isInstance).count();
                }
                assertThat(life.state.ended()).isEqualTo(over.size());
                assertThat(life.state.messages()).isEqualTo(messages[0]);
              };
          life.run(watch);
          life.onlyTime(watch);
          assertThat(over).hasSize(life.terms.deliverables().size());
          assertThat(life.state.status()).isEqualTo(Status.CLOSED);
          assertThat(life.take(new Input.Advance(0), step -> {}))
              .isEqualTo(new Refused(Refusal.AGREEMENT_CLOSED));
        });
  }

  private static void untouched(AgreementState before, Applied applied) {
    for (int i = 0; i < before.deliverables().size(); i++) {
      if (before.deliverables().get(i).ended()) {
        assertThat(applied.state().deliverables().get(i)).isEqualTo(before.deliverables().get(i));
      }
    }
  }
}
