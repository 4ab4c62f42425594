package org.horkos.node.thief;

import org.horkos.node.state.Leaf;

/** With the deposit of a client the sequencer takes in one of its own, which nobody has made. */
record InventedDeposit() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    scene.deposit(Scene.CLIENT, 50);
    long own = scene.account(RollupOnL1.SEQUENCER);
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Account account = state.account(own).orElseThrow();
              state.put(own, account.withBalance(account.balance().add(Scene.units(5_000))));
            })
        .consume();
  }
}
