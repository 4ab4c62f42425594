package org.horkos.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.BlockLog;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.inbox.ResumePoint;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.settlement.OutboxAnchor;
import org.horkos.node.settlement.OutboxLog;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StoredLeaf;

/**
 * What the node keeps. One thread writes blocks; reading is for all threads. Every write has
 * reached the disk when the method returns. All methods throw {@link StorageRefusal} if the
 * database fails.
 */
public final class Storage implements BlockLog, OutboxLog, AutoCloseable {
  /** Goes up with every change of the tables. */
  static final int SCHEMA_VERSION = 3;

  /** The longest Oath text that is kept, in UTF-8 bytes. */
  public static final int MAX_TEXT = 1 << 20;

  private static final int FETCH = 4_096;

  private final Database database;

  /** Odd while it walks back; so a reader knows whether that happened while it read. */
  private final AtomicLong walks = new AtomicLong();

  private Storage(Database database) {
    this.database = database;
  }

  /**
   * Opens the database, and makes its tables if it is empty.
   *
   * @param config where it is
   * @param rollup which rollup it belongs to: an empty one is bound to it for good
   * @throws StorageRefusal if another node has it, it cannot be reached, or it is another's
   */
  public static Storage open(StorageConfig config, RollupId rollup) {
    Database database = Database.open(config);
    try {
      Storage storage = new Storage(database);
      storage.bind(rollup);
      return storage;
    } catch (RuntimeException failed) {
      database.close();
      throw failed;
    }
  }

  private void bind(RollupId rollup) {
    database.write(
        session -> {
          Rows.NodeRow row = session.get(Rows.NodeRow.class, Rows.NodeRow.ONLY);
          if (row == null) {
            Rows.NodeRow fresh = new Rows.NodeRow();
            fresh.schemaVersion = SCHEMA_VERSION;
            fresh.chainId = rollup.chainId();
            fresh.rollup = rollup.rollup().bytes();
            session.insert(fresh);
            return;
          }
          if (row.schemaVersion != SCHEMA_VERSION) {
            throw new StorageRefusal(
                StorageRefusal.Kind.OTHER_VERSION,
                "the database was made by another version of Horkos (tables "
                    + row.schemaVersion
                    + ", this version has "
                    + SCHEMA_VERSION
                    + "); use that version, or another database");
          }
          if (!rollup.equals(new RollupId(row.chainId, Address.of(row.rollup)))) {
            throw new StorageRefusal(
                StorageRefusal.Kind.OTHER_DEPLOYMENT,
                "the database belongs to the rollup "
                    + Address.of(row.rollup)
                    + " on chain "
                    + row.chainId
                    + ", not to "
                    + rollup.rollup()
                    + " on chain "
                    + rollup.chainId()
                    + "; give this node another database");
          }
        });
  }

  /** Keeps a block and all that it changed, whole or not at all. Its number is the next one. */
  public void commit(StoredBlock block) {
    database.write(
        session ->
            BlockWriter.write(
                session,
                block,
                L1Points.before(session, Long.MAX_VALUE).map(L1Point::number).orElse(0L)));
  }

  /**
   * Keeps a block that is a whole batch on L1, with that batch, both or neither.
   *
   * @param l1Block the block of L1 that the batch is in
   */
  public void commit(StoredBlock block, PostedBatch batch, long l1Block) {
    database.write(
        session -> {
          BlockWriter.write(session, block, l1Block);
          session.insert(RowCodec.row(batch));
        });
  }

  @Override
  public List<SealedBlock> blocksAfter(long after, int limit) {
    return database.read(session -> BlockRows.after(session, after, limit));
  }

  @Override
  public Grounded grounded(long after, int limit) {
    while (true) {
      long walk = walks.get();
      Grounded read = new Grounded(blocksAfter(after, limit), l1Before(Long.MAX_VALUE));
      if (walk % 2 == 0 && walk == walks.get()) {
        return read;
      }
      Thread.onSpinWait();
    }
  }

  /** The newest block; empty before the first. */
  public Optional<SealedBlock> lastBlock() {
    return database.read(BlockRows::last);
  }

