package org.horkos.node.fraud;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.horkos.node.execution.RandomChunks;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Touched;
import org.horkos.node.state.Touched.Place;

/**
 * Witnesses of a chunk that are not the one: each thing left out, though all that is left is
 * rightly proved; a thing too many, rightly proved; every byte changed, the last one gone, one
 * more.
 */
public final class AlteredWitnesses {
  private static final int CHANGED_BYTES = 60;

  private final RandomChunks.Case chunk;
  private final Looked looked;
  private final List<Altered> all = new ArrayList<>();

  private AlteredWitnesses(RandomChunks.Case chunk, Looked looked) {
    this.chunk = chunk;
    this.looked = looked;
  }

  /**
   * A witness that must be turned down.
   *
   * @param how it was altered
   * @param bytes the witness
   */
  public record Altered(String how, PackedBytes bytes) {}

  /** Those of a chunk; of single bytes a seeded choice. */
  public static List<Altered> of(Seeded seeded, RandomChunks.Case chunk) {
    Touched touched = new Touched();
    MessagesShown shown = new MessagesShown(chunk.l1());
    int mark = chunk.state().mark();
    chunk.state().record(touched);
    chunk.execution().execute(chunk.state(), chunk.batch(), chunk.chunk(), shown);
    chunk.state().stopRecording();
    long consumed = chunk.state().globals().inboxCount();
    chunk.state().rollback(mark);
    AlteredWitnesses altered =
        new AlteredWitnesses(chunk, Looked.of(touched, shown.messages(), consumed));
    altered.leaves();
    altered.terms();
    altered.messages();
    altered.paths();
    altered.bytes(seeded);
    return List.copyOf(altered.all);
  }

  private void add(String how, Looked other) {
    all.add(new Altered(how, WitnessBuilder.pack(chunk.state(), other, chunk.l1())));
  }

  private Looked with(SortedSet<Place> leaves) {
    return new Looked(leaves, looked.terms(), looked.messages(), looked.consumed(), looked.paths());
  }

  private void leaves() {
    for (Place place : looked.leaves()) {
      SortedSet<Place> less = new TreeSet<>(looked.leaves().comparator());
      less.addAll(looked.leaves());
      less.remove(place);
      add("without " + place, with(less));
    }
    for (Place place :
        List.of(
            new Place(Layout.Table.ACCOUNTS, 12_345),
            new Place(Layout.Table.ACCOUNTS, 2),
            new Place(Layout.Table.AGREEMENTS, Layout.index(1, 1)),
            new Place(Layout.Table.BEACONS, 65_535))) {
      if (!looked.leaves().contains(place)) {
        SortedSet<Place> more = new TreeSet<>(looked.leaves().comparator());
        more.addAll(looked.leaves());
        more.add(place);
        add("with " + place, with(more));
      }
    }
  }

  private void terms() {
    for (Hash hash : looked.terms().keySet()) {
      SortedMap<Hash, SortedSet<Integer>> less = new TreeMap<>(looked.terms());
      less.remove(hash);
      add("without terms", with(less));
      for (int part = 0; part < 2; part++) {
        SortedSet<Integer> parts = new TreeSet<>(looked.terms().get(hash));
        if (chunk.l1().terms(hash).orElseThrow().parts().size() > part) {
          if (!parts.remove(part)) {
            parts.add(part);
          }
          SortedMap<Hash, SortedSet<Integer>> other = new TreeMap<>(looked.terms());
          other.put(hash, parts);
          add("without or with part " + part, with(other));
        }
      }
    }
  }

  private Looked with(SortedMap<Hash, SortedSet<Integer>> terms) {
    return new Looked(looked.leaves(), terms, looked.messages(), looked.consumed(), looked.paths());
  }

  private void messages() {
    if (looked.messages().isEmpty()) {
      return;
    }
    for (long consumed : List.of(looked.consumed() - 1, looked.consumed() + 1)) {
      Looked other =
          new Looked(looked.leaves(), looked.terms(), looked.messages(), consumed, looked.paths());
      PackedBytes bytes = WitnessBuilder.pack(chunk.state(), other, chunk.l1());
      if (!bytes.equals(WitnessBuilder.pack(chunk.state(), looked, chunk.l1()))) {
        all.add(new Altered("a message whole or not", bytes));
      }
    }
    for (long gone : List.of(looked.messages().firstKey(), looked.messages().lastKey())) {
      var less = new TreeMap<>(looked.messages());
      less.remove(gone);
      add(
          "without message " + gone,
          new Looked(looked.leaves(), looked.terms(), less, looked.consumed(), looked.paths()));
    }
  }

  private void paths() {
    for (int i = 0; i < looked.paths().size(); i++) {
      List<byte[]> less = new ArrayList<>(looked.paths());
      less.remove(i);
      add("without path " + i, with(less));
      List<byte[]> more = new ArrayList<>(looked.paths());
      more.add(looked.paths().get(i));
      add("with path " + i + " again", with(more));
    }
  }

  private Looked with(List<byte[]> paths) {
    return new Looked(looked.leaves(), looked.terms(), looked.messages(), looked.consumed(), paths);
  }

  private void bytes(Seeded seeded) {
    byte[] witness = WitnessBuilder.pack(chunk.state(), looked, chunk.l1()).toArray();
    for (int i = 0; i < CHANGED_BYTES; i++) {
      int at = seeded.below(witness.length);
      byte[] changed = witness.clone();
      changed[at] ^= (byte) (1 << seeded.below(8));
      all.add(new Altered("byte " + at + " of " + witness.length, new PackedBytes(changed)));
    }
    all.add(
        new Altered(
            "cut off", new PackedBytes(java.util.Arrays.copyOf(witness, witness.length - 1))));
    all.add(
        new Altered(
            "longer", new PackedBytes(java.util.Arrays.copyOf(witness, witness.length + 1))));
  }
}
