package org.horkos.node.fraud;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.L1View;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;

/** L1 as it is, noting down which of its messages are looked at. */
final class MessagesShown implements L1View {
  private final L1View l1;
  private final SortedMap<Long, InboxMessage> messages = new TreeMap<>();

  MessagesShown(L1View l1) {
    this.l1 = l1;
  }

  @Override
  public InboxMessage message(long index) {
    InboxMessage message = l1.message(index);
    messages.put(index, message);
    return message;
  }

  @Override
  public Optional<OpenedTerms> terms(Hash termsHash) {
    return l1.terms(termsHash);
  }

  /** By number those that were looked at. */
  SortedMap<Long, InboxMessage> messages() {
    return messages;
  }
}
