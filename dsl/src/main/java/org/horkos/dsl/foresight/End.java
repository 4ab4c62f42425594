package org.horkos.dsl.foresight;

/** How a deliverable can end. */
public enum End {
  /** Delivered, with something awarded; without a pay, with every requirement met. */
  KEPT,
  /** Delivered, with nothing awarded. */
  FAILED,
  /** Not delivered in time. */
  MISSED,
  /** All pots go back: what it waits for was not kept, a seat stayed empty, or all ended. */
  CANCELLED,
  /** A contest whose pay was shared out. */
  SHARED
}
