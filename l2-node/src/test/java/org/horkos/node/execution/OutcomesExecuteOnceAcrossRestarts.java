package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Invariant 5 at the node: an outcome executes once, whatever is sent again, with a real sequencer
 * on a real H2 file. Many agreements share a node, so every one of these lives goes through each
 * restart of its node, and through one in the midst of its transactions; see {@link RestartedNode}.
 */
class OutcomesExecuteOnceAcrossRestarts {
  private static final int LIVES = Integer.getInteger("horkos.lives", 10_000);
  private static final int LIVES_OF_A_NODE = 2_000;
  private static final int ROUNDS = 10;
  private static final int RESTARTS = 3;

  @TempDir Path folder;

  @Test
  void everyAgreementEndsOnceAndPaysOutWhatWasPaidIn() throws Exception {
    long first = Seeded.seed(88_000);
    boolean replay = System.getProperty("horkos.seed") != null;
    int nodes = replay ? 1 : (LIVES + LIVES_OF_A_NODE - 1) / LIVES_OF_A_NODE;
    int restarts = 0;
    long sentAgain = 0;
    for (int i = 0; i < nodes; i++) {
      Seeded seeded = new Seeded(first + i);
      try (RestartedNode node =
          new RestartedNode(folder.resolve("node" + i), seeded, Math.min(LIVES, LIVES_OF_A_NODE))) {
        for (int round = 0; round < ROUNDS; round++) {
          boolean restart = round * (RESTARTS + 1) % ROUNDS < RESTARTS + 1 && round > 0;
          node.live(restart);
          restarts += restart ? 1 : 0;
        }
        node.timeCloses();
        node.everyOutcomeOccurredOnce();
        sentAgain += node.sentAgain();
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError(seeded.toString(), broken);
      }
    }
    assertThat(restarts).isEqualTo(nodes * RESTARTS);
    if (LIVES >= LIVES_OF_A_NODE) {
      // how many were in a block before the stop is a matter of time
      assertThat(sentAgain).isGreaterThan(nodes * 400L);
    }
  }
}
