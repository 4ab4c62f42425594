package org.horkos.node.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.value.Hash;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.Layout.Table;

/**
 * What steps have looked at or set: exactly what a witness of them must show. What was undone again
 * has been looked at all the same.
 */
public final class Touched {
  private final SortedSet<Place> leaves = new TreeSet<>(Comparator.comparingLong(Place::path));
  private final SortedMap<Hash, SortedSet<Integer>> terms = new TreeMap<>();
  private final List<byte[]> paths = new ArrayList<>();

  /**
   * Where a leaf stands, or would.
   *
   * @param table the table
   * @param index in it
   */
  public record Place(Table table, long index) {
    /** The path from the root: the table's number, then the index's bits, then zeros. */
    public long path() {
      return (long) table.ordinal() << Layout.MAX_DEPTH
          | index << (Layout.MAX_DEPTH - table.depth());
    }
  }

  void leaf(Table table, long index) {
    leaves.add(new Place(table, index));
  }

  /** The head of these terms was looked at. */
  public void head(Hash termsHash) {
    part(termsHash);
  }

  private SortedSet<Integer> part(Hash termsHash) {
    return terms.computeIfAbsent(termsHash, hash -> new TreeSet<>());
  }

  /** A deliverable's part of these terms was looked at, and the head. */
  public void part(Hash termsHash, int deliverable) {
    part(termsHash).add(deliverable);
  }

  /**
   * A place in a court's sum tree was looked at, after all those before.
   *
   * @param index of its arbitrator
   * @param place as the sum tree shows it
   */
  public void path(int index, byte[] place) {
    paths.add(new PackedWriter().u16(index).raw(place).toBytes());
  }

  /** The leaves, absent ones too, ascending by path. */
  public SortedSet<Place> leaves() {
    return Collections.unmodifiableSortedSet(leaves);
  }

  /** By terms hash, ascending, the deliverables whose parts were looked at. */
  public SortedMap<Hash, SortedSet<Integer>> terms() {
    return Collections.unmodifiableSortedMap(terms);
  }

  /** {@code index u16 || place} in courts' sum trees, in the order in which they were looked at. */
  public List<byte[]> paths() {
    return paths.stream().map(byte[]::clone).toList();
  }
}
