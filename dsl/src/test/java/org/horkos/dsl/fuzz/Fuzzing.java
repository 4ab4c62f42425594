package org.horkos.dsl.fuzz;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.horkos.dsl.Corpus;
import org.horkos.dsl.source.SourceText;

/**
 * Gives the compiler mutated texts of the corpus. Text {@code k} of a seed is always the same, so
 * that a failure can be repeated by its number alone.
 */
public final class Fuzzing {
  /** A text of which a hang is said, in seconds of the clock. */
  private static final long HANGS_AFTER = 60;

  private static final int MOST_SHRINKS = 2_000;

  private final long seed;
  private final Mutations mutations;
  private final AtomicLong current = new AtomicLong(-1);
  private final AtomicLong begun = new AtomicLong();

  /** Makes texts of this seed. */
  public Fuzzing(long seed) {
    this.seed = seed;
    this.mutations = new Mutations(Corpus.texts().stream().map(SourceText::text).toList());
  }

  /**
   * A text that broke a promise.
   *
   * @param number of the text
   * @param problem what happened
   * @param text the shortest text found that does the same
   */
  public record Failure(long number, String problem, String text) {}

  /**
   * What a run came to.
   *
   * @param texts how many texts were read
   * @param characters of all of them
   * @param nanos processor time of all of them, in nanoseconds
   * @param slowest number of the text that took longest for its length
   * @param slowestNanos how long, in nanoseconds
   * @param failure the first text that broke a promise
   */
  public record Result(
      long texts,
      long characters,
      long nanos,
      long slowest,
      long slowestNanos,
      Optional<Failure> failure) {}

  /** The text of a number. */
  public String text(long number) {
    return mutations.text(new Random(seed * 1_000_003L + number));
  }

  /** Reads so many texts, from a number on, until one breaks a promise. */
  public Result run(long from, long texts) {
    long characters = 0;
    long nanos = 0;
    long slowest = from;
    long slowestNanos = 0;
    for (long number = from; number < from + texts; number++) {
      String text = text(number);
      begun.set(System.nanoTime());
      current.set(number);
      Trial trial = Trial.of(text);
      current.set(-1);
      characters += text.length();
      nanos += trial.nanos();
      if (trial.nanos() > slowestNanos) {
        slowest = number;
        slowestNanos = trial.nanos();
      }
      if (trial.problem().isPresent()) {
        String shortest = shrunk(text);
        String problem = Trial.of(shortest).problem().orElse(trial.problem().get());
        return new Result(
            number - from + 1,
            characters,
            nanos,
            slowest,
            slowestNanos,
            Optional.of(new Failure(number, problem, shortest)));
      }
    }
    return new Result(texts, characters, nanos, slowest, slowestNanos, Optional.empty());
  }

  /** The number of a text that hangs right now. */
  public Optional<Long> hanging() {
    long number = current.get();
    boolean hangs = System.nanoTime() - begun.get() > HANGS_AFTER * 1_000_000_000L;
    return number >= 0 && hangs ? Optional.of(number) : Optional.empty();
  }

  // Leaves out ever smaller pieces for as long as something is wrong with what is left.
  private static String shrunk(String text) {
    String shortest = text;
    int tries = 0;
    for (int piece = Math.max(1, text.length() / 2); piece >= 1; piece /= 2) {
      for (int at = 0; at < shortest.length() && tries < MOST_SHRINKS; tries++) {
        int end = Math.min(shortest.length(), at + piece);
        String without = shortest.substring(0, at) + shortest.substring(end);
        if (Trial.of(without).problem().isPresent()) {
          shortest = without;
        } else {
          at = end;
        }
      }
    }
    return shortest;
  }
}