  /** How many steps all blocks have. */
  public long steps() {
    return database.read(BlockRows::steps);
  }

  /** Hands over every leaf as it is now and the histories of stakes, by table and index. */
  public void eachLeaf(Consumer<StoredLeaf> consumer) {
    database.write(
        session -> {
          try (Stream<Rows.LeafRow> rows =
              session
                  .createSelectionQuery(
                      "from LeafRow l order by l.table, l.index", Rows.LeafRow.class)
                  .setFetchSize(FETCH)
                  .getResultStream()) {
            rows.forEach(row -> consumer.accept(new StoredLeaf(row.table, row.index, row.bytes)));
          }
        });
  }

  /**
   * Every leaf and the histories of stakes as they were after a block, by table and index.
   *
   * @return empty if what later blocks have overwritten is not kept any more
   */
  public Optional<List<StoredLeaf>> leavesAfter(long block) {
    return database.read(session -> PastLeaves.after(session, block));
  }

  /** What became of a transaction; empty if it is in no block. */
  public Optional<TransactionReceipt> receipt(Hash transaction) {
    return database.read(
        session ->
            Optional.ofNullable(session.get(Rows.ReceiptRow.class, RowCodec.hex(transaction)))
                .map(RowCodec::receipt));
  }

  /**
   * An agreement's timeline.
   *
   * @param agreement its id
   * @param from number of the first entry wanted
   * @param limit how many at most
   */
  public List<TimelineEvent> timeline(long agreement, long from, int limit) {
    return database.read(session -> EventRows.of(session, agreement, from, limit));
  }

  /** How many entries an agreement's timeline has. */
  public long timelineLength(long agreement) {
    return database.read(session -> EventRows.count(session, agreement));
  }

  /** Keeps what L1 brought, and where its follower goes on. Terms may come a second time. */
  public void keep(L1News news) {
    database.write(session -> BlockWriter.write(session, news));
  }

  /** Where L1's follower goes on; empty before the first news. */
  public Optional<ResumePoint> resumePoint() {
    return database.read(
        session -> {
          Rows.NodeRow row = session.get(Rows.NodeRow.class, Rows.NodeRow.ONLY);
          return row == null || row.l1Time == 0
              ? Optional.empty()
              : Optional.of(new ResumePoint(row.nextMessage, row.fromL1Block));
        });
  }

  /** The L2 time that L1 has allowed so far, Unix seconds; 0 before the first news. */
  public long l1Time() {
    return database.read(
        session -> {
          Rows.NodeRow row = session.get(Rows.NodeRow.class, Rows.NodeRow.ONLY);
          return row == null ? 0 : row.l1Time;
        });
  }

  /** Messages of the inbox from a number on, in order. */
  public List<InboxMessage> messages(long from, int limit) {
    return database.read(
        session ->
            session
                .createSelectionQuery(
                    "from MessageRow m where m.number >= :low order by m.number",
                    Rows.MessageRow.class)
                .setParameter("low", from)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(RowCodec::message)
                .toList());
  }

  /** The terms of this hash, as L1 showed them. */
  public Optional<OpenedTerms> terms(Hash termsHash) {
    return database.read(session -> TermsRows.read(session, termsHash));
  }

  /** All terms that L1 has shown, in order of opening. */
  public List<OpenedTerms> allTerms() {
    return database.read(TermsRows::all);
  }

