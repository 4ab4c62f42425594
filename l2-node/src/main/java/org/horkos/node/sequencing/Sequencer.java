package org.horkos.node.sequencing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StoredBlock;
import org.horkos.node.storage.TransactionReceipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes blocks, one after the other, on one thread. An answer is given only when the block that it
 * speaks of is in the database, so nothing acknowledged is ever lost. All methods may be called
 * from any thread.
 */
public final class Sequencer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final long IDLE_MILLISECONDS = 1_000;

  private final Storage storage;
  private final SequencerSettings settings;
  private final BlockingQueue<Submission> queue;
  private final Map<Hash, CompletableFuture<TransactionReceipt>> waiting =
      new ConcurrentHashMap<>();
  private final List<Consumer<SealedBlock>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<StepEffect>>> effectListeners = new CopyOnWriteArrayList<>();
  private final Queue<Runnable> readings = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Thread thread;

  /** Taken from the queue, but not yet in a block; of the sequencer's thread alone. */
  private final Deque<Submission> taken = new ArrayDeque<>();

  /** Of the sequencer's thread alone once it runs; another one after L1 has replaced blocks. */
  private BlockMaker maker;

  private PutAgain again;

  private volatile boolean stopping;
  private volatile boolean running;
  private volatile @Nullable String failure;
  private volatile BlockMaker.Progress progress;
  private volatile KnownL1 known;

  /**
   * What has been read of L1, of one moment.
   *
   * @param messages of the inbox
   * @param time how far L2 time may go once these are consumed, Unix seconds
   */
  private record KnownL1(long messages, long time) {}

  /**
   * A sequencer that has not started.
   *
   * @param storage where blocks are kept; the sequencer alone writes blocks
   * @param machine executes steps; its state is the one that storage holds
   */
  public Sequencer(Storage storage, StepMachine machine, SequencerSettings settings) {
    this.storage = storage;
    this.settings = settings;
    this.queue = new ArrayBlockingQueue<>(settings.waiting());
    this.maker = new BlockMaker(storage, machine);
    this.again = new PutAgain(storage);
    this.progress = maker.progress();
    this.known =
        new KnownL1(
            storage.resumePoint().map(resume -> resume.nextMessage()).orElse(0L), storage.l1Time());
    this.thread = new Thread(this::run, "sequencer");
  }

  /** Starts to make blocks. */
  public void start() {
    running = true;
    thread.start();
  }

  /** Calls {@code listener} after each block, on the sequencer's thread: it must be quick. */
  public void onBlock(Consumer<SealedBlock> listener) {
    listeners.add(listener);
  }

  /**
   * Calls {@code listener} with what each block's steps brought about, once the block is stored, on
   * the sequencer's thread: it must be quick.
   */
  public void onEffects(Consumer<List<StepEffect>> listener) {
    effectListeners.add(listener);
  }

  /**
   * Reads the state between two blocks, on the sequencer's thread: the reading must be quick and
   * change nothing.
   *
   * @return completes with what was read, or fails if the sequencer does not run
   */
  public <T> CompletableFuture<T> read(Function<StepMachine, T> reading) {
    return betweenBlocks(() -> maker.read(reading));
  }

  private <T> CompletableFuture<T> betweenBlocks(Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    readings.add(
        () -> {
          try {
            answer.complete(work.get());
          } catch (RuntimeException failed) {
            answer.completeExceptionally(failed);
          }
        });
    wake();
    if (!running) {
      readings.clear();
      answer.completeExceptionally(
          new IllegalStateException("the node does not make blocks now: look at its health"));
    }
    return answer.copy();
  }

  /**
   * Takes a signed transaction.
   *
   * @param bytes its packed bytes; anything else is turned away
   * @return completes when its block is in the database, or when it is turned away (its receipt is
   *     in no block then). The same bytes again get the same answer.
   */
  public CompletableFuture<TransactionReceipt> submit(byte[] bytes) {
    byte[] copy = bytes.clone();
    Hash hash = Keccak.hash(copy);
    if (copy.length > StepCodec.MAX_STEP_BYTES
        || !(StepCodec.parse(copy, 0) instanceof StepCodec.Parsed.Read read)
        || read.next() != copy.length
        || !(read.step() instanceof Transaction transaction)) {
      return turnedAway(
          hash,
          "MALFORMED",
          "These bytes are not one signed transaction in its canonical form. Encode it as"
              + " docs/protocol/steps.md says.");
    }
    CompletableFuture<TransactionReceipt> answer = new CompletableFuture<>();
    CompletableFuture<TransactionReceipt> same = waiting.putIfAbsent(hash, answer);
    if (same != null) {
      return same.copy();
    }
    if (!running || stopping) {
      waiting.remove(hash);
      return turnedAway(
          hash,
          "STOPPED",
          "The node does not make blocks now. Look at its health; send again later.");
    }
    if (!queue.offer(new Submission(hash, copy, transaction, answer))) {
      waiting.remove(hash);
      return turnedAway(
          hash,
          "BUSY",
          "More transactions wait than the node takes at once. Send again in a moment.");
    }
    wake();
    return answer.copy();
  }

  private static CompletableFuture<TransactionReceipt> turnedAway(
      Hash hash, String refusal, String sentence) {
    return CompletableFuture.completedFuture(
        TransactionReceipt.turnedAway(hash, refusal, sentence));
  }

  /**
   * Takes what L1 brought: for the L1 follower. When this returns, it is in the database.
   *
   * @throws org.horkos.node.storage.StorageRefusal if the database fails
   */
  public void onL1Head(L1News news) {
    storage.keep(news);
    known = new KnownL1(news.resume().nextMessage(), news.time());
    wake();
  }

  /**
   * Goes back to what L1 still says, for the L1 follower, as of {@code L1Listener.onL1Replaced}:
   * blocks that are not earlier than {@code ancestor} have never been, and their transactions are
   * put again. When this returns, that is in the database.
   *
   * @throws org.horkos.node.storage.StorageRefusal if the database fails or cannot go back so far
   * @throws IllegalStateException if the sequencer does not run
   */
  public ResumePoint onL1Replaced(L1Point ancestor, long time) {
    try {
      return betweenBlocks(() -> walkBackOrStop(ancestor, time)).join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException why ? why : failed;
    }
  }

  /** Who cannot go back must not go on either: nothing of it would ever be on L1. */
  private ResumePoint walkBackOrStop(L1Point ancestor, long time) {
    try {
      return walkBack(ancestor, time);
    } catch (RuntimeException failed) {
      failure = "The sequencer has stopped: " + failed.getMessage();
      stopping = true;
      throw failed;
    }
  }

  private ResumePoint walkBack(L1Point ancestor, long time) {
    StepMachine machine = maker.read(Function.identity());
    long newest = progress.block();
    // A message that may still come is not earlier than the ancestor.
    long last = storage.lastBlockBefore(ancestor.time());
    ResumePoint resume = storage.walkBack(ancestor, time, last, PutAgain.after(storage, last));
    State state = last == newest ? machine.state() : StoredState.load(storage);
    maker = new BlockMaker(storage, machine.on(state, new StoredL1(storage)));
    again = new PutAgain(storage);
    known = new KnownL1(resume.nextMessage(), time);
    progress = maker.progress();
    if (last == newest) {
      LOG.info(
          "L1 has replaced its blocks after {}; no block of L2 rested on them", ancestor.number());
    } else {
      LOG.warn(
          "L1 has replaced its blocks after {}: back from block {} to block {}; {} transactions are"
              + " put again",
          ancestor.number(),
          newest,
          last,
          again.size());
    }
    return resume;
  }

  /** How it is. */
  public SequencerHealth health() {
    BlockMaker.Progress at = progress;
    return new SequencerHealth(
        running,
        Optional.ofNullable(failure),
        at.refused(),
        at.block(),
        at.root(),
        at.time(),
        known.time(),
        at.inboxCount(),
        at.steps(),
        queue.size());
  }

  private void wake() {
    lock.lock();
    try {
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        awaitWork();
        answerReadings();
        if (!stopping && makeBlock() && !settings.interval().isZero()) {
          Thread.sleep(settings.interval());
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failed) {
      failure = "The sequencer has stopped: " + failed.getMessage();
      LOG.error("the sequencer has stopped", failed);
    } finally {
      running = false;
      endWaiting();
      answerReadings();
    }
  }

  private void awaitWork() throws InterruptedException {
    lock.lock();
    try {
      while (!stopping
          && taken.isEmpty()
          && queue.isEmpty()
          && readings.isEmpty()
          && !again.isDue(known.time())
          && !maker.hasWork(known.messages(), known.time())) {
        boolean signalled = work.await(IDLE_MILLISECONDS, TimeUnit.MILLISECONDS);
        if (!signalled) {
          LOG.trace("idle");
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void answerReadings() {
    for (Runnable reading = readings.poll(); reading != null; reading = readings.poll()) {
      reading.run();
    }
  }

  private boolean makeBlock() {
    queue.drainTo(taken, BlockDraft.MAX_STEPS - taken.size());
    List<BlockMaker.Answer> answers = new ArrayList<>();
    Optional<StoredBlock> block;
    KnownL1 now = known;
    List<Submission> first = again.take(now.time());
    try {
      block = maker.make(now.messages(), now.time(), first, taken, answers);
    } catch (RuntimeException failed) {
      // Whether the block reached the disk is not known: neither answer would be true.
      answers.forEach(answer -> fail(answer.submission(), failed));
      throw failed;
    }
    progress = maker.progress();
    again.answered(first, answers, now.time());
    // Only now: the block and all that it changed are in the database.
    for (BlockMaker.Answer answer : answers) {
      waiting.remove(answer.submission().hash());
      answer.submission().answer().complete(answer.receipt());
    }
    if (block.isPresent()) {
      effectListeners.forEach(listener -> listener.accept(maker.effects()));
    }
    block.ifPresent(made -> listeners.forEach(listener -> listener.accept(made.sealed())));
    return block.isPresent();
  }

  private void fail(Submission submission, RuntimeException failed) {
    waiting.remove(submission.hash());
    submission.answer().completeExceptionally(failed);
  }

  private void endWaiting() {
    List<Submission> left = new ArrayList<>(taken);
    taken.clear();
    queue.drainTo(left);
    for (Submission submission : left) {
      waiting.remove(submission.hash());
      submission
          .answer()
          .complete(
              TransactionReceipt.turnedAway(
                  submission.hash(),
                  "STOPPED",
                  "The node stopped before this was in a block. Send it again when it runs."));
    }
  }

  /** Finishes the block that is being made and stops; what waits is turned away. */
  @Override
  public void close() {
    stopping = true;
    wake();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
