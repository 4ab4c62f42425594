package org.horkos.node.thief;

import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.step.Action;

/** The sequencer signs with its own key that the client pays it 500, and believes the signature. */
record ForgedSignature() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.FUNDED;
  }

  @Override
  public void lies(Scene scene) {
    Address client = scene.on().address(Scene.CLIENT);
    Execution gullible = scene.on().newExecution((digest, signature) -> Optional.of(client));
    BatchContext open = BatchContext.open(scene.on().messages());
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) ->
                gullible.execute(state, open, step, scene.on().view()));
    scene
        .sequencer()
        .chunk(
            scene
                .sequencer()
                .signed(
                    RollupOnL1.SEQUENCER,
                    scene.account(Scene.CLIENT),
                    new Action.Transfer(scene.account(RollupOnL1.SEQUENCER), Scene.units(500))));
  }
}
