package org.horkos.node.thief;

import java.math.BigInteger;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/**
 * A deposit counts as consumed, though no step has consumed it: the honest state has consumed less
 * than the header of the batch says.
 */
record PassedOverMessage() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    scene.deposit(Scene.CLIENT, 50);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Globals globals = state.globals();
              state.put(globals.withInboxCount(globals.inboxCount() + 1));
            });
    long own = scene.account(RollupOnL1.SEQUENCER);
    scene.acts(Scene.CLIENT, new Action.Transfer(own, BigInteger.ONE));
  }
}
