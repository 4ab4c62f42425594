package org.horkos.node.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.inbox.InboxMessage;

/** Rows of records and back. */
final class RowCodec {
  private RowCodec() {}

  static String hex(Hash hash) {
    return hash.toString().substring(2);
  }

  static byte[] join(List<Hash> hashes) {
    byte[] joined = new byte[hashes.size() * Hash.SIZE];
    for (int i = 0; i < hashes.size(); i++) {
      hashes.get(i).copyTo(joined, i * Hash.SIZE);
    }
    return joined;
  }

  static List<Hash> split(byte[] joined) {
    List<Hash> hashes = new ArrayList<>(joined.length / Hash.SIZE);
    for (int i = 0; i < joined.length; i += Hash.SIZE) {
      hashes.add(Hash.of(Arrays.copyOfRange(joined, i, i + Hash.SIZE)));
    }
    return List.copyOf(hashes);
  }

  static Rows.BatchRow row(PostedBatch batch) {
    Rows.BatchRow row = new Rows.BatchRow();
    row.height = batch.height();
    row.lastBlock = batch.lastBlock();
    row.endTime = batch.endTime();
    row.inboxCount = batch.endInboxCount();
    row.dataHash = batch.dataHash().bytes();
    row.rootsHash = batch.rootsHash().bytes();
    row.endRoot = batch.endRoot().bytes();
    row.outboxCount = batch.outboxCount();
    row.outboxSiblings = join(batch.outboxSiblings());
    return row;
  }

  static PostedBatch batch(Rows.BatchRow row) {
    return new PostedBatch(
        row.height,
        row.lastBlock,
        row.endTime,
        row.inboxCount,
        Hash.of(row.dataHash),
        Hash.of(row.rootsHash),
        Hash.of(row.endRoot),
        row.outboxCount,
        split(row.outboxSiblings));
  }

  static Rows.MessageRow row(InboxMessage message) {
    Rows.MessageRow row = new Rows.MessageRow();
    row.number = message.index();
    row.at = message.time();
    row.kind = message.kind();
    row.sender = message.sender().bytes();
    row.payload = message.payload();
    return row;
  }

  static InboxMessage message(Rows.MessageRow row) {
    return new InboxMessage(row.number, row.at, row.kind, Address.of(row.sender), row.payload);
  }

  static Rows.ReceiptRow row(TransactionReceipt receipt) {
    Rows.ReceiptRow row = new Rows.ReceiptRow();
    row.key = hex(receipt.transaction());
    row.block = receipt.block();
    row.step = receipt.step();
    row.refusal = receipt.refusal();
    row.sentence = receipt.sentence();
    return row;
  }

  static TransactionReceipt receipt(Rows.ReceiptRow row) {
    return new TransactionReceipt(
        Hash.parse("0x" + row.key), row.block, row.step, row.refusal, row.sentence);
  }
}
