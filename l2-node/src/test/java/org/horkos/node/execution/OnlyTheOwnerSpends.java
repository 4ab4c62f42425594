package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.horkos.node.Seeded;
import org.horkos.node.state.StoredLeaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signer;
import org.horkos.node.step.Transaction;
import org.junit.jupiter.api.Test;

/**
 * Invariant 10 at the node: whatever an account is asked to do, only its owner's key makes it so.
 */
class OnlyTheOwnerSpends {
  @Test
  void noOtherKeyMovesAnAccountAnywhereInALife() {
    long first = Seeded.seed(71_000);
    for (int i = 0; i < 20; i++) {
      Seeded seeded = new Seeded(first + i);
      RandomLife life = new RandomLife(seeded);
      World world = life.world;
      Signer stranger = new Signer(BigInteger.valueOf(900 + seeded.below(50)));
      for (int step = 0; step < 60; step++) {
        life.step();
        world.state.flush();
        long victim = 1 + seeded.below(world.state.globals().accounts());
        Action action = seeded.oneIn(3) ? new Action.Withdraw(BigInteger.ONE) : life.action();
        Transaction forged = world.sign(stranger, victim, seeded.below(3), action);
        Receipt receipt = world.run(forged);
        assertThat(receipt.outcome())
            .as(seeded.toString())
            .isInstanceOf(Receipt.Outcome.Ignored.class);
        // Nothing but the count of steps, which stands in the globals.
        List<StoredLeaf> changes = world.state.changes();
        assertThat(changes).hasSize(1);
        assertThat(changes.getFirst().table()).isZero();
      }
    }
  }
}
