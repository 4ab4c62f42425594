package org.horkos.dsl.analysis;

/**
 * How many steps an analysis of a text may still take. It counts steps, not time: the same text
 * always gets the same messages.
 */
final class Budget {
  private long left;
  private boolean lacking;

  Budget(long left) {
    this.left = left;
  }

  /** Takes so many steps, if they are left; else none, and what needed them is not done. */
  boolean take(long steps) {
    if (steps > left) {
      lacking = true;
      return false;
    }
    left -= steps;
    return true;
  }

  /** Whether so many steps are left. */
  boolean has(long steps) {
    return steps <= left;
  }

  /** Something was not done; says so once. */
  boolean wasShort() {
    boolean was = lacking;
    lacking = false;
    return was;
  }
}
