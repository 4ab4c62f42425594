package org.horkos.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.execution.StepEffect;

/** What the node has executed in each agreement, in order. For any thread. */
final class Heard {
  private final Map<Long, List<Effect>> effects = new HashMap<>();

  /** The effects of a stored block. */
  synchronized void take(List<StepEffect> block) {
    for (StepEffect effect : block) {
      if (effect instanceof StepEffect.InAgreement in) {
        effects.computeIfAbsent(in.agreement(), id -> new ArrayList<>()).add(in.effect());
      }
    }
  }

  /** Everything that has happened in an agreement. */
  synchronized List<Effect> of(long agreement) {
    return List.copyOf(effects.getOrDefault(agreement, List.of()));
  }
}
