package org.horkos.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hibernate.StatelessSession;

/** Reads timelines. */
final class EventRows {
  private EventRows() {}

  static List<TimelineEvent> of(StatelessSession session, long agreement, long from, int limit) {
    return session
        .createSelectionQuery(
            "from EventRow e where e.key between :low and :high order by e.key",
            Rows.EventRow.class)
        .setParameter("low", Rows.key(agreement, from))
        .setParameter("high", Rows.key(agreement + 1, 0) - 1)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(
            row ->
                new TimelineEvent(
                    agreement,
                    row.key - Rows.key(agreement, 0),
                    row.at,
                    row.block,
                    new String(row.json, StandardCharsets.UTF_8)))
        .toList();
  }

  static long count(StatelessSession session, long agreement) {
    return session
        .createSelectionQuery(
            "select count(*) from EventRow e where e.key between :low and :high", Long.class)
        .setParameter("low", Rows.key(agreement, 0))
        .setParameter("high", Rows.key(agreement + 1, 0) - 1)
        .getSingleResult();
  }
}
