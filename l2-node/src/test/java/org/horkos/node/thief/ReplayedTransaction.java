package org.horkos.node.thief;

import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/** What the client has signed once, a payment of 100 to the sequencer, is executed twice. */
record ReplayedTransaction() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    long client = scene.account(Scene.CLIENT);
    byte[] once =
        scene
            .sequencer()
            .signed(
                Scene.CLIENT,
                client,
                new Action.Transfer(scene.account(RollupOnL1.SEQUENCER), Scene.units(100)));
    scene.sequencer().chunk(once);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              Leaf.Account used = state.account(client).orElseThrow();
              state.put(
                  client,
                  new Leaf.Account(used.owner(), used.token(), used.nonce() - 1, used.balance()));
              honestly.run();
            })
        .chunk(once);
  }
}
