package org.horkos.node.thief;

import java.math.BigInteger;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.step.Action;

/** An hour passes without a step that says so: the honest time is behind the end of the batch. */
record TimeMovedAhead() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    new DevelopmentL1(scene.on().l1()).advance(Scene.HOUR, 1);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              state.put(state.globals().withTime(scene.now() + Scene.HOUR));
            });
    long own = scene.account(RollupOnL1.SEQUENCER);
    scene.acts(Scene.CLIENT, new Action.Transfer(own, BigInteger.ONE));
  }
}
