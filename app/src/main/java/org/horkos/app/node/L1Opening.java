package org.horkos.app.node;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.horkos.node.settlement.L1Connection;

/** Connects to L1, and says so if that takes its time. */
public final class L1Opening {
  private static final long SILENT_SECONDS = 2;

  private L1Opening() {}

  /**
   * Connects within ten seconds.
   *
   * @param told hears that L1 has not answered yet
   * @throws org.horkos.node.settlement.L1Failure if nothing answers, or it is another chain
   */
  public static L1Connection open(L1Connection.Settings settings, Consumer<String> told) {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> told.accept("waiting for L1 at " + settings.url() + " to answer"),
            CompletableFuture.delayedExecutor(SILENT_SECONDS, TimeUnit.SECONDS));
    try {
      return L1Connection.open(settings);
    } finally {
      waiting.cancel(false);
    }
  }
}
