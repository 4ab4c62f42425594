package org.horkos.node.step;

/** One entry of a chunk. */
public sealed interface Step permits SystemStep, Transaction, Step.Malformed {
  /**
   * A step whose length is known but whose content is not in its canonical form. It changes nothing
   * but the count of steps.
   *
   * @param kind which one it would have been
   * @param why what is wrong with it
   */
  record Malformed(StepKind kind, String why) implements Step {}
}
