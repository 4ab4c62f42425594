package org.horkos.node.inbox;

import java.util.Optional;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Point;

/** Who wants to know what happens on L1. Called on the follower's thread, one call at a time. */
public interface L1Listener {
  /**
   * L1 has gone on. When this returns, the news count as handed over; when it throws, the follower
   * ends.
   */
  void onL1Head(L1News news);

  /**
   * The newest block before {@code number} up to which L1 was read and that is still remembered:
   * when L1 replaces blocks, the follower looks among these for the last one that L1 still has.
   * Blocks that fell between two of them were read together with the later one.
   *
   * @return empty if none is remembered: then the follower begins anew from the deployment on
   */
  default Optional<L1Point> l1Before(long number) {
    return Optional.empty();
  }

  /**
   * L1 has replaced all blocks after {@code ancestor}: what came with them has never been.
   *
   * @param ancestor a block that {@link #l1Before} has given, or that before the deployment
   * @param time the L2 time that it allows
   * @return where to go on; nothing that was handed over is forgotten unless it came with a
   *     replaced block
   * @throws L1Failure if there is no way back: the follower ends with it; who remembers nothing has
   *     none
   */
  default ResumePoint onL1Replaced(L1Point ancestor, long time) {
    throw new L1Failure(
        L1Failure.Kind.REORGANISED,
        "L1 has replaced the blocks after " + ancestor.number() + ", which were read already.");
  }

  /**
   * L1 fails. After {@link L1Failure.Kind#GONE} the follower keeps trying; after anything else it
   * has ended.
   */
  void onL1Failure(L1Failure failure);
}
