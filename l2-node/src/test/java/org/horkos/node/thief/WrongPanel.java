package org.horkos.node.thief;

import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.SystemStep;

/** Whomever the beacon draws, a friend of the sequencer takes the seat. */
record WrongPanel() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.DRAWING;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.PanelLeaf panel = state.panel(0).orElseThrow();
              int drawn =
                  state.seat(0, 0).map(leaf -> leaf.seat().arbitrator()).orElse(Seat.NOBODY);
              int friend = drawn == 0 ? 1 : 0;
              Address voter = scene.on().address(Scene.FIRST_ARBITRATOR + friend);
              state.put(0, 0, new Leaf.SeatLeaf(Seat.of(friend, voter)));
              state.put(0, new Leaf.PanelLeaf(panel.state(), 1));
            });
    scene.step(new SystemStep.Draw(0, 0));
  }
}
