package org.horkos.node.thief;

import org.horkos.node.state.Leaf;

/** A deposit counts as consumed, but the client never gets it. */
record DroppedInboxMessage() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    scene.deposit(Scene.CLIENT, 50);
    long client = scene.account(Scene.CLIENT);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              Leaf.Account before = state.account(client).orElseThrow();
              honestly.run();
              state.put(client, before);
            })
        .consume();
  }
}
