package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.junit.jupiter.api.Test;

/** Invariant 3: from every reachable state time alone closes the agreement, by its latest end. */
class EveryAgreementCloses {
  @Test
  void timeAloneClosesItByItsLatestEnd() {
    RandomLife.forAll(
        life -> {
          long latest = Lifecycle.latestEnd(life.terms, RandomLife.START);
          RandomLife.Watch watch =
              step -> {
                for (Effect.Ended ended : RandomLife.ended(step)) {
                  assertThat(ended.at()).isLessThanOrEqualTo(latestEnd(life, latest));
                }
              };
          life.run(watch);
          int steps = life.onlyTime(watch);
          assertThat(life.state.status()).isEqualTo(Status.CLOSED);
          assertThat(life.state.deliverables())
              .allSatisfy(
                  one -> {
                    assertThat(one.end()).isNotEqualTo(End.NONE);
                    assertThat(one.endedAt()).isLessThanOrEqualTo(latestEnd(life, latest));
                  });
          assertThat(steps).isLessThanOrEqualTo(16 * life.terms.deliverables().size());
        });
  }

  /** What a settlement on L1 cuts off ends with it, however late all agree to settle. */
  private static long latestEnd(RandomLife life, long latest) {
    return Math.max(latest, life.state.settledAt());
  }

  /**
   * One look long after is enough, whatever has piled up: that is what an old message to L1 meets.
   */
  @Test
  void oneAdvanceOfEachInOrderIsEnoughOnceItIsOver() {
    RandomLife.forAll(
        life -> {
          life.run(step -> {});
          life.now = Math.max(life.now, Lifecycle.latestEnd(life.terms, RandomLife.START));
          for (int i = 0; i < life.terms.deliverables().size(); i++) {
            Transition transition = life.take(new Input.Advance(i), step -> {});
            assertThat(transition instanceof Applied || life.state.deliverables().get(i).ended())
                .isTrue();
          }
          assertThat(life.state.status()).isEqualTo(Status.CLOSED);
        });
  }
}
