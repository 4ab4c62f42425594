package org.horkos.node.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.StatelessSession;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.inbox.OpenedTerms;

/** Terms as L1 showed them: a row for the head and one for each part. */
final class TermsRows {
  private TermsRows() {}

  static void keep(StatelessSession session, OpenedTerms terms) {
    String key = RowCodec.hex(terms.termsHash());
    if (session.get(Rows.TermsRow.class, key) != null) {
      return;
    }
    Rows.TermsRow row = new Rows.TermsRow();
    row.key = key;
    row.escrow = terms.escrow().bytes();
    row.head = terms.head().toArray();
    row.parts = terms.parts().size();
    row.l1Block = terms.block();
    session.insert(row);
    session.insertMultiple(
        IntStream.range(0, row.parts)
            .mapToObj(
                i -> {
                  Rows.PartRow part = new Rows.PartRow();
                  part.key = partKey(key, i);
                  part.bytes = terms.parts().get(i).toArray();
                  return part;
                })
            .toList());
  }

  static Optional<OpenedTerms> read(StatelessSession session, Hash termsHash) {
    return Optional.ofNullable(session.get(Rows.TermsRow.class, RowCodec.hex(termsHash)))
        .map(row -> terms(session, row));
  }

  static List<OpenedTerms> all(StatelessSession session) {
    return session
        .createSelectionQuery("from TermsRow t order by t.l1Block, t.key", Rows.TermsRow.class)
        .getResultList()
        .stream()
        .map(row -> terms(session, row))
        .toList();
  }

  /** Forgets the terms that were opened after a block of L1. */
  static void deleteAfter(StatelessSession session, long l1Block) {
    List<Rows.TermsRow> rows =
        session
            .createSelectionQuery("from TermsRow t where t.l1Block > :block", Rows.TermsRow.class)
            .setParameter("block", l1Block)
            .getResultList();
    for (Rows.TermsRow row : rows) {
      for (int i = 0; i < row.parts; i++) {
        Rows.PartRow part = new Rows.PartRow();
        part.key = partKey(row.key, i);
        session.delete(part);
      }
      session.delete(row);
    }
  }

  private static OpenedTerms terms(StatelessSession session, Rows.TermsRow row) {
    List<OpenedTerms.Bytes> parts =
        IntStream.range(0, row.parts)
            .mapToObj(
                i -> {
                  Rows.PartRow part = session.get(Rows.PartRow.class, partKey(row.key, i));
                  if (part == null) {
                    throw new StorageRefusal(
                        StorageRefusal.Kind.DAMAGED,
                        "the database has lost part " + i + " of the terms 0x" + row.key);
                  }
                  return OpenedTerms.Bytes.of(part.bytes);
                })
            .toList();
    return new OpenedTerms(
        Hash.parse("0x" + row.key),
        Address.of(row.escrow),
        OpenedTerms.Bytes.of(row.head),
        parts,
        row.l1Block);
  }

  private static String partKey(String termsKey, int part) {
    return termsKey + ":" + part;
  }
}
