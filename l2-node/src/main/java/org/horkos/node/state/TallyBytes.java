package org.horkos.node.state;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.engine.lifecycle.Tally;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.packed.PackedWriter;

/** The tally at the end of a deliverable's leaf: docs/protocol/state.md. */
final class TallyBytes {
  private static final int OWED = 1;
  private static final int ENTRIES = 2;

  private TallyBytes() {}

  static void write(PackedWriter out, Tally tally) {
    switch (tally) {
      case Tally.Nothing _ -> {
        // No bytes say so.
      }
      case Tally.Owed owed ->
          out.u8(OWED).u128(owed.carried()).u128(owed.paid()).u128(owed.unpaid());
      case Tally.Entries entries -> {
        out.u8(ENTRIES).u8(entries.ended()).u64(entries.lastEnd()).u8(entries.kept().size());
        for (Tally.Entry entry : entries.kept()) {
          out.u8(entry.deliverable()).u8(entry.performer());
          out.u128(entry.value()).u64(entry.deliveredAt());
        }
      }
    }
  }

  /** What is left of a leaf. */
  static Tally read(PackedReader in) {
    if (in.remaining() == 0) {
      return Tally.NONE;
    }
    int kind = in.u8();
    return switch (kind) {
      case OWED -> owed(in.u128(), in.u128(), in.u128());
      case ENTRIES -> entries(in);
      default -> throw new MalformedBytes("there is no tally of kind " + kind);
    };
  }

  private static Tally owed(BigInteger carried, BigInteger paid, BigInteger unpaid) {
    if (carried.or(paid).or(unpaid).signum() == 0) {
      throw new MalformedBytes("a tally of nothing is left out");
    }
    return new Tally.Owed(carried, paid, unpaid);
  }

  private static Tally entries(PackedReader in) {
    int ended = in.u8();
    long lastEnd = in.u64();
    int count = in.u8();
    if (ended == 0 || count > ended) {
      throw new MalformedBytes("a tally has entries that have ended, and no more were kept");
    }
    List<Tally.Entry> kept = new ArrayList<>();
    int before = -1;
    for (int i = 0; i < count; i++) {
      int deliverable = in.u8();
      if (deliverable <= before) {
        throw new MalformedBytes("entries are listed in ascending order, each once");
      }
      kept.add(new Tally.Entry(deliverable, in.u8(), in.u128(), in.u64()));
      before = deliverable;
    }
    return new Tally.Entries(ended, lastEnd, kept);
  }
}
