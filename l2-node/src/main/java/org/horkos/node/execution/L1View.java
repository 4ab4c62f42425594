package org.horkos.node.execution;

import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;

/** What execution reads of L1. It must answer the same at all times. */
public interface L1View {
  /**
   * An inbox message.
   *
   * @param index below the batch's endInboxCount
   * @throws MissingL1Data if it has not been read yet: execution stops, and nothing has changed
   */
  InboxMessage message(long index);

  /**
   * The terms that the factory has shown for this hash.
   *
   * @return empty if none were ever shown; for messages of the factory's escrows they always were
   * @throws MissingL1Data if that is not certain yet: execution stops, and nothing has changed
   */
  Optional<OpenedTerms> terms(Hash termsHash);
}
