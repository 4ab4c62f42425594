package org.horkos.node.twin;

import java.util.Arrays;
import java.util.Iterator;

/** The program behind {@code bench/differential}. */
final class Differential {
  private static final String USAGE =
      "bench/differential [--chunks N] [--seed S] [--life L]: N random chunks (20,000) of seed S"
          + " (1), from life L (0) on, executed by Java and by Solidity";

  private Differential() {}

  /** Compares; exit code 1 if anything differs, 2 if the arguments are wrong. */
  public static void main(String[] arguments) {
    long chunks = 20_000;
    long seed = 1;
    long life = 0;
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    try {
      while (rest.hasNext()) {
        String option = rest.next();
        if (!rest.hasNext()) {
          throw new IllegalArgumentException(option);
        }
        long value = Long.parseLong(rest.next());
        switch (option) {
          case "--chunks" -> chunks = Math.toIntExact(Math.max(1, value));
          case "--seed" -> seed = value;
          case "--life" -> life = value;
          default -> throw new IllegalArgumentException(option);
        }
      }
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      System.err.println(USAGE);
      System.exit(2);
    }
    int differences;
    try (ChunkDifferential differential = new ChunkDifferential(seed)) {
      ChunkDifferential.Result result = differential.run((int) chunks, life);
      System.out.print(result.met().table());
      result.about().forEach(System.out::println);
      differences = result.differences();
    }
    System.out.printf("%d chunks, %d differences, seed %d%n", chunks, differences, seed);
    System.exit(differences == 0 ? 0 : 1);
  }
}
