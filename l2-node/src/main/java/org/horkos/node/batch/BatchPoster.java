package org.horkos.node.batch;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Loop;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.jspecify.annotations.Nullable;

/**
 * Posts executed blocks as batches: every so often, when much waits, or when asked. A batch is
 * never posted twice: before anything is sent the contract is asked what it has, and what it has is
 * found again among the stored blocks, so a crash between sending and keeping does no harm. Roots
 * that a fraud proof has deleted are asserted anew, as this node's own execution has them; nothing
 * is ever posted on top of roots that it does not come to. Thread-safe.
 */
public final class BatchPoster implements AutoCloseable {
  /** The epoch of a single sequencer. */
  public static final long EPOCH = 0;

  private static final int BLOCKS_AT_ONCE = 1_024;

  private final Wrappers reading;
  private final Wrappers posting;
  private final Wrappers asserting;
  private final Eip712.Domain domain;
  private final Signer sequencer;
  private final BlockLog log;
  private final BatchesOnL1 posted;
  private final Settings settings;
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile Optional<L1Failure> hindrance = Optional.empty();
  private @Nullable Submission begun;
  private @Nullable L1Loop loop;

  /**
   * When to post.
   *
   * @param interval at the latest so long after a block, if L1 takes it
   * @param eagerBytes as soon as so much calldata waits
   * @param patience how long {@link #flush()} waits for refusals that pass by themselves
   */
  public record Settings(Duration interval, long eagerBytes, Duration patience) {
    /** Every {@code interval}, or when half a batch is full. */
    public static Settings every(Duration interval) {
      return new Settings(interval, Batch.MAX_POSTED_BYTES / 2, Duration.ofSeconds(30));
    }
  }

  /**
   * A poster that has not started.
   *
   * @param sequencer signs the batches and answers for them with its bond
   * @param account pays the gas, written down as {@code submitBatch} and {@code assertRoots}; may
   *     be another key
   */
  public BatchPoster(
      L1Connection connection,
      Contracts contracts,
      Signer sequencer,
      L1Account account,
      BlockLog log,
      Settings settings) {
    this.reading = Wrappers.reading(connection, contracts);
    this.posting = Wrappers.sending(connection, contracts, account, "submitBatch");
    this.asserting = Wrappers.sending(connection, contracts, account, "assertRoots");
    this.domain = SigningDigest.domain(connection.chainId(), contracts.rollup());
    this.sequencer = sequencer;
    this.log = log;
    this.posted = new BatchesOnL1(reading.rollup(), log);
    this.settings = settings;
  }

  /**
   * Starts to post on a thread of its own; {@code trouble} as of {@link L1Loop#start}, and told
   * each new {@link #hindrance()}, after which the poster keeps trying.
   */
  public synchronized void start(Consumer<L1Failure> trouble) {
    if (loop == null) {
      loop =
          L1Loop.start("batch-poster", settings.interval, () -> postWhatL1Takes(trouble), trouble);
    }
  }

  /** Why nothing could be posted the last time, of kind {@link L1Failure.Kind#HINDERED}. */
  public Optional<L1Failure> hindrance() {
    return hindrance;
  }

  /** For the sequencer: a block was stored. Wakes the poster when much waits. */
  public void sealed(SealedBlock block) {
    if (waitingBytes.addAndGet(block.postedBytes()) >= settings.eagerBytes) {
      wake();
    }
  }

  /** Looks at once what there is to post, instead of at the end of the interval. */
  public synchronized void wake() {
    if (loop != null) {
      loop.wake();
    }
  }

