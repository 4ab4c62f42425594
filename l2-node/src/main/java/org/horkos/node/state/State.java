package org.horkos.node.state;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.state.ChangeLog.Change;
import org.horkos.node.state.ChangeLog.Key;
import org.horkos.node.state.Layout.Table;
import org.jspecify.annotations.Nullable;

/**
 * The working view of the state: typed leaves over stored ones. Changes gather until {@link #flush}
 * makes them the stored ones or {@link #discard} drops them; within them, execution goes back to a
 * {@link #mark} when a step comes to nothing. Not for use by several threads at once.
 */
public final class State {
  private final StateTree tree = new StateTree();
  private final LeafStore[] stored = new LeafStore[StoredLeaf.STAKE_HISTORY + 1];
  private final ChangeLog log = new ChangeLog();
  private final SumTrees sumTrees = new SumTrees();
  private @Nullable Touched touched;

  /** The empty state, whose globals are {@link Leaf.Globals#GENESIS}. */
  public State() {
    for (int table = 0; table < stored.length; table++) {
      stored[table] = new LeafStore(table < StoredLeaf.STAKE_HISTORY && Table.of(table).slotted());
    }
  }

  /** The state before anything has happened: only the globals stand in it. */
  public static State genesis() {
    State state = new State();
    state.put(Leaf.Globals.GENESIS);
    return state;
  }

  /**
   * The state of these leaves, in any order.
   *
   * @throws MalformedBytes if one of them is not what stands at such an index
   * @throws IllegalArgumentException if one's index is not in its table, or the stake history does
   *     not lead to the courts' roots
   */
  public static State load(Iterable<StoredLeaf> leaves) {
    State state = new State();
    List<StoredLeaf> history = new ArrayList<>();
    for (StoredLeaf leaf : leaves) {
      if (leaf.table() == StoredLeaf.STAKE_HISTORY) {
        history.add(leaf);
      } else {
        state.tree.put(Table.of(leaf.table()), leaf.index(), Keccak.hash(leaf.bytes()));
      }
      state.stored[leaf.table()].put(leaf.index(), leaf.bytes());
    }
    Collections.sort(history);
    for (StoredLeaf leaf : history) {
      state.sumTrees.replay(
          leaf.index() >>> 32,
          (Leaf.StakeChange) LeafCodec.decode(leaf.table(), leaf.index(), leaf.bytes()));
    }
    return state;
  }

  // ---- what is looked at ----

  /** From now on notes down in {@code into} every leaf that is looked at or set. */
  public void record(Touched into) {
    touched = into;
  }

  /** Notes nothing down any more. */
  public void stopRecording() {
    touched = null;
  }

  /** Tells whoever records, if anybody does, what else than leaves is looked at. */
  public void note(Consumer<Touched> what) {
    Touched recording = touched;
    if (recording != null) {
      what.accept(recording);
    }
  }

  private void touch(int table, long index) {
    Touched recording = touched;
    if (recording != null && table != StoredLeaf.STAKE_HISTORY) {
      recording.leaf(Table.of(table), index);
    }
  }

  /**
   * The siblings of leaves under {@link #root}, all changes included, as a witness has them:
   * docs/protocol/fraud.md.
   */
  public byte[] siblings(SortedSet<Touched.Place> leaves) {
    hashChanges();
    return tree.siblings(leaves);
  }

  // ---- any leaf ----

  private Optional<Leaf> get(int table, long index) {
    touch(table, index);
    Change change = log.get(new Key(table, index));
    if (change != null) {
      return Optional.of(change.leaf());
    }
    byte[] bytes = stored[table].get(index);
    return bytes == null ? Optional.empty() : Optional.of(LeafCodec.decode(table, index, bytes));
  }

  private <L extends Leaf> Optional<L> get(Table table, long index, Class<L> type) {
    return table.has(index) ? get(table.ordinal(), index).map(type::cast) : Optional.empty();
  }

  private void put(int table, long index, Leaf leaf) {
    touch(table, index);
    log.put(new Key(table, index), leaf);
  }

  private void put(Table table, long index, Leaf leaf) {
    if (!table.has(index)) {
      throw new IllegalArgumentException("table " + table + " has no index " + index);
    }
    put(table.ordinal(), index, leaf);
  }

  /** A leaf's bytes; empty if nothing stands there. */
  public Optional<byte[]> bytes(Table table, long index) {
    Change change = log.get(new Key(table.ordinal(), index));
    if (change != null) {
      return Optional.of(change.bytes().clone());
    }
    return Optional.ofNullable(stored[table.ordinal()].get(index)).map(byte[]::clone);
  }

