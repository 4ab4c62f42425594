package org.horkos.app.node;

import java.util.function.Consumer;
import org.horkos.node.leaving.ExitState;
import org.horkos.node.leaving.Leaving;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.storage.Storage;

/** A node's database, opened for leaving a frozen rollup with it: no node runs. */
public final class FrozenNode implements AutoCloseable {
  private final Storage storage;
  private final Leaving leaving;

  private FrozenNode(NodeSettings settings, L1Connection l1, Consumer<String> told) {
    this.storage = RunningValidator.open(settings, l1, told);
    try {
      ExitState state =
          ExitState.read(
              l1,
              settings.contracts(),
              storage,
              RunningValidator.execution(l1, settings.contracts()),
              told);
      this.leaving = new Leaving(l1, settings.contracts(), state);
    } catch (RuntimeException failed) {
      storage.close();
      throw failed;
    }
  }

  /**
   * Opens a sequencer's, a validator's or a rebuilt database.
   *
   * @param l1 stays the caller's to close
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws org.horkos.node.settlement.L1Failure if L1 is gone, or the exit is not fixed
   * @throws org.horkos.node.storage.StorageRefusal if nothing can be proved with the database
   */
  public static FrozenNode open(NodeSettings settings, L1Connection l1, Consumer<String> told) {
    return new FrozenNode(settings, l1, told);
  }

  /** What people leave with. */
  public Leaving leaving() {
    return leaving;
  }

  @Override
  public void close() {
    storage.close();
  }
}
