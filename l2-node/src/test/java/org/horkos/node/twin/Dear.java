package org.horkos.node.twin;

import java.util.Map;
import org.horkos.node.Seeded;

/** The program behind {@code bench/dear}. */
final class Dear {
  private static final String USAGE =
      "bench/dear [--chunks N] [--seed S]: measures N chunks (1,000), looking with seed S (1) for one"
          + " that is dearer to execute again on L1 than any that is known";

  private Dear() {}

  /** Searches; exit code 1 if a dearer one was found, 2 if the arguments are wrong. */
  public static void main(String[] arguments) {
    Options options = Options.read(USAGE, Map.of("--chunks", 1_000L, "--seed", 1L), arguments);
    int chunks = options.chunks();
    long seed = options.value("--seed");
    DearSearch.Found best;
    long gas;
    try (TwinEvm evm = TwinEvm.start()) {
      ChunkGas measure = new ChunkGas(evm, ChunkDifferential.deploy(evm));
      DearSearch search = new DearSearch(measure, new Seeded(seed));
      best = search.climb(DearSearch.DEAREST, chunks, System.out::println);
      gas = measure.total(search.chunk(best));
    }
    System.out.printf("%d chunks, dearest %,d gas, seed %d%n", chunks, gas, seed);
    System.exit(best.equals(DearSearch.DEAREST) ? 0 : 1);
  }
}
