package org.horkos.node.execution;

import java.util.List;
import org.horkos.node.step.Step;

/**
 * What became of one step.
 *
 * @param step as it was read
 * @param outcome what it came to
 * @param effects what it brought about; of a refused step the fee, of an ignored one nothing
 */
public record Receipt(Step step, Outcome outcome, List<StepEffect> effects) {
  public Receipt {
    effects = List.copyOf(effects);
  }

  /** What a step came to. */
  public sealed interface Outcome {
    /** It was done. */
    record Applied() implements Outcome {}

    /** Rightly signed but refused: it paid its fee and used its nonce, and changed nothing else. */
    record Refused(Reason reason) implements Outcome {}

    /** It changed nothing but the count of steps. */
    record Ignored(Reason reason) implements Outcome {}
  }

  /** Whether the step was done. */
  public boolean applied() {
    return outcome instanceof Outcome.Applied;
  }
}
