package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedSet;
import org.horkos.arbitration.panel.Court;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.state.Touched;

/**
 * Makes the branches of a chunk as dear as they can be: beside each way from a leaf that it looks
 * at to the root of the table, some other leaf stands on every level. Nobody could fill a tree so
 * far; who bounds what a proof costs need not ask how far he could.
 */
final class FullTree {
  private static final Leaf.Account ACCOUNT =
      new Leaf.Account(Address.ZERO, Address.ZERO, 1, BigInteger.ONE);
  private static final Leaf.OutboxLeaf MESSAGE =
      new Leaf.OutboxLeaf(Leaf.OutboxLeaf.Kind.CLOSED, Address.ZERO, 1, List.of());
  private static final Leaf.Beacon BEACON = new Leaf.Beacon(1, 1, Keccak.hash(new byte[] {1}));

  private FullTree() {}

  /** The same chunk on a copy of the state in a tree that is full beside its leaves. */
  static RandomChunks.Case around(RandomChunks.Case next) {
    State state = State.load(next.state().leaves());
    Touched touched = new Touched();
    int mark = state.mark();
    state.record(touched);
    next.execution().execute(state, next.batch(), next.chunk(), next.l1());
    state.stopRecording();
    state.rollback(mark);
    for (Touched.Place place : touched.leaves()) {
      int lowest = place.table().slotted() ? Layout.SLOT_LEVELS : 0;
      for (int level = lowest; level < place.table().depth(); level++) {
        fill(state, touched.leaves(), place, place.index() ^ 1L << level);
      }
    }
    state.flush();
    return new RandomChunks.Case(state, next.batch(), next.chunk(), next.l1(), next.execution());
  }

  private static void fill(
      State state, SortedSet<Touched.Place> touched, Touched.Place place, long index) {
    long id = index >>> Layout.SLOT_LEVELS;
    long at = place.table().slotted() ? Layout.index(id, Layout.HEAD_SLOT) : index;
    if (touched.contains(new Touched.Place(place.table(), at))
        || state.bytes(place.table(), at).isPresent()) {
      return;
    }
    switch (place.table()) {
      case ACCOUNTS -> state.put(index, ACCOUNT);
      case OUTBOX -> state.put(index, MESSAGE);
      case BEACONS -> state.put(index, BEACON);
      case AGREEMENTS -> state.agreement(0).ifPresent(head -> state.put(id, head));
      case DISPUTES -> state.dispute(0).ifPresent(dispute -> state.put(id, dispute));
      case COURTS -> {
        Court court = state.court(0).orElseThrow();
        state.put(id, court, List.of());
      }
      default -> {
        // of the globals' table one leaf alone is ever set
      }
    }
  }
}
