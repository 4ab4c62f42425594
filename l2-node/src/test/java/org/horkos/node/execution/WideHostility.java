package org.horkos.node.execution;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.step.Action;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;

/**
 * What nobody should do in a {@link WideLife}, and messages of L1, those among them that make no
 * sense.
 */
final class WideHostility {
  private final WideHand hand;
  private final WideLife life;
  private final Seeded seeded;
  private final World world;

  WideHostility(WideHand hand, WideLife life) {
    this.hand = hand;
    this.life = life;
    this.seeded = hand.seeded;
    this.world = hand.world;
  }

  /** L1 sends something, which is consumed. */
  void l1() {
    WideLife.Agreement one = seeded.oneOf(life.agreements());
    Address somebody = seeded.oneOf(WideWorld.EVERYBODY).address();
    switch (seeded.below(10)) {
      case 0, 1, 2 -> hand.beacon();
      case 3, 4 ->
          world.l1.deposit(world.now(), somebody, seeded.oneOf(WideWorld.TOKENS), hand.amount());
      case 5 ->
          world.l1.join(
              world.now(),
              one.terms(),
              one.terms().head().parties().size() - 1 - (seeded.oneIn(3) ? 1 : 0),
              seeded.oneIn(2) ? WideWorld.PARTIES.getFirst().address() : somebody);
      case 6 -> {
        if (seeded.oneIn(9)) {
          world.l1.settle(world.now(), one.terms().hash());
        }
      }
      default -> nonsense(one);
    }
    hand.inbox();
  }

  /** What no inbox of ours would send. */
  private void nonsense(WideLife.Agreement one) {
    Address escrow = L1Ledger.escrow(one.terms().hash());
    Address somebody = WideWorld.STRANGERS.getFirst().address();
    PackedWriter out = new PackedWriter();
    int kind = 2 + seeded.below(6);
    switch (seeded.below(8)) {
      case 0 -> out.u32(seeded.below(9)).hash(one.terms().hash()).u64(world.now()).u8(0);
      case 1 -> {
        kind = 2;
        out.u32(99).hash(one.terms().hash()).u64(world.now()).u8(0).u128(BigInteger.ONE);
      }
      case 2 -> {
        kind = 3;
        named(out.u32(one.id()).u8(1), 99_999, seeded.address());
      }
      case 3 -> {
        kind = 3;
        named(out.u32(77).u8(1), world.l1.account(somebody, Address.ZERO), somebody);
      }
      case 4 -> {
        kind = 4;
        out.u32(seeded.oneIn(2) ? one.id() : 55);
        escrow = somebody;
      }
      case 5 -> {
        kind = 6;
        byte[] step =
            seeded.oneIn(3)
                ? StepCodec.encode(new SystemStep.Collector(1))
                : ExecutionIsTotal.chunk(seeded, life);
        out.u32(seeded.below(120)).raw(step);
        escrow = seeded.oneOf(WideWorld.EVERYBODY).address();
      }
      case 6 -> kind = seeded.below(256);
      default -> out.raw(seeded.bytes(seeded.below(80)));
    }
    if (kind != 1) {
      world.l1.send(world.now(), kind, escrow, out.toBytes());
    }
  }

  private static void named(PackedWriter out, long id, Address owner) {
    out.u32(id).address(owner).address(Address.ZERO);
  }

  /** What the sequencer should not send, and what arbitrators do out of turn. */
  void hostile() {
    int arbitrator = seeded.below(WideWorld.ARBITRATORS.size());
    WideWorld.Person himself = WideWorld.ARBITRATORS.get(arbitrator);
    int court = seeded.below(2);
    switch (seeded.below(10)) {
      case 9 -> {
        // Twice that is too much for one court.
        WideWorld.Person rich = WideWorld.ARBITRATORS.get(0);
        world.l1.deposit(
            world.now(), rich.address(), WideWorld.TOKENS.get(1), WideHand.MOST.shiftRight(1));
        hand.inbox();
        hand.act(rich, new Action.Stake(court, 0, WideHand.MOST.shiftRight(1)));
      }
      case 0 -> world.run(new SystemStep.Collector(seeded.below(200)));
      case 1 -> world.run(new SystemStep.Clock(world.now() + 1, seeded.below(9)));
      case 2 -> world.run(new SystemStep.Clock(world.now() - seeded.below(2), 0));
      case 3 -> hand.act(himself, new Action.Stake(court, arbitrator, hand.amount()));
      case 4 ->
          hand.act(
              himself,
              new Action.Unstake(
                  court,
                  arbitrator,
                  seeded.oneIn(2) ? WideWorld.stake(arbitrator) : hand.amount()));
      case 5 ->
          hand.act(
              himself,
              new Action.Collect(
                  court,
                  arbitrator,
                  world.l1.account(himself.address(), seeded.oneOf(WideWorld.TOKENS))));
      case 6 -> {
        if (seeded.oneIn(8)) {
          hand.clock(world.now() + 31 * World.DAY);
          hand.act(
              himself,
              new Action.Collect(
                  court, arbitrator, world.l1.account(himself.address(), WideWorld.TOKENS.get(1))));
        }
      }
      case 7 -> hand.act(himself, new Action.Withdraw(hand.amount()));
      default -> {
        // Left in the inbox for a clock to pass it.
        world.l1.deposit(world.now(), himself.address(), Address.ZERO, BigInteger.ONE);
        hand.clock(world.now() + 2);
      }
    }
  }
}
