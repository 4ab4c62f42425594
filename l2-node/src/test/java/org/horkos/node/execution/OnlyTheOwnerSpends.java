package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.horkos.node.state.StoredLeaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Transaction;
import org.junit.jupiter.api.Test;

/**
 * Invariant 10 at the node: whatever an account is asked to do, only its owner's key makes it so.
 */
class OnlyTheOwnerSpends {
  private static final int LIVES = Integer.getInteger("horkos.lives", 10_000);

  /** Where the account's owner would have had a true act of it: else a forgery shows nothing. */
  private int ripe;

  @Test
  void noOtherKeyMovesAnAccountAnywhereInALife() {
    long first = Seeded.seed(71_000);
    int lives = System.getProperty("horkos.seed") == null ? LIVES : 1;
    for (int i = 0; i < lives; i++) {
      Seeded seeded = new Seeded(first + i);
      RandomLife life = RandomLife.cheap(seeded);
      QuickSigner stranger = STRANGERS.get(seeded.below(STRANGERS.size()));
      int steps = seeded.below(50);
      for (int step = 0; step < steps; step++) {
        life.step();
        if (step + 3 > steps) {
          forge(life, stranger);
        }
      }
      life.forget();
    }
    if (lives > 100) {
      assertThat(ripe).isGreaterThan(lives);
    }
  }

  private static final List<QuickSigner> STRANGERS =
      List.of(new QuickSigner(901), new QuickSigner(902), new QuickSigner(903));

  private void forge(RandomLife life, QuickSigner stranger) {
    Seeded seeded = life.seeded;
    World world = life.world;
    long victim = 1 + seeded.below(world.state.globals().accounts());
    Action action = seeded.oneIn(3) ? new Action.Withdraw(BigInteger.ONE) : life.action();
    if (!(world.execution.toSign(world.state, victim, 0, action, world.l1)
        instanceof Execution.ToSign.Digest digest)) {
      return;
    }
    ripe++;
    List<StoredLeaf> before = butTheCountOfSteps(world);
    Transaction forged = new Transaction(victim, 0, action, stranger.sign(digest.digest()));
    Receipt receipt = world.run(forged);
    assertThat(receipt.outcome()).as(seeded.toString()).isInstanceOf(Receipt.Outcome.Ignored.class);
    assertThat(butTheCountOfSteps(world)).as(seeded.toString()).isEqualTo(before);
  }

  /** The count stands in the globals, which are table 0. */
  private static List<StoredLeaf> butTheCountOfSteps(World world) {
    var globals = world.state.globals();
    List<StoredLeaf> leaves = new ArrayList<>(world.state.changes());
    leaves.removeIf(leaf -> leaf.table() == 0);
    leaves.add(
        new StoredLeaf(0, 0, globals.withSteps(0).toString().getBytes(StandardCharsets.UTF_8)));
    return leaves;
  }
}
