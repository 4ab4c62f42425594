package org.horkos.node.fraud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.value.Hash;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.state.Touched;
import org.horkos.node.state.Touched.Place;

/**
 * What a chunk looked at or set: what its witness shows.
 *
 * @param leaves ascending by path
 * @param terms by hash the deliverables whose parts were looked at; the head is, too
 * @param messages by number
 * @param consumed how many messages had been consumed after the chunk: those below are shown whole
 * @param paths of courts' sum trees, in order
 */
record Looked(
    SortedSet<Place> leaves,
    SortedMap<Hash, SortedSet<Integer>> terms,
    SortedMap<Long, InboxMessage> messages,
    long consumed,
    List<byte[]> paths) {
  Looked {
    TreeSet<Place> byPath = new TreeSet<>(Comparator.comparingLong(Place::path));
    byPath.addAll(leaves);
    leaves = Collections.unmodifiableSortedSet(byPath);
    TreeMap<Hash, SortedSet<Integer>> parts = new TreeMap<>();
    terms.forEach(
        (hash, indexes) ->
            parts.put(hash, Collections.unmodifiableSortedSet(new TreeSet<>(indexes))));
    terms = Collections.unmodifiableSortedMap(parts);
    messages = Collections.unmodifiableSortedMap(new TreeMap<>(messages));
    paths = Collections.unmodifiableList(new ArrayList<>(paths));
  }

  static Looked of(Touched touched, SortedMap<Long, InboxMessage> messages, long consumed) {
    return new Looked(touched.leaves(), touched.terms(), messages, consumed, touched.paths());
  }
}
