package org.horkos.node.thief;

import org.horkos.node.step.Action;
import org.horkos.node.step.Transaction;

/** The client challenges too late; for this one step the clock is put back. */
record TimeMovedBack() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.LAUNCH_ASSERTED;
  }

  @Override
  public void lies(Scene scene) {
    long inTime = scene.now();
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              long late = state.globals().time();
              if (step instanceof Transaction) {
                state.put(state.globals().withTime(inTime));
              }
              honestly.run();
              if (step instanceof Transaction) {
                state.put(state.globals().withTime(late));
              }
            });
    scene.after(3 * Scene.DAY);
    scene.acts(Scene.CLIENT, new Action.Challenge(0, 1, Scene.facts(0, 80)));
  }
}
