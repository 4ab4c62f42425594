package org.horkos.node.twin;

import java.util.Map;

/** The program behind {@code bench/differential}. */
final class Differential {
  private static final String USAGE =
      "bench/differential [--chunks N] [--seed S] [--life L]: N random chunks (20,000) of seed S"
          + " (1), from life L (0) on, executed by Java and by Solidity";

  private Differential() {}

  /** Compares; exit code 1 if anything differs, 2 if the arguments are wrong. */
  public static void main(String[] arguments) {
    Options options =
        Options.read(USAGE, Map.of("--chunks", 20_000L, "--seed", 1L, "--life", 0L), arguments);
    int chunks = options.chunks();
    long seed = options.value("--seed");
    int differences;
    try (ChunkDifferential differential = new ChunkDifferential(seed)) {
      ChunkDifferential.Result result = differential.run(chunks, options.value("--life"));
      System.out.print(result.met().table());
      result.about().forEach(System.out::println);
      differences = result.differences();
    }
    System.out.printf("%d chunks, %d differences, seed %d%n", chunks, differences, seed);
    System.exit(differences == 0 ? 0 : 1);
  }
}
