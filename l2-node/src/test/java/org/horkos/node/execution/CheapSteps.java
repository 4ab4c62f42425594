package org.horkos.node.execution;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/** Fills what a dear step leaves of a chunk's weight with cheap ones. */
public final class CheapSteps {
  private static final BigInteger AMOUNT = BigInteger.valueOf(1_000);

  private CheapSteps() {}

  /** What a cheap step is. */
  public enum Kind {
    /** Another account earns the fees. */
    COLLECTOR,
    /** Time goes on. */
    CLOCK,
    /** Between two accounts that nothing else concerns. */
    TRANSFER,
    /** Out of an account. */
    WITHDRAWAL,
    /** A new court. */
    COURT,
    /** Into a court. */
    STAKE,
    /** Out of a court. */
    UNSTAKE,
    /** What was earned in a court. */
    COLLECT
  }

  /**
   * One cheap step.
   *
   * @param kind what it is
   * @param who whose it is, 0 to 15
   */
  public record Cheap(Kind kind, int who) {
    /** Any. */
    public static Cheap any(Seeded seeded) {
      return new Cheap(seeded.oneOf(List.of(Kind.values())), seeded.below(16));
    }

    @Override
    public String toString() {
      return kind.name().toLowerCase(java.util.Locale.ROOT) + " " + who;
    }
  }

  /** The chunk with as many of these after its own steps as there is room for, in their order. */
  static RandomChunks.Case after(RandomChunks.Case next, List<Cheap> tail) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    int mark = next.state().mark();
    int weight = 0;
    int count = 0;
    for (byte[] bytes : RandomChunks.steps(next.chunk())) {
      Step step = ((StepCodec.Parsed.Read) StepCodec.parse(bytes, 0)).step();
      weight += StepCodec.weight(step);
      count++;
      next.execution().execute(next.state(), next.batch(), step, next.l1());
      chunk.writeBytes(bytes);
    }
    for (Cheap cheap : tail) {
      Step step = step(next, cheap);
      if (count == StepCodec.MAX_CHUNK_STEPS
          || weight + StepCodec.weight(step) > StepCodec.MAX_CHUNK_WEIGHT) {
        continue;
      }
      weight += StepCodec.weight(step);
      count++;
      next.execution().execute(next.state(), next.batch(), step, next.l1());
      chunk.writeBytes(StepCodec.encode(step));
    }
    next.state().rollback(mark);
    return new RandomChunks.Case(
        next.state(), next.batch(), chunk.toByteArray(), next.l1(), next.execution());
  }

  private static Step step(RandomChunks.Case next, Cheap cheap) {
    int who = cheap.who;
    return switch (cheap.kind) {
      case COLLECTOR ->
          // Also accounts that do not exist are looked at: as far as possible from all others.
          new SystemStep.Collector(who % 2 == 0 ? 2 + 2L * who : (long) who << 28 | 5);
      case CLOCK ->
          new SystemStep.Clock(
              next.state().globals().time() + 1, next.state().globals().inboxCount());
      case TRANSFER ->
          sign(next, WideWorld.PARTIES.get(who), 0, new Action.Transfer(41 + 2L * who, AMOUNT));
      case WITHDRAWAL -> sign(next, WideWorld.PARTIES.get(who), 0, new Action.Withdraw(AMOUNT));
      case COURT ->
          sign(
              next,
              WideWorld.PARTIES.get(who),
              0,
              new Action.CreateCourt(Address.ZERO, Address.ZERO, AMOUNT));
      case STAKE -> sign(next, WideWorld.ARBITRATORS.get(who), 1, new Action.Stake(1, who, AMOUNT));
      case UNSTAKE ->
          sign(next, WideWorld.ARBITRATORS.get(who), 0, new Action.Unstake(1, who, AMOUNT));
      case COLLECT ->
          sign(next, WideWorld.ARBITRATORS.get(who), 0, new Action.Collect(1, who, 41 + 2L * who));
    };
  }

  private static Step sign(
      RandomChunks.Case next, WideWorld.Person person, int token, Action action) {
    long account = ((L1Ledger) next.l1()).account(person.address(), WideWorld.TOKENS.get(token));
    Signature signature =
        switch (next.execution().toSign(next.state(), account, 0, action, next.l1())) {
          case Execution.ToSign.Digest digest ->
              person.signer().orElseThrow().sign(digest.digest());
          case Execution.ToSign.Nothing _ -> Signature.NONE;
        };
    return new Transaction(account, 0, action, signature);
  }
}
