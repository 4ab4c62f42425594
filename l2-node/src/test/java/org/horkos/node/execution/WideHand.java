package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signature;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/** What people and the sequencer of a {@link WideLife} do it with: signed steps and messages. */
final class WideHand {
  /** The largest amount. */
  static final BigInteger MOST = BigInteger.TWO.pow(128).subtract(BigInteger.ONE);

  final Seeded seeded;
  final World world;
  private long block = 1_000;

  WideHand(Seeded seeded, World world) {
    this.seeded = seeded;
    this.world = world;
  }

  /** The next block's beacon is sent; it is not consumed yet. */
  void beacon() {
    world.l1.beacon(world.now(), block++, seeded.hash());
  }

  /** Time moves on, mostly after all messages before it. */
  void clock(long time) {
    while (!seeded.oneIn(9) && world.state.globals().inboxCount() < world.l1.length()) {
      inbox();
    }
    world.run(new SystemStep.Clock(Math.max(0, time), world.state.globals().inboxCount()));
  }

  /** The next message is consumed. */
  void inbox() {
    world.run(new SystemStep.Inbox());
  }

  /** The act, in one of the ways in which it can come. */
  void act(WideWorld.Person person, Action action) {
    act(person.address(), action);
  }

  /** The act, signed or through the inbox, from the account in ETH or else in the other token. */
  void act(Address actor, Action action) {
    Optional<QuickSigner> signer = WideWorld.signer(actor);
    long fee = seeded.oneIn(4) ? seeded.below(50) : seeded.oneIn(60) ? Long.MAX_VALUE : 0;
    long account = world.l1.account(actor, seeded.oneOf(WideWorld.TOKENS));
    if (signer.isPresent() && !seeded.oneIn(5)) {
      Signature signature =
          switch (world.execution.toSign(world.state, account, fee, action, world.l1)) {
            case Execution.ToSign.Digest digest -> signer.get().sign(digest.digest());
            case Execution.ToSign.Nothing _ -> Signature.NONE;
          };
      world.run(new Transaction(account, fee, action, signature));
      return;
    }
    byte[] step = StepCodec.encodeUnsigned(new Transaction(account, fee, action, Signature.NONE));
    world.l1.force(world.now(), actor, seeded.oneIn(30) ? account + 1 : account, step);
    inbox();
  }

  /** Small, odd, or at a boundary. */
  BigInteger amount() {
    return switch (seeded.below(7)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE;
      case 2 -> MOST;
      case 3 -> BigInteger.TWO.pow(120).subtract(BigInteger.valueOf(seeded.below(2)));
      default -> seeded.upTo(40);
    };
  }
}
