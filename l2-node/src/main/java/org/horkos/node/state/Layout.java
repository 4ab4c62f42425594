package org.horkos.node.state;

/**
 * The shape of the state tree: the only home of its depths, table numbers and slots. Its Solidity
 * twin is checked against it. See docs/protocol/state.md.
 */
public final class Layout {
  /** Levels above the tables: the first bits of a path choose one of {@code 2^3} tables. */
  public static final int TABLE_LEVELS = 3;

  /** Bits of the slot within an agreement's, dispute's or court's index. */
  public static final int SLOT_LEVELS = 8;

  /** Levels of the deepest tables. */
  public static final int MAX_DEPTH = 36;

  /** Slots of one agreement, dispute or court. */
  public static final int SLOTS = 1 << SLOT_LEVELS;

  /** Bits of the id of an agreement, dispute or court. */
  public static final int ID_LEVELS = 28;

  /** The most agreements, disputes, or courts there can be. */
  public static final long MAX_IDS = 1L << ID_LEVELS;

  /** Slot of an agreement's head, a dispute and a court. */
  public static final int HEAD_SLOT = 0;

  /** Slot of an agreement's first deliverable; the others follow. */
  public static final int DELIVERABLE_SLOT = 1;

  /** Behind the slot of an agreement's last deliverable: what follows is free. */
  public static final int DELIVERABLES_END = 64;

  /** Slot of a dispute's panel. */
  public static final int PANEL_SLOT = 1;

  /** Slot of a panel's first seat; the others follow. */
  public static final int SEAT_SLOT = 32;

  /** Slot of the first exhibit: that of party p are {@code 64 + 8 p} and on. */
  public static final int EXHIBIT_SLOT = 64;

  /** Beacons that are kept: the number of one is taken modulo this. */
  public static final long BEACONS_KEPT = 1L << 16;

  private Layout() {}

  /** The index of a slot of the agreement, dispute or court {@code id}. */
  public static long index(long id, int slot) {
    return id << SLOT_LEVELS | slot;
  }

  /** The tables of the tree. The ordinal is the table's number. */
  public enum Table {
    /** Index 0: the globals. */
    GLOBALS(16),
    /** By account id. */
    ACCOUNTS(32),
    /** By agreement id and slot: head and deliverables. */
    AGREEMENTS(ID_LEVELS + SLOT_LEVELS),
    /** By dispute id and slot: dispute, panel, seats. */
    DISPUTES(ID_LEVELS + SLOT_LEVELS),
    /** By court id and slot: the court. */
    COURTS(ID_LEVELS + SLOT_LEVELS),
    /** By number of the message. */
    OUTBOX(32),
    /** By number of the beacon modulo {@link #BEACONS_KEPT}. */
    BEACONS(16),
    /** Free; always empty. */
    FREE(0);

    private final int depth;

    Table(int depth) {
      this.depth = depth;
    }

    /** Levels from the table's root to its leaves. */
    public int depth() {
      return depth;
    }

    /** Levels from the state root to the table's leaves: the siblings of a proof. */
    public int pathLength() {
      return TABLE_LEVELS + depth;
    }

    /** Whether indexes are an id and a slot, of which most are empty. */
    public boolean slotted() {
      return depth == ID_LEVELS + SLOT_LEVELS;
    }

    /** Whether the table has this index. */
    public boolean has(long index) {
      return index >= 0 && index >>> depth == 0;
    }

    /**
     * The table of this number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Table of(int number) {
      if (number < 0 || number >= values().length) {
        throw new IllegalArgumentException("there is no table " + number + " in the state tree");
      }
      return values()[number];
    }
  }
}
