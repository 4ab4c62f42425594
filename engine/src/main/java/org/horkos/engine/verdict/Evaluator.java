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
}
