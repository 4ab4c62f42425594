package org.horkos.bench;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;

/**
 * Signed transfers a second, on one thread: parsed, their signers found, executed, and a state root
 * after each chunk of 16. Goal of DESIGN: 20,000. Nothing is stored or sent.
 */
@org.openjdk.jmh.annotations.State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransfersBenchmark {
  private static final int TRANSFERS = 2_048;
  private static final int ACCOUNTS = 100_000;
  private static final Address ROLLUP = Address.parse("0x0000000000000000000000000000000000000011");
  private static final Address VAULT = Address.parse("0x0000000000000000000000000000000000000022");

  private final State state = State.genesis();
  private final L1View l1 = new NothingOnL1();
  private final Execution execution =
      new Execution(
          TransactionDigest.domain(31_337, ROLLUP), VAULT, RuleMachine::new, Recovery.fastest());
  private final List<byte[]> chunks = new ArrayList<>();

  /** L1 of a rollup without deposits and agreements: transfers ask nothing of it. */
  private static final class NothingOnL1 implements L1View {
    @Override
    public InboxMessage message(long index) {
      throw new MissingL1Data("inbox message " + index);
    }

    @Override
    public Optional<OpenedTerms> terms(Hash termsHash) {
      return Optional.empty();
    }
  }

  /** Makes the accounts and signs one transfer of each of the first of them. */
  public TransfersBenchmark() {
    List<Signer> signers = new ArrayList<>();
    for (int i = 0; i < TRANSFERS; i++) {
      signers.add(new Signer(BigInteger.valueOf(1_000L + i)));
    }
    for (int i = 0; i < ACCOUNTS; i++) {
      state.put(
          i + 1L,
          new Leaf.Account(
              signers.get(i % TRANSFERS).address(), Address.ZERO, 0, BigInteger.valueOf(1_000)));
    }
    state.put(state.globals().withAccounts(ACCOUNTS));
    state.flush();
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    for (int i = 0; i < TRANSFERS; i++) {
      // Each to an account of its own, far from the sender's.
      long to = 1 + (i * 47L + 50_000) % ACCOUNTS;
      chunk.writeBytes(StepCodec.encode(signed(signers.get(i), i + 1L, to)));
      if ((i + 1) % StepCodec.MAX_CHUNK_STEPS == 0) {
        chunks.add(chunk.toByteArray());
        chunk.reset();
      }
    }
    int applied =
        transfers().stream()
            .mapToInt(
                result -> (int) result.receipts().stream().filter(each -> each.applied()).count())
            .sum();
    if (applied != TRANSFERS) {
      throw new IllegalStateException("only " + applied + " of the transfers are applied");
    }
  }

  private Transaction signed(Signer signer, long account, long to) {
    Action transfer = new Action.Transfer(to, BigInteger.ONE);
    return switch (execution.toSign(state, account, 0, transfer, l1)) {
      case Execution.ToSign.Digest digest ->
          new Transaction(account, 0, transfer, signer.sign(digest.digest()));
      case Execution.ToSign.Nothing nothing ->
          throw new IllegalStateException(nothing.reason().sentence());
    };
  }

  /** All transfers, chunk by chunk; afterwards the state is as it was. */
  @Benchmark
  @OperationsPerInvocation(TRANSFERS)
  public final List<ChunkResult> transfers() {
    List<ChunkResult> results = new ArrayList<>();
    for (byte[] chunk : chunks) {
      results.add(execution.execute(state, BatchContext.open(0), chunk, l1));
    }
    state.discard();
    return results;
  }
}
