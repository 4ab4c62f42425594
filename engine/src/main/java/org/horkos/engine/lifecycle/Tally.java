package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deliverable keeps beside its facts: how much of the money that is owed in it has been
 * paid, or which entries of a contest have ended.
 */
public sealed interface Tally {
  /** Nothing yet; most deliverables never keep anything. */
  Tally NONE = new Nothing();

  /** Nothing. */
  record Nothing() implements Tally {}

  /**
   * Money that is owed. Base units of the token in which it is owed, each below 2^128.
   *
   * @param carried the rest of the deliverable before, which is owed here too
   * @param paid so far; it has gone on to those for whom it is
   * @param unpaid what lacked when it was missed
   */
  record Owed(BigInteger carried, BigInteger paid, BigInteger unpaid) implements Tally {
    static final Owed NOTHING = new Owed(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** The tally that says this: of nothing there is none. */
    Tally kept() {
      return equals(NOTHING) ? NONE : this;
    }
  }

  /**
   * The entries of a contest that have ended.
   *
   * @param ended how many
   * @param lastEnd the latest instant at which one has ended
   * @param kept those that were kept, ascending by deliverable: in whatever order they are noticed
   */
  record Entries(int ended, long lastEnd, List<Entry> kept) implements Tally {
    static final Entries NOTHING = new Entries(0, 0, List.of());

    public Entries {
      kept = List.copyOf(kept);
    }

    /** With one more that has ended, but was not kept. */
    Entries with(long at) {
      return new Entries(ended + 1, Math.max(lastEnd, at), kept);
    }

    /** With one more that was kept. */
    Entries with(Entry entry, long at) {
      List<Entry> all = new ArrayList<>(kept);
      int place = 0;
      while (place < all.size() && all.get(place).deliverable() < entry.deliverable()) {
        place++;
      }
      all.add(place, entry);
      return new Entries(ended + 1, Math.max(lastEnd, at), all);
    }
  }

  /**
   * An entry of a contest that was kept.
   *
   * @param deliverable which
   * @param performer the party that delivered it
   * @param value what it is worth, 0 to 2^128 - 1
   * @param deliveredAt when it was delivered
   */
  record Entry(int deliverable, int performer, BigInteger value, long deliveredAt) {}

  /** What is owed by this tally; nothing if it is none of money. */
  default Owed owed() {
    return this instanceof Owed owed ? owed : Owed.NOTHING;
  }

  /** The entries that have ended by this tally; none if it is none of a contest. */
  default Entries entries() {
    return this instanceof Entries entries ? entries : Entries.NOTHING;
  }
}