  // ---- typed leaves ----

  /** The globals. */
  public Leaf.Globals globals() {
    return get(Table.GLOBALS, 0, Leaf.Globals.class).orElse(Leaf.Globals.GENESIS);
  }

  /** Sets the globals. */
  public void put(Leaf.Globals globals) {
    put(Table.GLOBALS, 0, globals);
  }

  /** An account; none has id 0. */
  public Optional<Leaf.Account> account(long id) {
    return get(Table.ACCOUNTS, id, Leaf.Account.class);
  }

  /** Sets an account. */
  public void put(long id, Leaf.Account account) {
    put(Table.ACCOUNTS, id, account);
  }

  /** An agreement's head. */
  public Optional<Leaf.AgreementHead> agreement(long id) {
    return slotted(Table.AGREEMENTS, id, Layout.HEAD_SLOT, Leaf.AgreementHead.class);
  }

  /** Sets an agreement's head. */
  public void put(long id, Leaf.AgreementHead head) {
    put(Table.AGREEMENTS, Layout.index(id, Layout.HEAD_SLOT), head);
  }

  /** A deliverable of an agreement. */
  public Optional<Leaf.DeliverableLeaf> deliverable(long agreement, int deliverable) {
    return slotted(
        Table.AGREEMENTS,
        agreement,
        Layout.DELIVERABLE_SLOT + deliverable,
        Leaf.DeliverableLeaf.class);
  }

  /** Sets a deliverable. */
  public void put(long agreement, int deliverable, Leaf.DeliverableLeaf leaf) {
    put(Table.AGREEMENTS, Layout.index(agreement, Layout.DELIVERABLE_SLOT + deliverable), leaf);
  }

  /** A dispute. */
  public Optional<Leaf.DisputeLeaf> dispute(long id) {
    return slotted(Table.DISPUTES, id, Layout.HEAD_SLOT, Leaf.DisputeLeaf.class);
  }

  /** Sets a dispute. */
  public void put(long id, Leaf.DisputeLeaf dispute) {
    put(Table.DISPUTES, Layout.index(id, Layout.HEAD_SLOT), dispute);
  }

  /** The panel of a dispute, without its seats. */
  public Optional<Leaf.PanelLeaf> panel(long dispute) {
    return slotted(Table.DISPUTES, dispute, Layout.PANEL_SLOT, Leaf.PanelLeaf.class);
  }

  /** Sets the panel of a dispute, without its seats. */
  public void put(long dispute, Leaf.PanelLeaf panel) {
    put(Table.DISPUTES, Layout.index(dispute, Layout.PANEL_SLOT), panel);
  }

  /** A seat of a panel. */
  public Optional<Leaf.SeatLeaf> seat(long dispute, int seat) {
    return slotted(Table.DISPUTES, dispute, Layout.SEAT_SLOT + seat, Leaf.SeatLeaf.class);
  }

  /** Sets a seat of a panel. */
  public void put(long dispute, int seat, Leaf.SeatLeaf leaf) {
    put(Table.DISPUTES, Layout.index(dispute, Layout.SEAT_SLOT + seat), leaf);
  }

  /** An exhibit by its slot, {@link Layout#EXHIBIT_SLOT} and on. */
  public Optional<Leaf.ExhibitLeaf> exhibit(long dispute, int slot) {
    return slotted(Table.DISPUTES, dispute, slot, Leaf.ExhibitLeaf.class);
  }

  /** Sets an exhibit by its slot. */
  public void put(long dispute, int slot, Leaf.ExhibitLeaf exhibit) {
    put(Table.DISPUTES, Layout.index(dispute, slot), exhibit);
  }

  private <L extends Leaf> Optional<L> slotted(Table table, long id, int slot, Class<L> type) {
    return id >= 0 && id < Layout.MAX_IDS
        ? get(table, Layout.index(id, slot), type)
        : Optional.empty();
  }

  /** A message to L1. */
  public Optional<Leaf.OutboxLeaf> outbox(long number) {
    return get(Table.OUTBOX, number, Leaf.OutboxLeaf.class);
  }

  /** Sets a message to L1. */
  public void put(long number, Leaf.OutboxLeaf message) {
    put(Table.OUTBOX, number, message);
  }

  /** The beacon of this number; only the last {@link Layout#BEACONS_KEPT} are kept. */
  public Optional<Leaf.Beacon> beacon(long number) {
    long taken = globals().beacons();
    return number >= 0 && number < taken && number >= taken - Layout.BEACONS_KEPT
        ? get(Table.BEACONS, number % Layout.BEACONS_KEPT, Leaf.Beacon.class)
        : Optional.empty();
  }

