package org.horkos.app.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.horkos.app.node.ServedNode;
import org.horkos.node.sequencing.StepMachine;

/** Asks the node and waits for its answer, for a while. */
record NodeReading(ServedNode node) {
  private static final long PATIENCE_SECONDS = 30;

  /** Reads the state between two blocks. */
  <T> T read(Function<StepMachine, T> reading) {
    return await(node.read(reading));
  }

  /**
   * Waits for an answer.
   *
   * @throws ApiProblem if the node does not run, or has too much to do
   */
  <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw ApiProblem.unavailable(
          "BUSY",
          "The node has not answered for "
              + PATIENCE_SECONDS
              + " seconds. The same request may be sent again; nothing is executed twice.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw stopped();
    } catch (ExecutionException failed) {
      if (node.health().running()) {
        throw new IllegalStateException("the node failed to answer", failed.getCause());
      }
      throw stopped();
    }
  }

  private static ApiProblem stopped() {
    return ApiProblem.unavailable(
        "STOPPED", "The node does not make blocks now. Look at /v1/health; ask again later.");
  }
}
