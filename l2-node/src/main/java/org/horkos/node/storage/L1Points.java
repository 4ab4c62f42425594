package org.horkos.node.storage;

import java.util.Optional;
import org.hibernate.StatelessSession;
import org.horkos.dsl.value.Hash;
import org.horkos.node.settlement.L1Point;

/**
 * The blocks of L1 up to which it was read, as far back as a reorganisation is undone. What L2
 * blocks have overwritten is kept as long: who has none of the later blocks any more needs it.
 */
final class L1Points {
  /** So many blocks of L1 back; L1 itself knows its hashes as far back (EIP-2935). */
  static final long KEPT = 8_191;

  private L1Points() {}

  /** Keeps the newest, and forgets what is too old to be undone. */
  static void keep(StatelessSession session, Rows.NodeRow node, L1Point at) {
    Rows.PointRow row = new Rows.PointRow();
    row.number = at.number();
    row.hash = at.hash().bytes();
    row.time = at.time();
    session.upsert(row);
    long oldest = at.number() - KEPT;
    session
        .createMutationQuery("delete from PointRow p where p.number < :oldest")
        .setParameter("oldest", oldest)
        .executeUpdate();
    long settled = BlockRows.newest(session, "b.l1Block < :limit", oldest);
    if (settled >= node.firstUndoable) {
      session
          .createMutationQuery("delete from OverwrittenRow o where o.key < :end")
          .setParameter("end", Rows.key(settled + 1, 0))
          .executeUpdate();
      node.firstUndoable = settled + 1;
    }
  }

  /** The newest one with an earlier time. */
  static Optional<L1Point> earlierThan(StatelessSession session, long time) {
    return session
        .createSelectionQuery(
            "from PointRow p where p.time < :time order by p.number desc", Rows.PointRow.class)
        .setParameter("time", time)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst()
        .map(L1Points::point);
  }

  private static L1Point point(Rows.PointRow row) {
    return new L1Point(row.number, Hash.of(row.hash), row.time);
  }

  /** The newest one before this block. */
  static Optional<L1Point> before(StatelessSession session, long number) {
    return session
        .createSelectionQuery(
            "from PointRow p where p.number < :number order by p.number desc", Rows.PointRow.class)
        .setParameter("number", number)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst()
        .map(L1Points::point);
  }
}
