package org.horkos.node.storage;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;

/** The transactions that wait to be put again, in the order in which they were executed. */
final class AgainRows {
  /** What L1 has not taken in anew after so many seconds is given up. */
  private static final long PATIENCE = 3_600;

  private AgainRows() {}

  static List<Rows.AgainRow> all(StatelessSession session) {
    return session
        .createSelectionQuery("from AgainRow a order by a.place", Rows.AgainRow.class)
        .getResultList();
  }

  /** Appends them, to be tried until an hour after {@code l1Time}. */
  static void append(StatelessSession session, List<byte[]> bytes, long l1Time) {
    Long last =
        session
            .createSelectionQuery("select max(a.place) from AgainRow a", Long.class)
            .getSingleResultOrNull();
    long place = last == null ? 0 : last + 1;
    List<Rows.AgainRow> rows = new ArrayList<>();
    for (byte[] one : bytes) {
      Rows.AgainRow row = new Rows.AgainRow();
      row.place = place++;
      row.bytes = one;
      row.until = l1Time + PATIENCE;
      rows.add(row);
    }
    session.insertMultiple(rows);
  }

  static void clear(StatelessSession session) {
    session.createMutationQuery("delete from AgainRow a").executeUpdate();
  }

  static void delete(StatelessSession session, long place) {
    session
        .createMutationQuery("delete from AgainRow a where a.place = :place")
        .setParameter("place", place)
        .executeUpdate();
  }
}
