package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.horkos.node.Seeded;
import org.horkos.node.step.Signature;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.StepCodecTest;
import org.horkos.node.step.StepKind;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;
import org.junit.jupiter.api.Test;

/** Any bytes: a root, no exception, no money made, and the same again elsewhere. */
class ExecutionIsTotal {
  private static final int CHUNKS = 100_000;

  @Test
  void anyBytesLeadToTheSameDefinedRootAndMakeNoMoney() {
    Seeded seeded = new Seeded(Seeded.seed(51));
    RandomLife life = new RandomLife(seeded);
    World world = life.world;
    World other = world.copy();
    for (int i = 0; i < CHUNKS; i++) {
      byte[] chunk = chunk(seeded, life);
      if (seeded.oneIn(50)) {
        garbageMessage(seeded, world, other);
      }
      ChunkResult result = world.execution.execute(world.state, world.open(), chunk, world.l1);
      ChunkResult again = other.execution.execute(other.state, other.open(), chunk, other.l1);
      assertThat(again).as(seeded.toString()).isEqualTo(result);
      world.state.flush();
      if (i % 3_000 == 0) {
        other.state.flush();
        Books.check(world);
      }
      if (i % 400 == 0) {
        // Otherwise hostile clocks would soon end every life.
        RandomLife next = new RandomLife(seeded);
        Books.check(world);
        life = next;
        world = next.world;
        other = world.copy();
      }
    }
  }

  static byte[] chunk(Seeded seeded, Life life) {
    return switch (seeded.below(4)) {
      case 0 -> seeded.bytes(seeded.below(200));
      case 1 ->
          StepCodec.encode(StepCodecTest.step(seeded, seeded.oneOf(List.of(StepKind.values()))));
      case 2 -> mutated(seeded, plausible(seeded, life));
      default -> {
        byte[] first = plausible(seeded, life);
        byte[] second = mutated(seeded, plausible(seeded, life));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        yield both;
      }
    };
  }

  private static byte[] plausible(Seeded seeded, Life life) {
    return StepCodec.encode(
        switch (seeded.below(6)) {
          case 0 ->
              new SystemStep.Clock(
                  life.world().now() + seeded.below(World.DAY),
                  life.world().state.globals().inboxCount());
          case 1 -> new SystemStep.Inbox();
          case 2 -> new SystemStep.Advance(seeded.below(3), seeded.below(3));
          case 3 -> new SystemStep.Draw(seeded.below(2), seeded.below(2));
          case 4 -> new SystemStep.SettleSeat(seeded.below(2), seeded.below(4));
          default ->
              new Transaction(
                  seeded.below(10),
                  seeded.below(100),
                  life.action(),
                  new Signature(seeded.hash(), seeded.hash()));
        });
  }

  static byte[] mutated(Seeded seeded, byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int n = seeded.below(3); n >= 0; n--) {
      changed[seeded.below(changed.length)] = (byte) seeded.below(256);
    }
    return changed;
  }

  /** What no inbox of ours would send; the time of L1 never runs backwards. */
  private static void garbageMessage(Seeded seeded, World world, World other) {
    int kind = seeded.below(9);
    byte[] payload = kind == 6 ? mutated(seeded, forced(seeded)) : seeded.bytes(seeded.below(120));
    if (kind == 1) {
      return; // a deposit that is none would make money: Books believes the vault
    }
    var sender = seeded.oneIn(2) ? World.CLIENT.address() : seeded.address();
    long time = world.now() + seeded.below(100);
    world.l1.send(time, kind, sender, payload);
    other.l1.send(time, kind, sender, payload);
  }

  private static byte[] forced(Seeded seeded) {
    byte[] step =
        StepCodec.encode(StepCodecTest.step(seeded, seeded.oneOf(List.of(StepKind.values()))));
    byte[] payload = new byte[4 + step.length];
    payload[3] = (byte) seeded.below(9);
    System.arraycopy(step, 0, payload, 4, step.length);
    return payload;
  }
}
