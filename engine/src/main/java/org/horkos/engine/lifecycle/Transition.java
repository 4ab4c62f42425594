package org.horkos.engine.lifecycle;

import java.util.List;

/** What came of an input. */
public sealed interface Transition {
  /**
   * The input was admissible.
   *
   * @param state the agreement after it
   * @param effects what happened, in order; what followed from time passed comes first
   */
  record Applied(AgreementState state, List<Effect> effects) implements Transition {
    public Applied {
      effects = List.copyOf(effects);
    }
  }

  /**
   * The input was not admissible: nothing has changed, time included.
   *
   * @param reason which guard refused it
   */
  record Refused(Refusal reason) implements Transition {}
}
