package org.horkos.app.demo;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.horkos.node.settlement.L1Failure;

/** Waits, but neither for ever nor for what cannot come any more. */
final class Patience {
  private static final long SECONDS = 60;
  private static final long PAUSE_MILLISECONDS = 40;

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  /** From now on every wait fails at once, with this sentence. */
  void end(DemoFailure why) {
    ended.completeExceptionally(why);
  }

  /** Why nothing comes any more, once that is so. */
  java.util.Optional<DemoFailure> end() {
    return ended.isCompletedExceptionally() && ended.exceptionNow() instanceof DemoFailure why
        ? java.util.Optional.of(why)
        : java.util.Optional.empty();
  }

  /**
   * Waits for an answer.
   *
   * @param whose names who should answer
   * @throws DemoFailure if it fails, takes more than a minute, or nothing comes any more
   */
  <T> T await(CompletableFuture<T> answer, String whose) {
    try {
      CompletableFuture.anyOf(answer, ended).get(SECONDS, TimeUnit.SECONDS);
      return answer.join();
    } catch (ExecutionException failed) {
      throw failure(whose, Objects.requireNonNullElse(failed.getCause(), failed));
    } catch (TimeoutException late) {
      throw new DemoFailure(whose + " has not answered for " + SECONDS + " seconds", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the demo was interrupted", interrupted);
    }
  }

  private static DemoFailure failure(String whose, Throwable cause) {
    if (cause instanceof L1Failure failed && failed.kind() == L1Failure.Kind.GONE) {
      return DemoFailure.goneL1(failed);
    }
    return cause instanceof DemoFailure known
        ? new DemoFailure(String.valueOf(known.getMessage()), known)
        : new DemoFailure(whose + " could not answer: " + cause.getMessage(), cause);
  }

  /**
   * Waits until something holds, and asks for it every now and then.
   *
   * @param what is waited for, as a sentence without its full stop
   * @param trouble what may be wrong meanwhile, said when the wait was in vain
   */
  void until(String what, BooleanSupplier holds, Supplier<String> trouble) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new DemoFailure("waited for a minute until " + what + trouble.get());
      }
      pause();
    }
  }

  private void pause() {
    try {
      ended.get(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException passed) {
      return; // nothing has ended
    } catch (ExecutionException failed) {
      throw failure("the demo", Objects.requireNonNullElse(failed.getCause(), failed));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the demo was interrupted", interrupted);
    }
  }
}
