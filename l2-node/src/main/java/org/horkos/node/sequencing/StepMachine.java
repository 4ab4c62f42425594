package org.horkos.node.sequencing;

import java.util.List;
import java.util.OptionalLong;
import org.horkos.dsl.value.Hash;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.Receipt;
import org.horkos.node.state.State;
import org.horkos.node.step.Step;

/**
 * Execution on one state and one view of L1: what the sequencer works with. For one thread.
 *
 * @param execution the rollup's
 * @param state that of the storage, as {@link StoredState#load} gives it
 * @param l1 what was read from L1
 * @param agreements finds agreements by their terms
 */
public record StepMachine(Execution execution, State state, L1View l1, AgreementIndex agreements) {
  /** A machine that has looked up no agreement yet. */
  public StepMachine(Execution execution, State state, L1View l1) {
    this(execution, state, l1, new AgreementIndex());
  }

  /** The same execution on another state and view of L1. */
  StepMachine on(State other, L1View seen) {
    return new StepMachine(execution, other, seen);
  }

  /** The number of the agreement on these terms. */
  public OptionalLong agreementOf(Hash termsHash) {
    return agreements.find(state, termsHash);
  }

  /**
   * Executes a step as in a batch that is still to be formed.
   *
   * @param inboxLength messages that may be consumed
   */
  Receipt execute(Step step, long inboxLength) {
    return execution.execute(state, BatchContext.open(inboxLength), step, l1);
  }

  /** What a step would come to, as {@link Execution#check} tells it: the state stays as it is. */
  Receipt check(Step step, long inboxLength) {
    return execution.check(state, BatchContext.open(inboxLength), step, l1);
  }

  /** As of {@link Agenda.Horizon#deadlines}. */
  List<OptionalLong> deadlines(long agreement) {
    return execution.deadlines(state, agreement, l1);
  }
}
