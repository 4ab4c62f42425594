package org.horkos.node.execution;

import org.horkos.node.step.Action;

/** What happens to some agreements on one rollup, step by step, out of a seed. */
interface Life {
  /** Where it happens; the steps are its chunks. */
  World world();

  /** Something happens. */
  void step();

  /** An act that may make sense. */
  Action action();

  /** Whether all is over. */
  boolean closed();
}
