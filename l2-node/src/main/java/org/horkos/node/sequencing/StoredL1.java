package org.horkos.node.sequencing;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.storage.Storage;

/** What was read from L1 and kept: the same answers at all times, also after a restart. */
public final class StoredL1 implements L1View {
  private static final int READ_AHEAD = 256;

  private final Storage storage;
  private List<InboxMessage> window = List.of();

  /** L1 as this storage knows it. For one thread. */
  public StoredL1(Storage storage) {
    this.storage = storage;
  }

  @Override
  public InboxMessage message(long index) {
    if (!holds(index)) {
      window = storage.messages(index, READ_AHEAD);
    }
    if (!holds(index)) {
      throw new MissingL1Data("inbox message " + index);
    }
    return window.get((int) (index - window.getFirst().index()));
  }

  private boolean holds(long index) {
    return !window.isEmpty()
        && window.getFirst().index() <= index
        && index <= window.getLast().index();
  }

  @Override
  public Optional<OpenedTerms> terms(Hash termsHash) {
    return storage.terms(termsHash);
  }
}