  /** Sets the beacon of this number. */
  public void put(long number, Leaf.Beacon beacon) {
    put(Table.BEACONS, number % Layout.BEACONS_KEPT, beacon);
  }

  /** A court with its arbitrators. */
  public Optional<Court> court(long id) {
    return slotted(Table.COURTS, id, Layout.HEAD_SLOT, Leaf.CourtLeaf.class)
        .map(leaf -> CourtLeaves.court(leaf, sumTree(id, leaf.root())));
  }

  /**
   * The sum tree of a court that has or had this root.
   *
   * @throws IllegalArgumentException if the court never had it
   */
  public SumTree sumTree(long court, Hash root) {
    return sumTrees.get(court, root);
  }

  /**
   * Sets a court.
   *
   * @param changes of its sum tree since it was last set, oldest first
   */
  public void put(long id, Court court, List<Leaf.StakeChange> changes) {
    put(Table.COURTS, Layout.index(id, Layout.HEAD_SLOT), CourtLeaves.leaf(court));
    for (Leaf.StakeChange change : changes) {
      put(StoredLeaf.STAKE_HISTORY, id << 32 | sumTrees.count(id), change);
      sumTrees.counted(id, 1);
    }
    sumTrees.know(id, court.tree());
  }

  // ---- going back ----

  /** Where the changes are now, for {@link #rollback}. */
  public int mark() {
    return log.mark();
  }

  /** Undoes all changes since the mark. */
  public void rollback(int mark) {
    log.rollback(mark, this::forget);
  }

  private void forget(Key key, Leaf dropped) {
    switch (dropped) {
      case Leaf.StakeChange change -> sumTrees.counted(key.index() >>> 32, -1);
      case Leaf.Globals _,
          Leaf.Account _,
          Leaf.AgreementHead _,
          Leaf.DeliverableLeaf _,
          Leaf.DisputeLeaf _,
          Leaf.PanelLeaf _,
          Leaf.SeatLeaf _,
          Leaf.ExhibitLeaf _,
          Leaf.CourtLeaf _,
          Leaf.OutboxLeaf _,
          Leaf.Beacon _ -> {
        // nothing is kept beside these
      }
    }
  }

  /** Drops all changes since the last {@link #flush}. */
  public void discard() {
    rollback(0);
  }

  /** Makes the changes the stored leaves: there is no way back behind this. */
  public void flush() {
    root();
    log.forEach((key, change) -> stored[key.table()].put(key.index(), change.bytes()));
    log.clear();
  }

  // ---- hashes ----

  /** The state root, all changes included. */
  public Hash root() {
    hashChanges();
    return tree.root();
  }

  private void hashChanges() {
    for (Key key : log.takeUnhashed()) {
      if (key.table() == StoredLeaf.STAKE_HISTORY) {
        continue;
      }
      Change change = log.get(key);
      byte[] bytes = change == null ? stored[key.table()].get(key.index()) : change.bytes();
      Hash hash = bytes == null ? Hash.ZERO : Keccak.hash(bytes);
      tree.put(Table.of(key.table()), key.index(), hash);
    }
  }

  /** The roots of all tables, in their order, all changes included. */
  public List<Hash> tableRoots() {
    hashChanges();
    return tree.tableRoots();
  }

  /** The proof of a leaf against {@link #root}, all changes included. */
  public StateProof proof(Table table, long index) {
    hashChanges();
    return tree.proof(table, index);
  }

  /** The leaves changed since the last {@link #flush}, ascending by table and index. */
  public List<StoredLeaf> changes() {
    return log.leaves();
  }

  /**
   * The leaves of {@link #changes} as they were at the last {@link #flush}, in the same order;
   * without bytes where nothing stood.
   */
  public List<StoredLeaf> overwritten() {
    return log.before(key -> stored[key.table()].get(key.index()));
  }

  /**
   * All leaves, changes included, ascending by table and index. For tests and exports: it sorts.
   */
  public List<StoredLeaf> leaves() {
    List<StoredLeaf> leaves = new ArrayList<>(changes());
    for (int t = 0; t < stored.length; t++) {
      int table = t;
      stored[table].forEach(
          (index, bytes) -> {
            if (log.get(new Key(table, index)) == null) {
              leaves.add(new StoredLeaf(table, index, bytes));
            }
          });
    }
    Collections.sort(leaves);
    return leaves;
  }
}
