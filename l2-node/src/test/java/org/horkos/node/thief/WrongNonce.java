package org.horkos.node.thief;

import org.horkos.node.step.Action;

/** What the client has signed for the nonce after the next is executed before its turn. */
record WrongNonce() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    long client = scene.account(Scene.CLIENT);
    Action later = new Action.Transfer(scene.account(RollupOnL1.SEQUENCER), Scene.units(100));
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              state.put(client, state.account(client).orElseThrow().used());
              honestly.run();
            })
        .chunk(scene.sequencer().signedAhead(Scene.CLIENT, client, 1, later));
  }
}
