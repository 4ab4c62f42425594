package org.horkos.node.thief;

import java.util.List;
import org.horkos.node.state.Leaf;

/** While its deliverable is disputed the studio gets its bond back. */
record ReleasedFrozenBond() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.DISPUTED;
  }

  @Override
  public void lies(Scene scene) {
    Leaf.OutboxLeaf.Payment bond =
        new Leaf.OutboxLeaf.Payment(
            scene.token(), scene.on().address(Scene.STUDIO), Scene.units(600));
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              Leaf.Globals globals = state.globals();
              long sequence = state.agreement(0).orElseThrow().messages();
              state.put(
                  globals.outbox(),
                  new Leaf.OutboxLeaf(
                      Leaf.OutboxLeaf.Kind.PAYOUT, scene.escrow(), sequence, List.of(bond)));
              state.put(globals.withOutbox(globals.outbox() + 1));
            });
    scene.after(Scene.HOUR);
  }
}
