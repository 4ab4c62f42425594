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
 * steps, with orders that were tampered with and garbage in between. Each life has a seed of its
 * own, so that it can be lived again without those before it.
 */
public final class RandomChunks {
  /** The rollup in whose domain transactions are signed. */
  public static final Address ROLLUP = World.ROLLUP;

  /** The vault behind L2 balances. */
  public static final Address VAULT = World.VAULT;

  private static final int STEPS_A_ROUND = 40;
  private static final int ROUNDS = 30;

  private final long seed;

  /** Chunks of this seed. */
  public RandomChunks(long seed) {
    this.seed = seed;
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
    /** A chunk on its state; false if no more are wanted. */
    boolean chunk(Case next);
  }

  /** Lives one life, from 0 up; hands out the chunks in which that could have been posted. */
  public void life(long number, Visitor visitor) {
    Seeded seeded = new Seeded(seed * 1_000_003L + number);
    Life life = number % 2 == 0 ? new RandomLife(seeded).signing() : new WideLife(seeded);
    boolean goesOn = true;
    for (int round = 0; round < ROUNDS && goesOn && !life.closed(); round++) {
      goesOn = round(seeded, life, visitor);
    }
  }

  private static boolean round(Seeded seeded, Life life, Visitor visitor) {
    World world = life.world();
    World before = world.copy();
    int from = world.chunks.size();
    for (int i = 0; i < STEPS_A_ROUND; i++) {
      life.step();
    }
    world.state.flush();
    List<byte[]> steps = world.chunks.subList(from, world.chunks.size());
    World replay = new World(before.state, world.l1.copy());
    for (byte[] chunk : grouped(seeded, life, steps)) {
      // What the inbox holds by the end of the batch differs from batch to batch.
      long count = replay.state.globals().inboxCount();
      long length = replay.l1.length();
      long end = seeded.oneIn(20) ? Math.min(length, count + seeded.below(4)) : length;
      BatchContext batch =
          new BatchContext(
              seeded.oneIn(25) ? replay.now() + seeded.below(World.DAY) : Long.MAX_VALUE, end);
      if (!visitor.chunk(new Case(replay.state, batch, chunk, replay.l1, replay.execution))) {
        return false;
      }
      replay.execution.execute(replay.state, batch, chunk, replay.l1);
      replay.state.flush();
    }
    return true;
  }

  /** The steps in chunks, tampered with now and then. */
  private static List<byte[]> grouped(Seeded seeded, Life life, List<byte[]> steps) {
    List<byte[]> chunks = new ArrayList<>();
    int most = 1 + seeded.below(20);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    int count = 0;
    int weight = 0;
    for (byte[] step : steps) {
      int more =
          switch (StepCodec.parse(step, 0)) {
            case StepCodec.Parsed.Read read -> StepCodec.weight(read.step());
            case StepCodec.Parsed.Unparseable _ -> 0;
          };
      // A chunk that weighs too much ends before the step with which it does.
      boolean full = weight + more > StepCodec.MAX_CHUNK_WEIGHT && !seeded.oneIn(20);
      if (count > 0 && (full || count >= most || seeded.oneIn(6))) {
        chunks.add(chunk.toByteArray());
        chunk.reset();
        count = 0;
        weight = 0;
      }
      if (seeded.oneIn(60)) {
        chunk.writeBytes(ExecutionIsTotal.chunk(seeded, life));
      }
      chunk.writeBytes(seeded.oneIn(60) ? ExecutionIsTotal.mutated(seeded, step) : step);
      count++;
      weight += more;
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
