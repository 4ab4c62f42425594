package org.horkos.node.settlement;

import java.util.List;
import java.util.Optional;

/**
 * The stored messages of the outbox, and the roots to prove them against. Storage implements it.
 */
public interface OutboxLog {
  /**
   * Messages in order.
   *
   * @param from number of the first one
   * @param to number after the last one; all of them are stored
   * @return their bytes
   */
  List<byte[]> outboxLeaves(long from, long to);

  /** The anchor of the first posted batch after which message {@code index} is in the outbox. */
  Optional<OutboxAnchor> firstAnchorHolding(long index);
}
