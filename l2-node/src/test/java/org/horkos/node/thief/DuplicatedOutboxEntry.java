package org.horkos.node.thief;

import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/** What the client withdraws once goes out to L1 twice. */
record DuplicatedOutboxEntry() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Globals globals = state.globals();
              state.put(globals.outbox(), state.outbox(globals.outbox() - 1).orElseThrow());
              state.put(globals.withOutbox(globals.outbox() + 1));
            });
    scene.acts(Scene.CLIENT, new Action.Withdraw(Scene.units(300)));
  }
}
