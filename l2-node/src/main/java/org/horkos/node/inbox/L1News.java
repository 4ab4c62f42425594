package org.horkos.node.inbox;

import java.util.List;
import org.horkos.node.settlement.L1Point;

/**
 * What a head of L1 brings to the sequencer.
 *
 * @param at the L1 block up to which L1 was read
 * @param time the L2 time that may be moved to once all {@code messages} are consumed: the block's
 *     time less the rollup's lag; no message that is still to come is older
 * @param messages new messages in order, none of them later than {@code time}
 * @param terms newly opened terms, in order; a message about an agreement never comes before its
 *     terms
 * @param rollup what happened at the rollup, in order; unlike messages it does not wait for the
 *     lag, and may come a second time after a restart
 * @param resume where to go on after all of this has been kept
 */
public record L1News(
    L1Point at,
    long time,
    List<InboxMessage> messages,
    List<OpenedTerms> terms,
    List<RollupEvent> rollup,
    ResumePoint resume) {
  public L1News {
    messages = List.copyOf(messages);
    terms = List.copyOf(terms);
    rollup = List.copyOf(rollup);
  }

  /** News in which nothing happened at the rollup. */
  public L1News(
      L1Point at,
      long time,
      List<InboxMessage> messages,
      List<OpenedTerms> terms,
      ResumePoint resume) {
    this(at, time, messages, terms, List.of(), resume);
  }
}
