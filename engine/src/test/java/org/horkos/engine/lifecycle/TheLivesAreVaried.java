package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.Transition.Applied;
import org.horkos.engine.lifecycle.Transition.Refused;
import org.junit.jupiter.api.Test;

/** The properties are worth something only if random lives go everywhere; so that is tested too. */
class TheLivesAreVaried {
  @Test
  void everyEndEveryFindingAndMostRefusalsOccur() {
    Map<String, Integer> seen = new TreeMap<>();
    Set<Refusal> never = EnumSet.allOf(Refusal.class);
    RandomLife.forAll(
        life -> {
          RandomLife.Watch watch =
              step -> {
                switch (step.transition()) {
                  case Refused refused -> never.remove(refused.reason());
                  case Applied applied -> {
                    seen.merge(step.input().getClass().getSimpleName(), 1, Integer::sum);
                    applied.effects().forEach(effect -> count(effect, seen));
                    contests(life, applied, seen);
                  }
                }
              };
          life.run(watch);
          life.onlyTime(watch);
        });
    for (End end : EnumSet.complementOf(EnumSet.of(End.NONE))) {
      assertThat(seen).hasEntrySatisfying(end.name(), n -> assertThat(n).isGreaterThan(500));
    }
    for (Finding.By by : Finding.By.values()) {
      assertThat(seen).hasEntrySatisfying(by.name(), n -> assertThat(n).isGreaterThan(200));
    }
    assertThat(seen).hasEntrySatisfying("Paid", n -> assertThat(n).isGreaterThan(500));
    assertThat(seen).hasEntrySatisfying("shared", n -> assertThat(n).isGreaterThan(200));
    assertThat(seen).hasEntrySatisfying("won", n -> assertThat(n).isGreaterThan(50));
    assertThat(never).hasSizeLessThan(8);
  }

  private static void contests(RandomLife life, Applied applied, Map<String, Integer> seen) {
    for (Effect effect : applied.effects()) {
      if (effect instanceof Effect.Ended ended
          && life.terms.deliverables().get(ended.deliverable()).clauses().contest().isPresent()) {
        seen.merge(ended.end() == End.CANCELLED ? "cut" : "shared", 1, Integer::sum);
        seen.merge(ended.end() == End.KEPT ? "won" : "not won", 1, Integer::sum);
      }
    }
  }

  private static void count(Effect effect, Map<String, Integer> seen) {
    switch (effect) {
      case Effect.Ended ended -> seen.merge(ended.end().name(), 1, Integer::sum);
      case Effect.Ruled ruled ->
          ruled.findings().forEach(finding -> seen.merge(finding.by().name(), 1, Integer::sum));
      case Effect.Moved moved -> seen.merge(moved.from() + "-" + moved.to(), 1, Integer::sum);
      case Effect.Asserted _,
          Effect.Frozen _,
          Effect.Challenged _,
          Effect.StoodBy _,
          Effect.Conceded _,
          Effect.Paid _,
          Effect.PanelCalled _,
          Effect.Joined _,
          Effect.Settled _,
          Effect.Shown _,
          Effect.Closed _ ->
          seen.merge(effect.getClass().getSimpleName(), 1, Integer::sum);
    }
  }
}
