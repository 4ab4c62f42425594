package org.horkos.node.inbox;

/**
 * Where the follower goes on after a restart. Keep it in the same database transaction as the
 * messages and terms that came with it.
 *
 * @param nextMessage number of the first inbox message that has not been handed over
 * @param fromBlock the first L1 block that may hold something that has not been handed over; terms
 *     of this block may come a second time
 */
public record ResumePoint(long nextMessage, long fromBlock) {
  public ResumePoint {
    if (nextMessage < 0 || fromBlock < 0) {
      throw new IllegalArgumentException("a resume point has no negative numbers");
    }
  }

  /** The beginning: nothing was read, and the contracts were deployed in {@code block}. */
  public static ResumePoint deployedIn(long block) {
    return new ResumePoint(0, block);
  }
}
