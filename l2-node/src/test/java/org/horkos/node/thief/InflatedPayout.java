package org.horkos.node.thief;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.SystemStep;

/** The studio gets a thousand more out of the escrow than the verdict says. */
record InflatedPayout() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.DESIGN_JUDGED;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              honestly.run();
              long last = state.globals().outbox() - 1;
              state.put(last, inflated(state.outbox(last).orElseThrow(), to(scene)));
            });
    scene.step(new SystemStep.Advance(0, 0));
  }

  private static Address to(Scene scene) {
    return scene.on().address(Scene.STUDIO);
  }

  private static Leaf.OutboxLeaf inflated(Leaf.OutboxLeaf message, Address to) {
    List<Leaf.OutboxLeaf.Payment> payments = new ArrayList<>();
    for (Leaf.OutboxLeaf.Payment payment : message.payments()) {
      BigInteger more = payment.to().equals(to) ? Scene.units(1_000) : BigInteger.ZERO;
      payments.add(
          new Leaf.OutboxLeaf.Payment(payment.token(), payment.to(), payment.amount().add(more)));
    }
    return new Leaf.OutboxLeaf(message.kind(), message.target(), message.sequence(), payments);
  }
}
