package org.horkos.node.thief;

import org.horkos.node.state.Leaf;

/** Bytes that are no step make the sequencer rich. */
record StateChangedByGarbage() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    long own = scene.account(RollupOnL1.SEQUENCER);
    scene
        .sequencer()
        .garbage(
            new byte[] {(byte) 0xff, 1, 2, 3},
            state -> {
              Leaf.Account account = state.account(own).orElseThrow();
              state.put(own, account.withBalance(account.balance().add(Scene.units(5_000))));
            });
  }
}
