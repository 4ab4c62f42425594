package org.horkos.app.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.execution.StepEffect;

/** Hears what the node executes: tells it, and keeps how each deliverable ended. */
final class DemoLog {
  private final Progress progress;
  private final Map<Long, DemoStage.Opened> followed = new HashMap<>();
  private final Map<Long, List<Effect.Ended>> ended = new HashMap<>();
  private final List<StepEffect.InAgreement> early = new ArrayList<>();

  DemoLog(Progress progress) {
    this.progress = progress;
  }

  /** Tells of this agreement from now on, and what has happened in it before. */
  synchronized void follow(DemoStage.Opened opened) {
    followed.put(opened.id(), opened);
    early.stream().filter(effect -> effect.agreement() == opened.id()).forEach(this::tell);
    early.removeIf(effect -> effect.agreement() == opened.id());
  }

  /** The effects of a stored block. */
  synchronized void take(List<StepEffect> effects) {
    for (StepEffect effect : effects) {
      if (effect instanceof StepEffect.InAgreement in) {
        if (followed.containsKey(in.agreement())) {
          tell(in);
        } else {
          early.add(in);
        }
      }
    }
  }

  /** How the deliverables of an agreement ended, in the order in which they did. */
  synchronized List<Effect.Ended> ended(long agreement) {
    return List.copyOf(ended.getOrDefault(agreement, List.of()));
  }

  private void tell(StepEffect.InAgreement in) {
    DemoStage.Opened opened = Objects.requireNonNull(followed.get(in.agreement()));
    for (String sentence : opened.agreement().narrator().tell(in.effect())) {
      progress.say(opened.agreement().title() + ":   " + sentence);
    }
    if (in.effect() instanceof Effect.Ended end) {
      ended.computeIfAbsent(in.agreement(), id -> new ArrayList<>()).add(end);
    }
  }
}
