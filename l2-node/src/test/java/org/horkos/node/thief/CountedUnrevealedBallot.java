package org.horkos.node.thief;

import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Seat;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.SystemStep;

/**
 * The third arbitrator stays silent; his ballot for 92 is counted as if he had revealed it, so that
 * the median is the studio's.
 */
record CountedUnrevealedBallot() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.VOTED;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              if (step instanceof SystemStep.Advance) {
                Seat silent = state.seat(0, 2).orElseThrow().seat();
                state.put(
                    0,
                    2,
                    new Leaf.SeatLeaf(
                        new Seat(
                            silent.arbitrator(),
                            silent.voter(),
                            silent.commitment(),
                            Optional.of(new TreeMap<>(Scene.facts(0, 92).words())),
                            silent.settled())));
              }
              honestly.run();
            });
    scene.until(scene.state().panel(0).orElseThrow().state().revealUntil());
    scene.step(new SystemStep.Advance(0, 1));
  }
}
