package org.horkos.node.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;

/** All messages that were ever sent to L2, read from L1's logs alone. */
public final class InboxHistory {
  private final L1Events events;
  private final long firstBlock;
  private final int range;

  /**
   * A history of which nothing has been read.
   *
   * @param range how many blocks are read at once, at least 1
   */
  public InboxHistory(L1Connection connection, Contracts contracts, int range) {
    this.events = new L1Events(connection, contracts);
    this.firstBlock = contracts.block();
    this.range = range;
  }

  /**
   * Messages in order.
   *
   * @param first number of the first one wanted
   * @param lastBlock the last block that is read
   * @param told hears which block has been read
   * @throws org.horkos.node.settlement.L1Failure if L1 fails
   */
  public List<InboxMessage> from(long first, long lastBlock, Consumer<Long> told) {
    List<InboxMessage> messages = new ArrayList<>();
    for (long from = firstBlock; from <= lastBlock; from += range) {
      long to = Math.min(lastBlock, from + range - 1);
      events.between(from, to).stream()
          .filter(events::isMessage)
          .map(events::message)
          .filter(message -> message.index() >= first)
          .forEach(messages::add);
      told.accept(to);
    }
    return messages;
  }
}
