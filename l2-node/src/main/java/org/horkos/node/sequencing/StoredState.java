package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.state.State;
import org.horkos.node.state.StoredLeaf;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageRefusal;

/** The state at a start: built again from the leaves, and trusted only if its root is right. */
public final class StoredState {
  private StoredState() {}

  /**
   * The state that a storage holds, or the genesis if it holds no block.
   *
   * @throws StorageRefusal if the leaves do not make the root of the last block
   */
  public static State load(Storage storage) {
    Optional<SealedBlock> last = storage.lastBlock();
    if (last.isEmpty()) {
      return State.genesis();
    }
    List<StoredLeaf> leaves = new ArrayList<>();
    storage.eachLeaf(leaves::add);
    State state = load(leaves);
    Hash root = state.root();
    if (!root.equals(last.get().root())) {
      throw damaged(
          "its leaves make the state root "
              + root
              + ", but block "
              + last.get().number()
              + " ends with "
              + last.get().root());
    }
    return state;
  }

  private static State load(List<StoredLeaf> leaves) {
    try {
      return State.load(leaves);
    } catch (MalformedBytes | IllegalArgumentException wrong) {
      throw damaged("a leaf is not what stands there: " + wrong.getMessage());
    }
  }

  private static StorageRefusal damaged(String how) {
    return new StorageRefusal(
        StorageRefusal.Kind.DAMAGED,
        "the database is damaged: "
            + how
            + "; restore a backup of it, or rebuild the state from L1 into an empty database");
  }
}
