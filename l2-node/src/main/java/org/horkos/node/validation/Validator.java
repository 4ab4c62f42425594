package org.horkos.node.validation;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.Execution;
import org.horkos.node.fraud.FraudProver.Wrong;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Loop;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.State;
import org.horkos.node.step.Signer;
import org.horkos.node.storage.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Derives everything from L1 alone, executes each posted batch again, and proves each root wrong
 * that does not come out. It goes on with the roots that do; where roots were deleted and it is a
 * poster, it asserts them. All methods but {@link #round} may be called from any thread.
 */
public final class Validator implements AutoCloseable {
  private final L1Connection connection;
  private final Storage storage;
  private final Settings settings;
  private final Rollup rollup;
  private final Derivation derivation;
  private final Prosecutor prosecutor;
  private final Optional<BatchPoster> poster;
  private final Set<Hash> refuted = new HashSet<>();
  private boolean mayBeOwed = true;
  private long proofs;
  private volatile ValidatorProgress progress = ValidatorProgress.NONE;
  private volatile Optional<L1Failure> hindrance = Optional.empty();
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean running;
  private @Nullable L1Loop loop;

  /**
   * How to validate.
   *
   * @param follower how L1 is followed
   * @param posts whether to assert roots that were deleted: takes a bond
   */
  public record Settings(L1Follower.Settings follower, boolean posts) {}

  /**
   * A validator that has not started.
   *
   * @param account pays for proofs and gets the rewards; where it posts, its bond answers for roots
   * @param execution by the rule program alone, as L1 executes
   * @param storage its own; it goes on after what that holds
   * @throws org.horkos.node.storage.StorageRefusal if the storage is a sequencer's or damaged
   */
  public Validator(
      L1Connection connection,
      Contracts contracts,
      L1Account account,
      Execution execution,
      Storage storage,
      Settings settings) {
    this.connection = connection;
    this.storage = storage;
    this.settings = settings;
    this.rollup = Wrappers.reading(connection, contracts).rollup();
    this.derivation = new Derivation(connection, contracts, execution, storage, settings.follower);
    this.prosecutor = new Prosecutor(connection, contracts, account);
    this.poster =
        settings.posts
            ? Optional.of(
                new BatchPoster(
                    connection,
                    contracts,
                    new Signer(account.key().getEcKeyPair()),
                    account,
                    storage,
                    new BatchPoster.Settings(Duration.ofSeconds(1), Long.MAX_VALUE, Duration.ZERO)))
            : Optional.empty();
  }

  /** Starts on a thread of its own; {@code trouble} as of {@link L1Loop#start}. */
  public synchronized void start(Consumer<L1Failure> trouble) {
    if (loop == null) {
      running = true;
      loop =
          L1Loop.start(
              "validator",
              settings.follower.interval(),
              () -> roundOrEnd(trouble),
              failed -> {
                if (failed.kind() != L1Failure.Kind.GONE) {
                  end(failed);
                }
                hindrance = Optional.of(failed);
                trouble.accept(failed);
              });
    }
  }

  private void end(RuntimeException failed) {
    running = false;
    failure = Optional.of("The validator has stopped: " + failed.getMessage());
  }

  private void roundOrEnd(Consumer<L1Failure> trouble) {
    Optional<L1Failure> before = hindrance;
    try {
      round();
    } catch (L1Failure failed) {
      throw failed;
    } catch (RuntimeException failed) {
      throw new L1Failure(L1Failure.Kind.INCONSISTENT, String.valueOf(failed.getMessage()), failed);
    }
    hindrance.filter(now -> before.filter(now::repeats).isEmpty()).ifPresent(trouble);
  }

  /**
   * One round: reads what is new on L1, executes it, proves what is wrong. {@link #start} calls it
   * again and again; a test may call it instead.
   *
   * @throws L1Failure if L1 is gone, or is not what the storage was made from
   */
  public void round() {
    long walks = derivation.walks();
    derivation.poll();
    if (derivation.walks() != walks) {
      refuted.clear(); // on other blocks L1 may take the proof
    }
    long head = connection.head().number();
    while (derivation.advance()) {
      note(head);
    }
    note(head);
    try {
      proveWhatIsWrong();
      assertWhatIsMissing();
      collect();
      hindrance = frozen();
    } catch (L1Failure failed) {
      if (failed.kind() == L1Failure.Kind.GONE || failed.kind() == L1Failure.Kind.REORGANISED) {
        throw failed;
      }
      hindrance = Optional.of(failed); // the next round tries again
    }
    note(head);
  }

  private void note(long head) {
    RollupWatch.Work work = derivation.watched(RollupWatch::work);
    progress =
        new ValidatorProgress(
            work.batches(),
            work.chunks(),
            work.nanoseconds(),
            work.frauds(),
            proofs,
            Math.max(0, head + 1 - derivation.nextBlock()),
            derivation.watched(RollupWatch::height));
  }

  private Optional<L1Failure> frozen() {
    return Wrappers.ask(rollup.frozen())
        ? Optional.of(
            new L1Failure(
                L1Failure.Kind.HINDERED,
                "The rollup is frozen for good: nothing new is posted. People leave by proof with"
                    + " 'horkos exit --config FILE'."))
        : Optional.empty();
  }

  private void proveWhatIsWrong() {
    Optional<RollupWatch.Suspect> suspect = derivation.watched(RollupWatch::suspect);
    if (suspect.isEmpty() || !stands(suspect.get())) {
      return;
    }
    Wrong wrong = derivation.watched(watch -> watch.wrong(suspect.get()));
    try {
      mayBeOwed = true; // also if L1 is gone before it says that it took the proof
      if (prosecutor.prove(wrong) == Prosecutor.Outcome.PROVED) {
        proofs++;
      }
    } catch (L1Failure failed) {
      if (failed.kind() == L1Failure.Kind.REVERTED) {
        refuted.add(wrong.batch().rootsHash());
        throw failed.as(
            L1Failure.Kind.HINDERED,
            "Chunk "
                + wrong.chunk()
                + " of batch "
                + wrong.batch().height()
                + " comes to another root here than L1 has, but L1 does not take the proof ("
                + failed.revert().orElse("reverted")
                + "): this version of Horkos and the contracts differ. Use the version that the"
                + " rollup was made with, and tell its makers.");
      }
      throw failed;
    }
  }

  /** Whether these roots are what stands on L1 now, and can still be proved wrong. */
  private boolean stands(RollupWatch.Suspect suspect) {
    Hash rootsHash = ListRoot.of(suspect.roots());
    BigInteger height = BigInteger.valueOf(suspect.height());
    if (refuted.contains(rootsHash)
        || Wrappers.ask(rollup.rootsHeight()).compareTo(height) < 0
        || !Hash.of(Wrappers.ask(rollup.batchAt(height)).rootsHash).equals(rootsHash)) {
      return false;
    }
    if (Wrappers.ask(rollup.isFinal(height))) {
      throw new L1Failure(
          L1Failure.Kind.HINDERED,
          "Wrong roots of batch "
              + height
              + " became final, since nobody proved them wrong in time: nothing can be done about"
              + " them on L1 any more.");
    }
    return true;
  }

  private void assertWhatIsMissing() {
    boolean unsettled =
        derivation.watched(
            watch -> watch.suspect().isPresent() || watch.waitingSince().isPresent());
    if (poster.isEmpty() || unsettled) {
      return;
    }
    long height = Wrappers.ask(rollup.height()).longValueExact();
    long asserted = Wrappers.ask(rollup.rootsHeight()).longValueExact();
    if (asserted < height && derivation.watched(RollupWatch::height) == height) {
      assertThem(poster.get());
    }
  }

  private static void assertThem(BatchPoster poster) {
    try {
      poster.flush();
    } catch (L1Failure failed) {
      // The sequencer may do it himself for a while; this is not a hindrance.
      if (!failed.revert().orElse("").startsWith("NotYourTurn")) {
        throw failed;
      }
    }
  }

  private void collect() {
    if (mayBeOwed) {
      prosecutor.collect();
      mayBeOwed = false;
    }
  }

  /** What it has done. */
  public ValidatorProgress progress() {
    return progress;
  }

  /** What keeps it from proving or asserting, or what is wrong with L1. */
  public Optional<L1Failure> hindrance() {
    return hindrance;
  }

  /** How it is, as a sequencer would say it. */
  public SequencerHealth health() {
    return derivation.read(
        machine -> {
          State state = machine.state();
          return new SequencerHealth(
              running,
              failure,
              List.of(),
              storage.lastBlock().map(block -> block.number()).orElse(0L),
              state.root(),
              state.globals().time(),
              storage.l1Time(),
              state.globals().inboxCount(),
              storage.steps(),
              0);
        });
  }

  /** Reads the state between two batches; the reading must be quick and change nothing. */
  public <T> CompletableFuture<T> read(Function<StepMachine, T> reading) {
    return CompletableFuture.completedFuture(derivation.read(reading));
  }

  /** Ends it; it goes on after the next start where it stopped. */
  @Override
  public void close() {
    L1Loop ending;
    synchronized (this) {
      ending = loop;
    }
    if (ending != null) {
      ending.close();
    }
    running = false;
  }
}
