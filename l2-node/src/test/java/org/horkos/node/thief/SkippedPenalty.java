package org.horkos.node.thief;

import org.horkos.node.state.Leaf;
import org.horkos.node.step.SystemStep;

/**
 * The design is judged as if it had come in time, so that the studio keeps what it owes for sixty
 * hours.
 */
record SkippedPenalty() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.DESIGN_JUDGED;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              Leaf.DeliverableLeaf late = state.deliverable(0, 0).orElseThrow();
              state.put(0, 0, delivered(late, late.due()));
              honestly.run();
              state.put(0, 0, delivered(state.deliverable(0, 0).orElseThrow(), late.deliveredAt()));
            });
    scene.step(new SystemStep.Advance(0, 0));
  }

  private static Leaf.DeliverableLeaf delivered(Leaf.DeliverableLeaf leaf, long at) {
    return new Leaf.DeliverableLeaf(
        leaf.phase(),
        leaf.end(),
        leaf.due(),
        leaf.missed(),
        leaf.attempt(),
        at,
        leaf.assertedAt(),
        leaf.endedAt(),
        leaf.accepted(),
        leaf.settlement(),
        leaf.dispute(),
        leaf.facts());
  }
}
