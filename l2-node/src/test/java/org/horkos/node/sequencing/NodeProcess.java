package org.horkos.node.sequencing;

import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.horkos.dsl.value.Address;
import org.horkos.engine.vm.RuleMachine;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.execution.Execution;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.DeployedL1;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.TransactionDigest;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.storage.TransactionReceipt;

/**
 * A whole node as a process of its own that a test can kill: it follows a real L1, makes blocks and
 * posts batches. The people on it act as long as it lives. It says READY when agreements can begin,
 * ACK and the hash for each transaction that it has acknowledged, NO for what it turned away, and
 * how many agreements are CLOSED; a line on its input ends it properly.
 */
public final class NodeProcess {
  private NodeProcess() {}

  /** What the process needs to know, in the order of its arguments. */
  static List<String> arguments(Path database, String l1, Contracts at, Address token) {
    return List.of(
        database.toString(),
        l1,
        at.rollup().toString(),
        at.inbox().toString(),
        at.vault().toString(),
        at.factory().toString(),
        at.implementation().toString(),
        Long.toString(at.block()),
        token.toString());
  }

  /** Takes {@link #arguments}. */
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (L1Connection l1 = L1Connection.open(URI.create(arguments[1]))) {
      Contracts contracts =
          new Contracts(
              l1.chainId(),
              Address.parse(arguments[2]),
              Address.parse(arguments[3]),
              Address.parse(arguments[4]),
              Address.parse(arguments[5]),
              Address.parse(arguments[6]),
              Long.parseLong(arguments[7]));
      RollupId id = new RollupId(l1.chainId(), contracts.rollup());
      try (Storage storage = Storage.open(StorageConfig.file(Path.of(arguments[0])), id)) {
        run(storage, l1, contracts, Address.parse(arguments[8]), out);
      }
    }
  }

  /** The execution of this rollup. */
  static Execution execution(long chainId, Contracts contracts) {
    return new Execution(
        TransactionDigest.domain(chainId, contracts.rollup()),
        contracts.vault(),
        RuleMachine::new,
        Recovery.fastest());
  }

  private static void run(
      Storage storage, L1Connection l1, Contracts contracts, Address token, PrintStream out)
      throws Exception {
    Execution execution = execution(l1.chainId(), contracts);
    Consumer<L1Failure> trouble = failure -> out.println("TROUBLE " + failure.getMessage());
    try (Sequencer sequencer =
            new Sequencer(
                storage,
                new StepMachine(execution, StoredState.load(storage), new StoredL1(storage)),
                new SequencerSettings(Duration.ofMillis(2), 10_000));
        BatchPoster poster = poster(storage, l1, contracts)) {
      sequencer.onBlock(poster::sealed);
      sequencer.start();
      L1Follower follower =
          new L1Follower(
              l1,
              contracts,
              new L1Follower.Settings(Duration.ofMillis(50), 0, 2_000),
              storage.resumePoint().orElseGet(() -> ResumePoint.deployedIn(contracts.block())),
              listener(sequencer, trouble));
      follower.start();
      poster.start(trouble);
      act(sequencer, new BusyPeople(execution, l1.chainId(), contracts.rollup(), token), out);
      follower.close();
      poster.flush();
      out.println("POSTED");
    }
  }

  private static BatchPoster poster(Storage storage, L1Connection l1, Contracts contracts) {
    Duration often = Duration.ofMillis(150);
    return new BatchPoster(
        l1,
        contracts,
        new Signer(DevelopmentKeys.key(DeployedL1.SEQUENCER).getEcKeyPair().getPrivateKey()),
        l1.account(DevelopmentKeys.key(DeployedL1.SEQUENCER)),
        storage,
        BatchPoster.Settings.every(often));
  }

  private static L1Listener listener(Sequencer sequencer, Consumer<L1Failure> trouble) {
    return new L1Listener() {
      @Override
      public void onL1Head(L1News news) {
        sequencer.onL1Head(news);
      }

      @Override
      public void onL1Failure(L1Failure failure) {
        trouble.accept(failure);
      }
    };
  }

  /** Everybody acts, again and again, until a line comes and nothing is left to do. */
  private static void act(Sequencer sequencer, BusyPeople people, PrintStream out)
      throws Exception {
    boolean ready = false;
    long closed = -1;
    boolean ending = false;
    while (!ending) {
      ending = System.in.available() > 0;
      BusyPeople.Plan plan =
          sequencer.read(machine -> people.plan(machine)).get(30, TimeUnit.SECONDS);
      if (plan.ready() && !ready) {
        out.println("READY");
        ready = true;
      }
      if (plan.closed() != closed) {
        closed = plan.closed();
        out.println("CLOSED " + closed);
      }
      List<CompletableFuture<TransactionReceipt>> answers = new ArrayList<>();
      for (byte[] transaction : plan.transactions()) {
        answers.add(
            sequencer.submit(transaction).whenComplete((receipt, failed) -> tell(receipt, out)));
      }
      for (CompletableFuture<TransactionReceipt> answer : answers) {
        answer.get(30, TimeUnit.SECONDS);
      }
      if (answers.isEmpty()) {
        Thread.sleep(20); // nobody has money yet
      }
    }
  }

  private static void tell(TransactionReceipt receipt, PrintStream out) {
    boolean taken = receipt.included() && receipt.applied();
    out.println((taken ? "ACK " : "NO " + receipt.refusal() + " ") + receipt.transaction());
  }

  /** Somebody of the development keys. */
  static Signer person(int key) {
    return new Signer(DevelopmentKeys.key(key).getEcKeyPair().getPrivateKey());
  }

  /** Base units, for the court of these tests. */
  static final BigInteger STAKE = BigInteger.TEN;
}
