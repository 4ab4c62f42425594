package org.horkos.node.settlement;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does something with L1 again and again on a thread of its own. While L1 is gone it says so once
 * and goes on trying, less and less often; any other failure ends it, because going on could do
 * harm.
 */
public final class L1Loop implements AutoCloseable {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** A round may take so long after {@link #close} until it is interrupted. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Runnable round;
  private final Duration interval;
  private final Consumer<L1Failure> trouble;
  private final Thread thread;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closed;
  private volatile @Nullable L1Failure ended;

  private L1Loop(String name, Duration interval, Runnable round, Consumer<L1Failure> trouble) {
    this.round = round;
    this.interval = interval;
    this.trouble = trouble;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * Starts.
   *
   * @param name of the thread
   * @param interval between the end of a round and the next
   * @param round throws {@link L1Failure} when L1 fails
   * @param trouble is told each new failure, on the loop's thread; {@link L1Failure.Kind#GONE} once
   *     until L1 answers again, any other one as the last thing that the loop does
   */
  public static L1Loop start(
      String name, Duration interval, Runnable round, Consumer<L1Failure> trouble) {
    L1Loop loop = new L1Loop(name, interval, round, trouble);
    loop.thread.start();
    return loop;
  }

  private void run() {
    Duration pause = interval;
    boolean gone = false;
    while (!closed) {
      try {
        runRound();
        pause = interval;
        gone = false;
      } catch (L1Failure failure) {
        if (closed) {
          return;
        }
        if (failure.kind() != L1Failure.Kind.GONE) {
          ended = failure;
          trouble.accept(failure);
          return;
        }
        if (!gone) {
          trouble.accept(failure);
        }
        gone = true;
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
      try {
        if (woken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          woken.drainPermits();
        }
      } catch (InterruptedException e) {
        return; // close() interrupts
      }
    }
  }

  /** Whatever else goes wrong must be told too, or the thread would end without a word. */
  private void runRound() {
    try {
      round.run();
    } catch (L1Failure failure) {
      throw failure;
    } catch (RuntimeException | Error failed) {
      throw new L1Failure(L1Failure.Kind.INCONSISTENT, String.valueOf(failed.getMessage()), failed);
    }
  }

  /** Lets the next round begin at once. */
  public void wake() {
    woken.release();
  }

  /** Why it ended by itself, null while it runs. */
  public @Nullable L1Failure ended() {
    return ended;
  }

  /** Ends it and waits until its round is over; not from within a round. */
  @Override
  public void close() {
    closed = true;
    woken.release();
    try {
      // An interrupt in the middle of a write would make H2 close the whole database.
      if (!thread.join(GRACE)) {
        thread.interrupt();
        thread.join(Duration.ofSeconds(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
