package org.horkos.app.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.BatchPoster;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.inbox.BeaconRecorder;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.inbox.L1Listener;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.sequencing.Sequencer;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.sequencing.SequencerSettings;
import org.horkos.node.sequencing.StepMachine;
import org.horkos.node.sequencing.StoredL1;
import org.horkos.node.sequencing.StoredState;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.state.State;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signer;
import org.horkos.node.step.TransactionDigest;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;
import org.horkos.node.storage.TransactionReceipt;
import org.horkos.node.validation.ValidatorProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node that runs: one sequencer of one rollup. */
public final class RunningNode implements ServedNode {
  private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
  private static final long BEACON_MILLISECONDS = 1_000;

  private final L1Connection l1;
  private final Contracts contracts;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Storage storage;
  private final KnownTexts texts;
  private final Policy policy;
  private final Sequencer sequencer;
  private final BatchPoster poster;
  private final Claims claims;
  private volatile Optional<L1Failure> l1Failure = Optional.empty();
  private volatile Optional<L1Failure> postingEnded = Optional.empty();
  private volatile Optional<L1Failure> anotherChain = Optional.empty();
  private volatile Optional<L1Failure> beaconFailure = Optional.empty();

  private RunningNode(NodeSettings settings, L1Connection l1, Consumer<String> told) {
    this.l1 = l1;
    this.contracts = settings.contracts();
    this.policy = settings.policy();
    contracts.check(l1);
    told.accept("the contracts are there: Rollup " + contracts.rollup());
    told.accept("opening the database " + settings.storage().url());
    this.storage = Storage.open(settings.storage(), new RollupId(l1.chainId(), contracts.rollup()));
    parts.push(storage);
    try {
      this.texts = new KnownTexts(storage);
      Execution execution =
          new Execution(
              TransactionDigest.domain(l1.chainId(), contracts.rollup()),
              contracts.vault(),
              terms -> new TextEvaluator(terms, texts),
              Recovery.fastest());
      State state = StoredState.load(storage);
      told.accept("the state is loaded: " + state.globals().steps() + " steps");
      this.sequencer =
          new Sequencer(
              storage,
              new StepMachine(execution, state, new StoredL1(storage)),
              SequencerSettings.USUAL);
      L1Account account = l1.account(settings.sequencer());
      this.poster =
          new BatchPoster(
              l1,
              contracts,
              new Signer(settings.sequencer().getEcKeyPair()),
              account,
              storage,
              BatchPoster.Settings.every(settings.postEvery()));
      this.claims = new Claims(l1, contracts, storage);
      run(settings, account, told);
    } catch (RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /**
   * Starts a node. Its state is that of its database; it goes on where it stopped.
   *
   * @param l1 stays the caller's to close, after the node
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws L1Failure if L1 or the contracts are not what the settings say
   * @throws org.horkos.node.storage.StorageRefusal if the database cannot be used
   */
  public static RunningNode start(NodeSettings settings, L1Connection l1, Consumer<String> told) {
    return new RunningNode(settings, l1, told);
  }

  private void run(NodeSettings settings, L1Account account, Consumer<String> told) {
    parts.push(sequencer);
    sequencer.onBlock(poster::sealed);
    sequencer.start();
    ResumePoint resume =
        storage.resumePoint().orElseGet(() -> ResumePoint.deployedIn(contracts.block()));
    told.accept("following L1 from block " + resume.fromBlock());
    L1Follower follower =
        new L1Follower(l1, contracts, settings.follower(), resume, new Listener());
    parts.push(follower);
    follower.start();
    parts.push(poster);
    poster.start(this::postingTrouble);
    BeaconRecorder recorder = new BeaconRecorder(l1, contracts, account);
    ScheduledExecutorService beacons =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "beacons");
              thread.setDaemon(true);
              return thread;
            });
    parts.push(
        () -> {
          beacons.shutdownNow();
          beacons.awaitTermination(10, TimeUnit.SECONDS);
        });
    beacons.scheduleWithFixedDelay(
        () -> recordBeacons(recorder),
        BEACON_MILLISECONDS,
        BEACON_MILLISECONDS,
        TimeUnit.MILLISECONDS);
  }

  private void recordBeacons(BeaconRecorder recorder) {
    if (!sequencer.health().running() || anotherChain.isPresent()) {
      return; // its health says why
    }
    try {
      NavigableSet<Long> ends = read(RunningNode::waitingForBeacon).get(10, TimeUnit.SECONDS);
      if (recorder.record(ends).isPresent()) {
        LOG.debug("a beacon was recorded");
      }
      beaconFailure = Optional.empty();
    } catch (L1Failure failure) {
      beaconTrouble(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) {
      // The next round tries again; the sequencer's own health tells what stopped it.
      LOG.warn("beacons could not be looked after: {}", failed.getMessage());
    }
  }

  /** That L1 is gone the follower says too; what keeps beacons away is said once while it lasts. */
  private void beaconTrouble(L1Failure failure) {
    if (failure.kind() == L1Failure.Kind.GONE || failure.kind() == L1Failure.Kind.WRONG_CHAIN) {
      trouble(failure);
      return;
    }
    boolean said = beaconFailure.filter(failure::repeats).isPresent();
    beaconFailure = Optional.of(failure);
    if (!said) {
      LOG.warn("{}", failure.getMessage());
    }
  }

  private static NavigableSet<Long> waitingForBeacon(StepMachine machine) {
    NavigableSet<Long> ends = new TreeSet<>();
    State state = machine.state();
    for (long id = 0; id < state.globals().disputes(); id++) {
      boolean draws =
          state
              .panel(id)
              .map(panel -> panel.state().phase() == PanelState.Phase.DRAWING)
              .orElse(false);
      state
          .dispute(id)
          .filter(dispute -> draws && dispute.state().phase() == DisputeState.Phase.PANEL)
          .ifPresent(dispute -> ends.add(dispute.state().evidenceUntil()));
    }
    return ends;
  }

  /** What neither L1's return nor time heals ends posting for good, whatever L1 says afterwards. */
  private void postingTrouble(L1Failure failure) {
    switch (failure.kind()) {
      case GONE, HINDERED, NOT_MINED, OVERTAKEN -> {
        // The poster keeps trying.
      }
      case NOT_STARTED, WRONG_CHAIN, REVERTED, REFUSED, REORGANISED, INCONSISTENT ->
          postingEnded = Optional.of(failure);
    }
    trouble(failure);
  }

  /**
   * Several loops find the same L1 gone, each in its own words; it is said once until it is back.
   */
  private synchronized void trouble(L1Failure failure) {
    boolean said =
        l1Failure
            .filter(before -> before.kind() == failure.kind())
            .filter(before -> failure.kind() == L1Failure.Kind.GONE || failure.repeats(before))
            .isPresent();
    l1Failure = Optional.of(failure);
    if (failure.kind() == L1Failure.Kind.WRONG_CHAIN) {
      anotherChain = Optional.of(failure);
    }
    if (!said) {
      LOG.warn("{}", failure.getMessage());
    }
  }

  /** Takes what L1 brings, and remembers what is wrong with it. */
  private final class Listener implements L1Listener {
    @Override
    public void onL1Head(L1News news) {
      sequencer.onL1Head(news);
      l1Failure = Optional.empty();
      for (RollupEvent event : news.rollup()) {
        if (event instanceof RollupEvent.FraudProved fraud) {
          LOG.warn(
              "chunk {} of batch {} was proved wrong by {}: the roots of {} are deleted from there on",
              fraud.chunk(),
              fraud.height(),
              fraud.prover(),
              fraud.poster());
          poster.wake(); // to assert them anew
        }
      }
    }

    @Override
    public Optional<L1Point> l1Before(long number) {
      return storage.l1Before(number);
    }

    @Override
    public ResumePoint onL1Replaced(L1Point ancestor, long time) {
      try {
        return sequencer.onL1Replaced(ancestor, time);
      } catch (StorageRefusal | IllegalStateException refusal) {
        throw new L1Failure(
            L1Failure.Kind.REORGANISED, String.valueOf(refusal.getMessage()), refusal);
      }
    }

    @Override
    public void onL1Failure(L1Failure failure) {
      trouble(failure);
    }
  }

  @Override
  public Contracts contracts() {
    return contracts;
  }

  @Override
  public L1Connection l1() {
    return l1;
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public KnownTexts texts() {
    return texts;
  }

  @Override
  public Policy policy() {
    return policy;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  /** Posts batches. */
  public BatchPoster poster() {
    return poster;
  }

  @Override
  public SequencerHealth health() {
    return sequencer.health();
  }

  @Override
  public Optional<L1Failure> l1Failure() {
    return anotherChain
        .or(() -> postingEnded)
        .or(poster::hindrance)
        .or(() -> beaconFailure)
        .or(() -> l1Failure);
  }

  @Override
  public Optional<ValidatorProgress> validation() {
    return Optional.empty();
  }

  @Override
  public CompletableFuture<TransactionReceipt> submit(byte[] transaction) {
    // INVARIANT: nothing is acknowledged of which it is known that it can never be on L1.
    return anotherChain
        .map(why -> turnedAway(transaction, "WRONG_CHAIN", why))
        .or(() -> postingEnded.map(why -> turnedAway(transaction, "POSTING_ENDED", why)))
        .orElseGet(() -> sequencer.submit(transaction));
  }

  private static CompletableFuture<TransactionReceipt> turnedAway(
      byte[] transaction, String refusal, L1Failure why) {
    return CompletableFuture.completedFuture(
        TransactionReceipt.turnedAway(
            Keccak.hash(transaction), refusal, String.valueOf(why.getMessage())));
  }

  /** Calls {@code listener} with what each stored block brought about. */
  public void onEffects(Consumer<List<StepEffect>> listener) {
    sequencer.onEffects(listener);
  }

  @Override
  public <T> CompletableFuture<T> read(Function<StepMachine, T> reading) {
    return sequencer.read(reading);
  }

  /** Stops everything in the opposite order of its start; what is not posted yet stays stored. */
  @Override
  public void close() {
    for (AutoCloseable part : List.copyOf(parts)) {
      try {
        part.close();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (Exception failed) {
        LOG.warn("a part of the node did not close: {}", failed.getMessage());
      }
    }
    parts.clear();
  }
}
