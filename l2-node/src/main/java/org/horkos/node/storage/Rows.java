package org.horkos.node.storage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;

/**
 * The tables. A row is a plain holder that is written once or replaced whole; what it means is said
 * by the record that it is made from. Keys of two parts are packed into one long, so that a part's
 * rows lie side by side and are read by one range.
 */
final class Rows {
  /** Bits of the second part of a packed key. */
  static final int LOW_BITS = 32;

  private static final int HASH = 32;
  private static final int WIDE = 1 << 20;

  /** All entities. */
  static final List<Class<?>> ALL =
      List.of(
          NodeRow.class,
          BlockRow.class,
          ChunkRow.class,
          LeafRow.class,
          ReceiptRow.class,
          TermsRow.class,
          PartRow.class,
          TextRow.class,
          EventRow.class,
          MessageRow.class,
          BatchRow.class,
          PointRow.class,
          OverwrittenRow.class,
          AgainRow.class);

  private Rows() {}

  /** The key of {@code low} within {@code high}. */
  static long key(long high, long low) {
    return high << LOW_BITS | low;
  }

  /** The one row about the node itself. */
  @Entity(name = "NodeRow")
  @Table(name = "hk_node")
  static class NodeRow {
    static final int ONLY = 1;

    @Id
    @Column(name = "id")
    int id = ONLY;

    @Column(name = "schema_version", nullable = false)
    int schemaVersion;

    @Column(name = "chain_id", nullable = false)
    long chainId;

    @Column(name = "rollup", nullable = false, length = 20)
    byte[] rollup = {};

    @Column(name = "next_message", nullable = false)
    long nextMessage;

    @Column(name = "from_l1_block", nullable = false)
    long fromL1Block;

    @Column(name = "l1_time", nullable = false)
    long l1Time;

    /** The first block that can be undone. */
    @Column(name = "first_undoable", nullable = false)
    long firstUndoable = 1;
  }

  /** A block. */
  @Entity(name = "BlockRow")
  @Table(name = "hk_block", indexes = @Index(name = "hk_block_l1", columnList = "l1_block"))
  static class BlockRow {
    @Id
    @Column(name = "block")
    long block;

    @Column(name = "globals", nullable = false, length = 64)
    byte[] globals = {};

    @Column(name = "table_roots", nullable = false, length = 8 * HASH)
    byte[] tableRoots = {};

    @Column(name = "first_step", nullable = false)
    long firstStep;

    @Column(name = "steps", nullable = false)
    int steps;

    @Column(name = "end_time", nullable = false)
    long endTime;

    /** The block of L1 that was known when it was made, or that holds its batch. */
    @Column(name = "l1_block", nullable = false)
    long l1Block;
  }

  /** A chunk; key: block, number within it. */
  @Entity(name = "ChunkRow")
  @Table(name = "hk_chunk")
  static class ChunkRow {
    @Id
    @Column(name = "block_chunk")
    long key;

    @Column(name = "step_bytes", nullable = false, length = 1 << 15)
    byte[] bytes = {};

    @Column(name = "root", nullable = false, length = HASH)
    byte[] root = {};
  }

  /** A leaf as it is now, or an entry of a court's history of stakes. */
  @Entity(name = "LeafRow")
  @Table(name = "hk_leaf")
  @IdClass(LeafKey.class)
  static class LeafRow {
    @Id
    @Column(name = "tree_table")
    int table;

    @Id
    @Column(name = "leaf_index")
    long index;

    @Column(name = "leaf_bytes", nullable = false, length = WIDE)
    byte[] bytes = {};
  }

  /** What names a leaf. */
  record LeafKey(int table, long index) implements Serializable {}

  /** What became of a transaction; key: its hash in hexadecimal. */
  @Entity(name = "ReceiptRow")
  @Table(name = "hk_receipt")
  static class ReceiptRow {
    @Id
    @Column(name = "transaction_hash", length = 2 * HASH)
    String key = "";

    @Column(name = "block", nullable = false)
    long block;

    @Column(name = "step", nullable = false)
    long step;

    @Column(name = "refusal", nullable = false, length = 64)
    String refusal = "";

    @Column(name = "sentence", nullable = false, length = 1_024)
    String sentence = "";
  }

  /** Terms; key: their hash in hexadecimal. */
  @Entity(name = "TermsRow")
  @Table(name = "hk_terms")
  static class TermsRow {
    @Id
    @Column(name = "terms_hash", length = 2 * HASH)
    String key = "";

