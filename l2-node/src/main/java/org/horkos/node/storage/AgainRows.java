package org.horkos.node.storage;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;

/** The transactions that wait to be put again, in the order in which they were executed. */
final class AgainRows {
  private AgainRows() {}

  static List<Rows.AgainRow> all(StatelessSession session) {
    return session
        .createSelectionQuery("from AgainRow a order by a.place", Rows.AgainRow.class)
        .getResultList();
  }

  static void append(StatelessSession session, List<byte[]> bytes, long from) {
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
      row.from = from;
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
