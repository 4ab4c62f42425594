package org.horkos.node.storage;

import java.util.Optional;
import org.hibernate.StatelessSession;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.settlement.OutboxAnchor;

/** Reads and removes posted batches. */
final class BatchRows {
  private BatchRows() {}

  static Optional<PostedBatch> last(StatelessSession session) {
    return session
        .createSelectionQuery("from BatchRow b order by b.height desc", Rows.BatchRow.class)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst()
        .map(RowCodec::batch);
  }

  static Optional<PostedBatch> at(StatelessSession session, long height) {
    return Optional.ofNullable(session.get(Rows.BatchRow.class, height)).map(RowCodec::batch);
  }

  static void deleteAfter(StatelessSession session, long height) {
    session
        .createMutationQuery("delete from BatchRow b where b.height > :height")
        .setParameter("height", height)
        .executeUpdate();
  }

  static Optional<OutboxAnchor> firstHolding(StatelessSession session, long message) {
    return session
        .createSelectionQuery(
            "from BatchRow b where b.outboxCount > :index order by b.height", Rows.BatchRow.class)
        .setParameter("index", message)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst()
        .map(row -> RowCodec.batch(row).anchor());
  }
}
