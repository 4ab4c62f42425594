package org.horkos.node.execution;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;

/**
 * States and chunks on them out of one seed: lives that make sense, cut into chunks of one to many
 * steps, with orders that were tampered with and garbage in between.
 */
public final class RandomChunks {
  /** The rollup in whose domain transactions are signed. */
  public static final Address ROLLUP = World.ROLLUP;

  /** The vault behind L2 balances. */
  public static final Address VAULT = World.VAULT;

  private static final int STEPS_A_ROUND = 40;

  private final Seeded seeded;
  private RandomLife life;

  /** Chunks of this seed. */
  public RandomChunks(Seeded seeded) {
    this.seeded = seeded;
    this.life = new RandomLife(seeded).signing();
  }

  /**
   * A chunk and all that its execution depends on.
   *
   * @param state before it; to be left as it is
   * @param batch that it is part of
   * @param chunk its bytes
   * @param l1 what L1 shows
   * @param execution of the rollup
   */
  public record Case(
      State state, BatchContext batch, byte[] chunk, L1View l1, Execution execution) {}

  /** Is handed each chunk before it is executed. */
  public interface Visitor {
    /** A chunk on its state. */
    void chunk(Case next);
  }

  /** Lives on for a while; hands out the chunks in which that could have been posted. */
  public void round(Visitor visitor) {
    if (life.closed() || seeded.oneIn(40)) {
      life = new RandomLife(seeded).signing();
    }
    World before = life.world.copy();
    int from = life.world.chunks.size();
    for (int i = 0; i < STEPS_A_ROUND; i++) {
      life.step();
    }
    life.world.state.flush();
    List<byte[]> steps = life.world.chunks.subList(from, life.world.chunks.size());
    World replay = new World(before.state, life.world.l1.copy());
    for (byte[] chunk : grouped(steps)) {
      // What the inbox holds by the end of the batch differs from batch to batch.
      long count = replay.state.globals().inboxCount();
      long length = replay.l1.length();
      long end = seeded.oneIn(20) ? Math.min(length, count + seeded.below(4)) : length;
      BatchContext batch =
          new BatchContext(
              seeded.oneIn(25) ? replay.now() + seeded.below(World.DAY) : Long.MAX_VALUE, end);
      visitor.chunk(new Case(replay.state, batch, chunk, replay.l1, replay.execution));
      replay.execution.execute(replay.state, batch, chunk, replay.l1);
      replay.state.flush();
    }
  }

  /** The steps in chunks, tampered with now and then. */
  private List<byte[]> grouped(List<byte[]> steps) {
    List<byte[]> chunks = new ArrayList<>();
    int most = 1 + seeded.below(20);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    int count = 0;
    for (byte[] step : steps) {
      if (seeded.oneIn(60)) {
        chunk.writeBytes(ExecutionIsTotal.chunk(seeded, life));
      }
      chunk.writeBytes(seeded.oneIn(60) ? ExecutionIsTotal.mutated(seeded, step) : step);
      if (++count >= most || seeded.oneIn(6)) {
        chunks.add(chunk.toByteArray());
        chunk.reset();
        count = 0;
      }
    }
    if (chunk.size() > 0) {
      chunks.add(chunk.toByteArray());
    }
    return chunks;
  }

  /** A chunk taken apart into its steps, with what is no step at the end. */
  public static List<byte[]> steps(byte[] chunk) {
    List<byte[]> steps = new ArrayList<>();
    int at = 0;
    while (at < chunk.length) {
      int next =
          switch (StepCodec.parse(chunk, at)) {
            case StepCodec.Parsed.Read read -> read.next();
            case StepCodec.Parsed.Unparseable unparseable -> chunk.length;
          };
      steps.add(Arrays.copyOfRange(chunk, at, next));
      at = next;
    }
    return steps;
  }
}
