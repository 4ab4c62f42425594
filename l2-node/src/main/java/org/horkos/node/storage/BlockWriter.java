package org.horkos.node.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.StatelessSession;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.L1News;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.state.StoredLeaf;

/** Writes what one transaction keeps, table by table in batches. */
final class BlockWriter {
  private BlockWriter() {}

  /**
   * Writes a block.
   *
   * @param l1Block the block of L1 that was known when it was made, or that holds its batch
   */
  static void write(StatelessSession session, StoredBlock block, long l1Block) {
    SealedBlock sealed = block.sealed();
    Rows.BlockRow row = new Rows.BlockRow();
    row.block = sealed.number();
    row.globals = LeafCodec.encode(sealed.globals());
    row.tableRoots = RowCodec.join(sealed.tableRoots());
    row.firstStep = block.firstStep();
    row.steps = block.steps();
    row.endTime = sealed.endTime();
    row.l1Block = l1Block;
    session.insert(row);
    List<Rows.ChunkRow> chunks = new ArrayList<>();
    for (int i = 0; i < sealed.chunks().size(); i++) {
      Rows.ChunkRow chunk = new Rows.ChunkRow();
      chunk.key = Rows.key(sealed.number(), i);
      chunk.bytes = sealed.chunks().get(i).bytes();
      chunk.root = sealed.chunks().get(i).root().bytes();
      chunks.add(chunk);
    }
    session.insertMultiple(chunks);
    session.upsertMultiple(block.leaves().stream().map(BlockWriter::row).toList());
    List<Rows.OverwrittenRow> overwritten = new ArrayList<>();
    for (StoredLeaf leaf : block.overwritten()) {
      Rows.OverwrittenRow before = new Rows.OverwrittenRow();
      before.key = Rows.key(sealed.number(), overwritten.size());
      before.table = leaf.table();
      before.index = leaf.index();
      before.bytes = leaf.bytes();
      overwritten.add(before);
    }
    session.insertMultiple(overwritten);
    session.insertMultiple(block.receipts().stream().map(RowCodec::row).toList());
    session.insertMultiple(block.events().stream().map(BlockWriter::row).toList());
  }

  private static Rows.LeafRow row(StoredLeaf leaf) {
    Rows.LeafRow row = new Rows.LeafRow();
    row.table = leaf.table();
    row.index = leaf.index();
    row.bytes = leaf.bytes();
    return row;
  }

  private static Rows.EventRow row(TimelineEvent event) {
    Rows.EventRow row = new Rows.EventRow();
    row.key = Rows.key(event.agreement(), event.number());
    row.at = event.at();
    row.block = event.block();
    row.json = event.json().getBytes(StandardCharsets.UTF_8);
    return row;
  }

  static void write(StatelessSession session, L1News news) {
    for (OpenedTerms terms : news.terms()) {
      TermsRows.keep(session, terms);
    }
    Rows.NodeRow row = Storage.node(session);
    long next = row.nextMessage;
    List<Rows.MessageRow> messages = new ArrayList<>();
    for (InboxMessage message : news.messages()) {
      // INVARIANT: each message of the inbox is kept, and so consumed, once
      if (message.index() != next) {
        throw new IllegalArgumentException(
            "inbox message " + message.index() + " was offered where " + next + " comes next");
      }
      next++;
      messages.add(RowCodec.row(message));
    }
    if (news.resume().nextMessage() != next) {
      throw new IllegalArgumentException(
          "the news ends before inbox message "
              + next
              + ", but would go on with "
              + news.resume().nextMessage());
    }
    session.insertMultiple(messages);
    row.nextMessage = news.resume().nextMessage();
    row.fromL1Block = news.resume().fromBlock();
    row.l1Time = news.time();
    L1Points.keep(session, row, news.at());
    session.update(row);
  }
}
