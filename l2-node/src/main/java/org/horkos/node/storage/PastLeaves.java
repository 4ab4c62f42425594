package org.horkos.node.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.horkos.node.state.StoredLeaf;

/** The leaves as they were after a block, of what later blocks have overwritten. */
final class PastLeaves {
  private PastLeaves() {}

  /** Empty if a later block cannot be undone any more. */
  static Optional<List<StoredLeaf>> after(StatelessSession session, long block) {
    if (block + 1 < Storage.node(session).firstUndoable) {
      return Optional.empty();
    }
    Map<Rows.LeafKey, byte[]> then = new HashMap<>();
    try (Stream<Rows.OverwrittenRow> later =
        session
            .createSelectionQuery(
                "from OverwrittenRow o where o.key >= :first order by o.key",
                Rows.OverwrittenRow.class)
            .setParameter("first", Rows.key(block + 1, 0))
            .getResultStream()) {
      // What the first later block has overwritten is what stood after this one.
      later.forEach(row -> then.putIfAbsent(new Rows.LeafKey(row.table, row.index), row.bytes));
    }
    List<StoredLeaf> leaves = new ArrayList<>();
    try (Stream<Rows.LeafRow> now =
        session
            .createSelectionQuery("from LeafRow l order by l.table, l.index", Rows.LeafRow.class)
            .getResultStream()) {
      now.forEach(
          row -> {
            byte[] bytes = then.getOrDefault(new Rows.LeafKey(row.table, row.index), row.bytes);
            if (bytes.length > 0) {
              leaves.add(new StoredLeaf(row.table, row.index, bytes));
            }
          });
    }
    return Optional.of(leaves);
  }
}
