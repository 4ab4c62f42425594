package org.horkos.node.storage;

import java.util.List;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.LeafCodec;

/** Reads blocks. */
final class BlockRows {
  private BlockRows() {}

  static List<SealedBlock> after(StatelessSession session, long after, int limit) {
    return session
        .createSelectionQuery(
            "from BlockRow b where b.block > :after order by b.block", Rows.BlockRow.class)
        .setParameter("after", after)
        .setMaxResults(limit)
        .getResultList()
        .stream()
        .map(row -> sealed(session, row))
        .toList();
  }

  static Optional<SealedBlock> last(StatelessSession session) {
    return lastRow(session).map(row -> sealed(session, row));
  }

  static long steps(StatelessSession session) {
    return lastRow(session).map(row -> row.firstStep + row.steps).orElse(0L);
  }

  /**
   * The newest block that meets a condition on {@code b} and {@code :limit}; 0 if none does.
   *
   * @param condition in Hibernate's query language; never a stranger's text
   */
  static long newest(StatelessSession session, String condition, long limit) {
    return Optional.ofNullable(
            session
                .createSelectionQuery(
                    "select max(b.block) from BlockRow b where " + condition, Long.class)
                .setParameter("limit", limit)
                .getSingleResultOrNull())
        .orElse(0L);
  }

  private static Optional<Rows.BlockRow> lastRow(StatelessSession session) {
    return session
        .createSelectionQuery("from BlockRow b order by b.block desc", Rows.BlockRow.class)
        .setMaxResults(1)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static SealedBlock sealed(StatelessSession session, Rows.BlockRow row) {
    List<Chunk> chunks =
        session
            .createSelectionQuery(
                "from ChunkRow c where c.key between :low and :high order by c.key",
                Rows.ChunkRow.class)
            .setParameter("low", Rows.key(row.block, 0))
            .setParameter("high", Rows.key(row.block + 1, 0) - 1)
            .getResultList()
            .stream()
            .map(chunk -> new Chunk(chunk.bytes, Hash.of(chunk.root)))
            .toList();
    return new SealedBlock(
        row.block,
        chunks,
        (Leaf.Globals) LeafCodec.decode(Layout.Table.GLOBALS.ordinal(), 0, row.globals),
        RowCodec.split(row.tableRoots));
  }
}