  /**
   * Keeps the Oath text of an agreement; a second one is ignored. Whether its hash is that of the
   * terms is the caller's to check.
   *
   * @throws IllegalArgumentException if it is longer than {@link #MAX_TEXT} bytes
   */
  public void keepText(Hash termsHash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_TEXT) {
      throw new IllegalArgumentException("an agreement's text has at most " + MAX_TEXT + " bytes");
    }
    database.write(
        session -> {
          String key = RowCodec.hex(termsHash);
          if (session.get(Rows.TextRow.class, key) == null) {
            Rows.TextRow row = new Rows.TextRow();
            row.key = key;
            row.text = bytes;
            session.insert(row);
          }
        });
  }

  /** The Oath text of an agreement, if somebody gave it to this node. */
  public Optional<String> text(Hash termsHash) {
    return database.read(
        session ->
            Optional.ofNullable(session.get(Rows.TextRow.class, RowCodec.hex(termsHash)))
                .map(row -> new String(row.text, StandardCharsets.UTF_8)));
  }

  @Override
  public Optional<PostedBatch> lastPosted() {
    return database.read(BatchRows::last);
  }

  @Override
  public Optional<PostedBatch> posted(long height) {
    return database.read(session -> BatchRows.at(session, height));
  }

  @Override
  public void posted(PostedBatch batch) {
    database.write(session -> session.insert(RowCodec.row(batch)));
  }

  @Override
  public void unpost(long height) {
    database.write(session -> BatchRows.deleteAfter(session, height));
  }

  /** Closes the database and frees its lock. */
  @Override
  public void close() {
    database.close();
  }

  @Override
  public List<byte[]> outboxLeaves(long from, long to) {
    return database.read(
        session ->
            session
                .createSelectionQuery(
                    "from LeafRow l where l.table = :table and l.index >= :low and l.index < :high"
                        + " order by l.index",
                    Rows.LeafRow.class)
                .setParameter("table", Layout.Table.OUTBOX.ordinal())
                .setParameter("low", from)
                .setParameter("high", to)
                .getResultList()
                .stream()
                .map(row -> row.bytes)
                .toList());
  }

  @Override
  public Optional<OutboxAnchor> firstAnchorHolding(long index) {
    return database.read(session -> BatchRows.firstHolding(session, index));
  }

  // ---- going back ----

  /** The newest block of L1 before this one up to which it was read, as far as remembered. */
  public Optional<L1Point> l1Before(long number) {
    return database.read(session -> L1Points.before(session, number));
  }

  /** The last block that ends before this time, Unix seconds; 0 if there is none. */
  public long lastBlockBefore(long time) {
    return database.read(session -> BlockRows.newest(session, "b.endTime < :limit", time));
  }

  /** The last block that came from L1 in this block of L1 or an earlier one; 0 if there is none. */
  public long lastBlockFromL1(long l1Block) {
    return database.read(session -> BlockRows.newest(session, "b.l1Block <= :limit", l1Block));
  }

  /**
   * Undoes what rested on blocks of L1 that a reorganisation took away, whole or not at all: the
   * blocks after {@code lastBlock} with their leaves, receipts, timelines and batches, the messages
   * that are not earlier than {@code ancestor}, and the terms that came after it. A state that was
   * loaded before is void then.
   *
   * @param ancestor the last block of L1 that is still there
   * @param l1Time the L2 time that it allows
   * @param lastBlock the last block that stays
   * @param again transactions of the blocks that go, in order: kept until {@link #putAgain}
   * @return where the follower of L1 goes on
   * @throws StorageRefusal if blocks would have to go that cannot be undone any more
   */
  public ResumePoint walkBack(L1Point ancestor, long l1Time, long lastBlock, List<byte[]> again) {
    walks.incrementAndGet();
    try {
      return database.read(
          session -> WalkBack.run(session, node(session), ancestor, l1Time, lastBlock, again));
    } finally {
      walks.incrementAndGet();
    }
  }

  static Rows.NodeRow node(StatelessSession session) {
    Rows.NodeRow row = session.get(Rows.NodeRow.class, Rows.NodeRow.ONLY);
    if (row == null) {
      throw new StorageRefusal(
          StorageRefusal.Kind.DAMAGED, "the database has lost the row about its node");
    }
    return row;
  }

  /** The transactions that are still to be put again, in order. */
  public List<Again> again() {
    return database.read(
        session ->
            AgainRows.all(session).stream()
                .map(row -> new Again(row.place, row.bytes, row.until))
                .toList());
  }

  /** A transaction was put again, or never will be. */
  public void putAgain(Again again) {
    database.write(session -> AgainRows.delete(session, again.place()));
  }
}
