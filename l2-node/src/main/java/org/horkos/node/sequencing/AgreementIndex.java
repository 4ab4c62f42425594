package org.horkos.node.sequencing;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.horkos.dsl.value.Hash;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * Finds agreements by the hash of their terms: not part of the state, which knows them by number,
 * but read off it when somebody asks. For one thread.
 */
public final class AgreementIndex {
  private final Map<Hash, Long> numbers = new HashMap<>();
  private long read;

  /** The number of the agreement on these terms, if it has begun. */
  OptionalLong find(State state, Hash termsHash) {
    catchUp(state);
    Long number = numbers.get(termsHash);
    if (number == null) {
      return OptionalLong.empty();
    }
    if (state.agreement(number).filter(head -> head.termsHash().equals(termsHash)).isPresent()) {
      return OptionalLong.of(number);
    }
    // The state has gone back to before a block that was not kept.
    numbers.clear();
    read = 0;
    catchUp(state);
    Long again = numbers.get(termsHash);
    return again == null ? OptionalLong.empty() : OptionalLong.of(again);
  }

  private void catchUp(State state) {
    long begun = state.globals().agreements();
    read = Math.min(read, begun);
    for (; read < begun; read++) {
      Leaf.AgreementHead head = state.agreement(read).orElseThrow();
      numbers.put(head.termsHash(), read);
    }
  }
}
