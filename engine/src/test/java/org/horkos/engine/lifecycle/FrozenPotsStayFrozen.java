package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.junit.jupiter.api.Test;

/**
 * Invariant 4: while a deliverable is disputed, nothing leaves its pots but by a ruling, or by a
 * settlement of all with standing.
 */
class FrozenPotsStayFrozen {
  @Test
  void onlyARulingOrASettlementOfAllMovesThem() {
    RandomLife.forAll(
        life -> {
          RandomLife.Watch watch = step -> check(life, step);
          life.run(watch);
          life.onlyTime(watch);
        });
  }

  private static void check(RandomLife life, RandomLife.Step step) {
    if (!(step.transition() instanceof Applied applied)) {
      return;
    }
    for (int i = 0; i < step.before().deliverables().size(); i++) {
      DeliverableState before = step.before().deliverables().get(i);
      DeliverableState after = applied.state().deliverables().get(i);
      boolean moved = before.ended() != after.ended();
      if (!RandomLife.frozen(before) || !moved) {
        continue;
      }
      int index = i;
      boolean ruled =
          applied.effects().stream()
              .anyMatch(effect -> effect instanceof Effect.Ruled one && one.deliverable() == index);
      DeliverableTerms part = life.terms.deliverables().get(i);
      boolean settled =
          step.input() instanceof Input.SettleFacts
              && before.dispute().orElseThrow().phase() == DisputeState.Phase.EVIDENCE
              && after.settlement().orElseThrow().agreed() == Standing.of(life.terms, part);
      assertThat(ruled || settled).as("moved by %s", step.input()).isTrue();
    }
  }
}
