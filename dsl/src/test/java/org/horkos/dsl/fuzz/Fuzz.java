package org.horkos.dsl.fuzz;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

/** The program behind {@code bench/fuzz}. */
final class Fuzz {
  private static final String USAGE =
      "bench/fuzz [--texts N] [--seed S] [--text K]: N mutated texts (100,000) of seed S (1)"
          + " through the whole compiler, or text K of the seed alone; then how the time grows";

  private Fuzz() {}

  /** Reads texts; exit code 1 if one breaks a promise, 2 if the arguments are wrong. */
  public static void main(String[] arguments) throws InterruptedException {
    long texts = 100_000;
    long seed = 1;
    long only = -1;
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    try {
      while (rest.hasNext()) {
        String option = rest.next();
        if (!rest.hasNext()) {
          throw new IllegalArgumentException(option);
        }
        long value = Long.parseLong(rest.next());
        switch (option) {
          case "--texts" -> texts = Math.max(0, value);
          case "--seed" -> seed = value;
          case "--text" -> only = Math.max(0, value);
          default -> throw new IllegalArgumentException(option);
        }
      }
    } catch (IllegalArgumentException wrong) {
      System.err.println(USAGE);
      System.exit(2);
    }
    Fuzzing fuzzing = new Fuzzing(seed);
    if (only >= 0) {
      System.out.println(fuzzing.text(only));
    }
    watch(fuzzing, seed);
    long before = System.nanoTime();
    Fuzzing.Result result = fuzzing.run(Math.max(0, only), only >= 0 ? 1 : texts);
    double seconds = (System.nanoTime() - before) / 1e9;
    if (result.failure().isPresent()) {
      Fuzzing.Failure failure = result.failure().get();
      System.out.printf(
          "%s%ntext %d of seed %d breaks a promise: %s%nthe same: bench/fuzz --seed %d --text %d%n",
          failure.text(), failure.number(), seed, failure.problem(), seed, failure.number());
      System.exit(1);
    }
    if (only < 0) {
      System.out.println("milliseconds for        30,000    60,000   120,000   240,000 characters");
      for (Growth shape : Growth.ALL) {
        System.out.println(shape.measured(30_000));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d texts of %d characters, seed %d: none broke a promise; %.0f texts a second, %.1f ms for"
            + " the slowest (text %d)%n",
        result.texts(),
        result.characters(),
        seed,
        result.texts() / Math.max(0.001, seconds),
        result.slowestNanos() / 1e6,
        result.slowest());
    System.exit(0);
  }

  private static void watch(Fuzzing fuzzing, long seed) {
    Thread watch =
        new Thread(
            () -> {
              while (true) {
                fuzzing
                    .hanging()
                    .ifPresent(
                        number -> {
                          System.out.printf(
                              "text %d of seed %d hangs: bench/fuzz --seed %d --text %d%n",
                              number, seed, seed, number);
                          Runtime.getRuntime().halt(1);
                        });
                try {
                  Thread.sleep(1_000);
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                  return;
                }
              }
            });
    watch.setDaemon(true);
    watch.start();
  }
}
