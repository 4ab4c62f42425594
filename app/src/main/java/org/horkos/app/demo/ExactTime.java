package org.horkos.app.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Block;

/**
 * L1's clock, and by it L2's, to the second: L1 makes blocks only when somebody sends or time is to
 * pass, so nothing becomes late because a computer is slow.
 */
final class ExactTime {
  /** Seconds by which L2 stays behind L1: the least there can be. */
  static final long LAG = 1;

  /** The node posts when it is asked to: a block of L1 that nobody awaits would move the time. */
  static final World.Pace PACE = new World.Pace(LAG, Duration.ofDays(1));

  private final World world;
  private final DevelopmentL1 clock;

  ExactTime(World world) {
    this.world = world;
    this.clock = world.l1().clock();
  }

  /** L1's time, Unix seconds. */
  long l1() {
    return world.l1().connection().head().time();
  }

  /**
   * L2 comes to this second, and all that is due by then has happened.
   *
   * @param time Unix seconds; nothing happens if L2 is there already
   */
  void reach(long time) {
    if (l1() < time + LAG) {
      clock.advanceTo(time + LAG);
    }
    until("L2 has come to this time", () -> world.node().health().l1Time() >= time);
    settle();
  }

  /** L1 comes to this second, unless it is there already. */
  void reachOnL1(long time) {
    if (l1() < time) {
      clock.advanceTo(time);
    }
  }

  /** All these transactions are in one block of this second, or of the first one after it. */
  void inOneBlock(long second, List<Callable<Object>> transactions) {
    clock.holdBlocks();
    CompletableFuture<List<Object>> sent =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return World.together(transactions);
              } catch (Exception refused) {
                throw new CompletionException(refused);
              }
            });
    until(
        "the transactions wait for their block",
        () -> sent.isDone() || world.l1().waiting() >= transactions.size());
    clock.advanceTo(Math.max(second, l1() + 1));
    clock.mineOnDemand();
    world.patience().await(sent, "L1");
  }

  /** A scheduled beacon of this second or after is on L1 and known to it, and L2 is there too. */
  void reachBeacon(long time) {
    L1Block head = world.l1().connection().head();
    long last = head.number() / L1Block.BEACON_EVERY * L1Block.BEACON_EVERY;
    boolean known =
        head.time() >= time && world.l1().connection().block(last).orElseThrow().time() >= time;
    if (!known) {
      long number = clock.advanceToBeaconAt(time).number();
      world.progress().say("L1 block " + number + " is a beacon: its randomness draws the panel");
    }
    reach(Math.max(time, l1() + 1 - LAG));
  }

  /** Returns when the node has done all that can be done at the time that it knows of. */
  private void settle() {
    long before;
    do {
      before = world.node().health().block();
      // A reading is answered between two blocks: behind the second one a block has been tried.
      world.wallet().read(machine -> 0);
      world.wallet().read(machine -> 0);
    } while (world.node().health().block() != before);
  }

  /** L2 has taken in what has happened on L1: a message of a block waits for the next one. */
  void takeIn() {
    reach(l1());
  }

  /** Waits for what needs blocks of L1: some seconds pass. */
  void untilOnL1(String what, BooleanSupplier holds) {
    world.until(what, holds, world.l1()::keepGoing);
  }

  /** Waits without letting time pass. */
  void until(String what, BooleanSupplier holds) {
    world.until(what, holds, () -> {});
  }
}