    @Column(name = "escrow", nullable = false, length = 20)
    byte[] escrow = {};

    @Column(name = "head", nullable = false, length = WIDE)
    byte[] head = {};

    @Column(name = "parts", nullable = false)
    int parts;

    @Column(name = "l1_block", nullable = false)
    long l1Block;
  }

  /** One deliverable's part of the terms; key: terms hash, a colon, number. */
  @Entity(name = "PartRow")
  @Table(name = "hk_part")
  static class PartRow {
    @Id
    @Column(name = "terms_part", length = 2 * HASH + 4)
    String key = "";

    @Column(name = "part_bytes", nullable = false, length = 2_048)
    byte[] bytes = {};
  }

  /** The Oath text of an agreement, UTF-8; key: terms hash in hexadecimal. */
  @Entity(name = "TextRow")
  @Table(name = "hk_text")
  static class TextRow {
    @Id
    @Column(name = "terms_hash", length = 2 * HASH)
    String key = "";

    @Column(name = "oath_text", nullable = false, length = WIDE)
    byte[] text = {};
  }

  /** An entry of an agreement's timeline; key: agreement, number. */
  @Entity(name = "EventRow")
  @Table(name = "hk_event")
  static class EventRow {
    @Id
    @Column(name = "agreement_number")
    long key;

    @Column(name = "happened_at", nullable = false)
    long at;

    @Column(name = "block", nullable = false)
    long block;

    @Column(name = "effect_json", nullable = false, length = WIDE)
    byte[] json = {};
  }

  /** A message of the inbox; key: its number. */
  @Entity(name = "MessageRow")
  @Table(name = "hk_message")
  static class MessageRow {
    @Id
    @Column(name = "message")
    long number;

    @Column(name = "sent_at", nullable = false)
    long at;

    @Column(name = "kind", nullable = false)
    int kind;

    @Column(name = "sender", nullable = false, length = 20)
    byte[] sender = {};

    @Column(name = "payload", nullable = false, length = WIDE)
    byte[] payload = {};
  }

  /** A batch on L1; key: its height. */
  @Entity(name = "BatchRow")
  @Table(name = "hk_batch", indexes = @Index(name = "hk_batch_block", columnList = "last_block"))
  static class BatchRow {
    @Id
    @Column(name = "height")
    long height;

    @Column(name = "last_block", nullable = false)
    long lastBlock;

    @Column(name = "end_time", nullable = false)
    long endTime;

    @Column(name = "inbox_count", nullable = false)
    long inboxCount;

    @Column(name = "data_hash", nullable = false, length = HASH)
    byte[] dataHash = {};

    @Column(name = "roots_hash", nullable = false, length = HASH)
    byte[] rootsHash = {};

    @Column(name = "end_root", nullable = false, length = HASH)
    byte[] endRoot = {};

    @Column(name = "outbox_count", nullable = false)
    long outboxCount;

    @Column(name = "outbox_siblings", nullable = false, length = 3 * HASH)
    byte[] outboxSiblings = {};
  }

  /** A block of L1 up to which it was read. */
  @Entity(name = "PointRow")
  @Table(name = "hk_l1_point")
  static class PointRow {
    @Id
    @Column(name = "l1_block")
    long number;

    @Column(name = "l1_hash", nullable = false, length = HASH)
    byte[] hash = {};

    @Column(name = "l1_time", nullable = false)
    long time;
  }

  /** A leaf as it was before a block changed it; key: block, number within it. */
  @Entity(name = "OverwrittenRow")
  @Table(name = "hk_overwritten")
  static class OverwrittenRow {
    @Id
    @Column(name = "block_leaf")
    long key;

    @Column(name = "tree_table", nullable = false)
    int table;

    @Column(name = "leaf_index", nullable = false)
    long index;

    /** No bytes if nothing stood there. */
    @Column(name = "leaf_bytes", nullable = false, length = WIDE)
    byte[] bytes = {};
  }

  /** A transaction that was in a block which has never been, and is put again; key: its place. */
  @Entity(name = "AgainRow")
  @Table(name = "hk_again")
  static class AgainRow {
    @Id
    @Column(name = "place")
    long place;

    @Column(name = "step_bytes", nullable = false, length = 1 << 15)
    byte[] bytes = {};

    /** It is tried until L1 allows this time. */
    @Column(name = "tried_until", nullable = false)
    long until;
  }
}
