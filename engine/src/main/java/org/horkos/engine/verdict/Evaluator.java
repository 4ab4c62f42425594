package org.horkos.engine.verdict;

/** Evaluates the deliverables of one agreement. Pure: the same sheet gives the same verdict. */
public interface Evaluator {
  /**
   * The verdict on one deliverable. Never throws for a sheet with a word for each fact.
   *
   * @param deliverable its index in the terms
   * @param sheet its facts
   */
  Verdict evaluate(int deliverable, FactSheet sheet);

  /**
   * The rule program alone, which L1 re-executes: where an evaluator may refuse to give a verdict
   * because others differ from the program, this one gives the program's.
   */
  default Evaluator program() {
    return this;
  }
}
