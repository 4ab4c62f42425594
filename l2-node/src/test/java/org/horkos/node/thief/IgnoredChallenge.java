package org.horkos.node.thief;

import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/** The client challenges in time; of that nothing is left but a used nonce. */
record IgnoredChallenge() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.LAUNCH_ASSERTED;
  }

  @Override
  public void lies(Scene scene) {
    long client = scene.account(Scene.CLIENT);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              Leaf.Globals globals = state.globals();
              state.put(globals.withSteps(globals.steps() + 1));
              state.put(client, state.account(client).orElseThrow().used());
            });
    scene.acts(Scene.CLIENT, new Action.Challenge(0, 1, Scene.facts(0, 80)));
  }
}
