package org.horkos.node.inbox;

import org.horkos.node.settlement.L1Failure;

/** Who wants to know what happens on L1. Called on the follower's thread, one call at a time. */
public interface L1Listener {
  /**
   * L1 has gone on. When this returns, the news count as handed over; when it throws, the follower
   * ends.
   */
  void onL1Head(L1News news);

  /**
   * L1 fails. After {@link L1Failure.Kind#GONE} the follower keeps trying; after anything else it
   * has ended.
   */
  void onL1Failure(L1Failure failure);
}
