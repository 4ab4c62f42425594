package org.horkos.node.thief;

import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.state.Leaf;

/** The beacon of L1 is taken in with a seed that the sequencer has chosen. */
record WrongBeacon() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.BEACON_SENT;
  }

  @Override
  public void lies(Scene scene) {
    scene.on().pass();
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Beacon beacon = state.beacon(0).orElseThrow();
              Hash chosen = Keccak.hash(new byte[] {13});
              state.put(0, new Leaf.Beacon(beacon.blockNumber(), beacon.blockTime(), chosen));
            })
        .consume();
  }
}
