package org.horkos.node.settlement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much gas each kind of call used, in the order in which the kinds first came. */
public final class GasBook {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Writes down one transaction. {@code kind} is a word for people, as {@code submitBatch}. */
  public synchronized void record(String kind, long gasUsed) {
    entries.merge(kind, new Entry(kind, 1, gasUsed, gasUsed, gasUsed), Entry::plus);
  }

  /** All kinds so far. */
  public synchronized List<Entry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** What one kind used; zeroes if it never came. */
  public synchronized Entry of(String kind) {
    return entries.getOrDefault(kind, new Entry(kind, 0, 0, 0, 0));
  }

  /**
   * One kind of call; gas in units of gas.
   *
   * @param kind its word
   * @param calls how many there were
   * @param total gas of all
   * @param least of the cheapest
   * @param most of the dearest
   */
  public record Entry(String kind, long calls, long total, long least, long most) {
    /** The mean, rounded down; 0 without calls. */
    public long mean() {
      return calls == 0 ? 0 : total / calls;
    }

    private Entry plus(Entry other) {
      return new Entry(
          kind,
          calls + other.calls,
          total + other.total,
          Math.min(least, other.least),
          Math.max(most, other.most));
    }
  }
}
