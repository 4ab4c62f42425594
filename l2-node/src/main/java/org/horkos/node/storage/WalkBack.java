package org.horkos.node.storage;

import java.util.List;
import org.hibernate.StatelessSession;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.L1Point;

/** Undoes what rested on blocks of L1 that a reorganisation took away, in one transaction. */
final class WalkBack {
  private final StatelessSession session;
  private final Rows.NodeRow node;

  private WalkBack(StatelessSession session, Rows.NodeRow node) {
    this.session = session;
    this.node = node;
  }

  /**
   * As of {@link Storage#walkBack}.
   *
   * @return where the follower goes on
   */
  static ResumePoint run(
      StatelessSession session,
      Rows.NodeRow node,
      L1Point ancestor,
      long l1Time,
      long lastBlock,
      List<byte[]> again) {
    WalkBack walk = new WalkBack(session, node);
    walk.refuseTooDeep(lastBlock);
    walk.again(again);
    walk.leaves(lastBlock);
    walk.rows(lastBlock);
    return walk.l1(ancestor, l1Time);
  }

  private void refuseTooDeep(long lastBlock) {
    boolean undone =
        session
                .createSelectionQuery(
                    "select count(*) from BlockRow b where b.block > :last", Long.class)
                .setParameter("last", lastBlock)
                .getSingleResult()
            > 0;
    if (undone && lastBlock + 1 < node.firstUndoable) {
      throw new StorageRefusal(
          StorageRefusal.Kind.DAMAGED,
          "L1 has replaced blocks so far back that the database cannot go back there: it can undo"
              + " its blocks from "
              + node.firstUndoable
              + " on, but all after "
              + lastBlock
              + " would have to go; rebuild it from L1 into an empty database");
    }
  }

  /** Those of the blocks that go now were executed before those that were still to be put again. */
  private void again(List<byte[]> bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    List<Rows.AgainRow> later = AgainRows.all(session);
    AgainRows.clear(session);
    AgainRows.append(session, bytes, node.l1Time);
    AgainRows.append(session, later.stream().map(row -> row.bytes).toList(), node.l1Time);
  }

  /** The newest block first, so that each leaf ends as it was before the oldest. */
  private void leaves(long lastBlock) {
    List<Rows.OverwrittenRow> overwritten =
        session
            .createSelectionQuery(
                "from OverwrittenRow o where o.key >= :first order by o.key desc",
                Rows.OverwrittenRow.class)
            .setParameter("first", Rows.key(lastBlock + 1, 0))
            .getResultList();
    for (Rows.OverwrittenRow before : overwritten) {
      Rows.LeafRow row = new Rows.LeafRow();
      row.table = before.table;
      row.index = before.index;
      row.bytes = before.bytes;
      if (before.bytes.length == 0) {
        session.delete(row);
      } else {
        session.upsert(row);
      }
    }
  }

  private void rows(long lastBlock) {
    delete("OverwrittenRow r where r.key >= :limit", Rows.key(lastBlock + 1, 0));
    delete("ChunkRow r where r.key >= :limit", Rows.key(lastBlock + 1, 0));
    delete("BlockRow r where r.block > :limit", lastBlock);
    delete("ReceiptRow r where r.block > :limit", lastBlock);
    delete("EventRow r where r.block > :limit", lastBlock);
    delete("BatchRow r where r.lastBlock > :limit", lastBlock);
  }

  private ResumePoint l1(L1Point ancestor, long l1Time) {
    // Whatever may still come is not earlier than the ancestor; what came in its own second is read
    // anew.
    delete("MessageRow r where r.at >= :limit", ancestor.time());
    delete("PointRow r where r.number > :limit", ancestor.number());
    TermsRows.deleteAfter(session, ancestor.number());
    node.nextMessage =
        session
            .createSelectionQuery("select count(*) from MessageRow m", Long.class)
            .getSingleResult();
    long earlier = L1Points.earlierThan(session, ancestor.time()).map(L1Point::number).orElse(-1L);
    node.fromL1Block = Math.min(node.fromL1Block, earlier + 1);
    node.l1Time = l1Time;
    session.update(node);
    return new ResumePoint(node.nextMessage, node.fromL1Block);
  }

  private void delete(String what, long limit) {
    session.createMutationQuery("delete from " + what).setParameter("limit", limit).executeUpdate();
  }
}