  /**
   * Posts everything that is stored, and returns when it is on L1.
   *
   * @return the last posted batch, empty if there never was a block
   * @throws L1Failure if L1 fails, or still refuses after {@link Settings#patience()}
   */
  public Optional<PostedBatch> flush() {
    long end = System.nanoTime() + settings.patience.toNanos();
    while (true) {
      try {
        while (postNext()) {
          // until nothing is left
        }
        return log.lastPosted();
      } catch (L1Failure refusal) {
        if (!PosterRefusal.passes(refusal) || System.nanoTime() > end) {
          throw PosterRefusal.explained(refusal);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new L1Failure(L1Failure.Kind.NOT_MINED, "Posting the last batches was interrupted.", e);
    }
  }

  private void postWhatL1Takes(Consumer<L1Failure> trouble) {
    try {
      boolean more = true;
      while (more) {
        more = postNext();
      }
      hindrance = Optional.empty();
    } catch (L1Failure refusal) {
      if (PosterRefusal.passes(refusal)) {
        return;
      }
      L1Failure explained = PosterRefusal.explained(refusal);
      if (!PosterRefusal.mends(explained)) {
        throw explained;
      }
      Optional<L1Failure> before = hindrance;
      if (before
          .filter(told -> Objects.equals(told.getMessage(), explained.getMessage()))
          .isEmpty()) {
        hindrance = Optional.of(explained); // with the figures of now
      }
      if (before.filter(explained::repeats).isEmpty()) {
        trouble.accept(explained);
      }
    }
  }

  /** A batch on its way to L1, the same however often it must be sent. */
  private record Submission(
      BatchBuilder.Formed formed, Rollup.BatchHeader header, Rollup.Assertion assertion) {}

  /**
   * Asserts the next roots or posts the next batch; false if no block waits. If somebody else was
   * faster it is to be looked again: what is on L1 by then is found as this node's own, or not.
   */
  private synchronized boolean postNext() {
    posted.recover();
    long height = posted.heightOnL1();
    long asserted = assertedOnL1();
    boolean again = begun != null;
    try {
      return assertMissing() || submitNext();
    } catch (L1Failure failure) {
      boolean overtaken = failure.kind() == L1Failure.Kind.OVERTAKEN;
      if (!overtaken && failure.kind() != L1Failure.Kind.REVERTED) {
        throw failure;
      }
      begun = null; // nothing that was sent may come to L1 any more: what is sent next is made anew
      if (overtaken || again || height != posted.heightOnL1() || asserted != assertedOnL1()) {
        return true;
      }
      throw failure;
    }
  }

  private long assertedOnL1() {
    return Wrappers.ask(reading.rollup().rootsHeight()).longValueExact();
  }

  /** Posts the next batch; false if no block waits. */
  private boolean submitNext() {
    Optional<Submission> next = nextSubmission();
    if (next.isEmpty()) {
      waitingBytes.set(0);
      return false;
    }
    begun = next.get();
    BatchBuilder.Formed formed = next.get().formed();
    Batch batch = formed.batch();
    Wrappers.ask(
        posting.rollup().submitBatch(next.get().header(), batch.data(), next.get().assertion()));
    begun = null;
    log.posted(formed.posted());
    waitingBytes.addAndGet(-(long) batch.data().length - (long) Hash.SIZE * batch.chunks().size());
    return true;
  }

  /**
   * The batch that was sent without learning what became of it, and is not on L1; else a new one.
   *
   * <p>INVARIANT: while a transaction may still bring a batch to L1, no other is sent for the same
   * height, though more blocks wait by then.
   */
  private Optional<Submission> nextSubmission() {
    Optional<PostedBatch> last = log.lastPosted();
    long height = last.map(PostedBatch::height).orElse(0L) + 1;
    Submission before = begun;
    if (before != null && before.formed().batch().height() == height) {
      return Optional.of(before);
    }
    BlockLog.Grounded waiting = groundedAfter(last);
    if (waiting.l1().isEmpty()) {
      return Optional.empty();
    }
    L1Point l1 = waiting.l1().get();
    return BatchBuilder.next(height, posted.dataHash(last), waiting.blocks())
        .map(
            formed -> {
              Batch batch = formed.batch();
              Hash previousRoot = agreedRoot(height - 1);
              return new Submission(
                  formed,
                  new Rollup.BatchHeader(
                      BigInteger.valueOf(height),
                      BigInteger.valueOf(batch.endTime()),
                      BigInteger.valueOf(batch.endInboxCount())),
                  assertion(formed, l1, batch.digest(domain, EPOCH, previousRoot, l1)));
            });
  }

  /** Asserts the lowest roots that were deleted, as this node has them; false if there are none. */
  private boolean assertMissing() {
    long asserted = assertedOnL1();
    long height = asserted + 1;
    Optional<PostedBatch> missing = log.posted(height);
    if (missing.isEmpty()) {
      return false;
    }
    Optional<PostedBatch> before = log.posted(asserted);
    BlockLog.Grounded grounded = groundedAfter(before);
    if (grounded.l1().isEmpty()) {
      return false;
    }
    L1Point l1 = grounded.l1().get();
    List<SealedBlock> blocks =
        grounded.blocks().stream()
            .filter(block -> block.number() <= missing.get().lastBlock())
            .toList();
    BatchBuilder.End end =
        new BatchBuilder.End(missing.get().endTime(), missing.get().endInboxCount());
    BatchBuilder.Formed formed = BatchBuilder.of(height, posted.dataHash(before), end, blocks);
    Hash previousRoot = agreedRoot(asserted);
    Wrappers.ask(
        asserting
            .rollup()
            .assertRoots(
                assertion(
                    formed, l1, formed.batch().rootsDigest(domain, EPOCH, previousRoot, l1))));
    return true;
  }

  /**
   * The root after a batch, on which L1 and this node agree.
   *
   * @throws L1Failure if they do not: what is executed after it here would be wrong after it there
   */
  private Hash agreedRoot(long height) {
    Hash theirs = Hash.of(posted.onL1(height).lastRoot);
    log.posted(height)
        .filter(ours -> !ours.endRoot().equals(theirs))
        .ifPresent(
            ours -> {
              throw PosterRefusal.otherRoots(height, theirs, ours.endRoot());
            });
    return theirs;
  }

  /** The roots, what the last of them says of the inbox, and the signature over all of it. */
  private Rollup.Assertion assertion(BatchBuilder.Formed formed, L1Point l1, Hash digest) {
    return new Rollup.Assertion(
        formed.batch().roots().stream().map(Hash::bytes).toList(),
        LeafCodec.encode(formed.last().globals()),
        formed.last().globalsSiblings().stream().map(Hash::bytes).toList(),
        BigInteger.valueOf(l1.number()),
        l1.hash().bytes(),
        sequencer.address().toString(),
        contractSignature(sequencer.sign(digest)));
  }

  /** {@code r || s || v}, as contracts take it. */
  static byte[] contractSignature(Signature signature) {
    byte[] bytes = Arrays.copyOf(signature.bytes(), Signature.SIZE + 1);
    bytes[Hash.SIZE] &= 0x7f;
    bytes[Signature.SIZE] = (byte) (27 + signature.yParity());
    return bytes;
  }

  private BlockLog.Grounded groundedAfter(Optional<PostedBatch> last) {
    return log.grounded(last.map(PostedBatch::lastBlock).orElse(0L), BLOCKS_AT_ONCE);
  }

  /** The last batch whose roots nobody can contest any more; 0 is the genesis. */
  public long finalHeight() {
    return Wrappers.ask(reading.rollup().finalHeight()).longValueExact();
  }

  /** Stops the thread; what is not posted is posted after the next start. */
  @Override
  public void close() {
    L1Loop running;
    synchronized (this) {
      running = loop;
    }
    if (running != null) {
      running.close();
    }
  }
}
