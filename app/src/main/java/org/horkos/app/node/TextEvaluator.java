package org.horkos.app.node;

import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.rules.DroolsEvaluator;
import org.horkos.engine.verdict.DualEvaluator;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the rule program, and as soon as the node knows the agreement's text by Drools as well;
 * where the two differ it throws {@link DualEvaluator.VerdictsDiffer}, and the sequencer refuses to
 * assert, except where a message of L1 leaves it no choice.
 */
final class TextEvaluator implements Evaluator {
  private final Terms terms;
  private final Hash termsHash;
  private final KnownTexts texts;
  private final RuleMachine machine;
  private @Nullable Evaluator dual;

  TextEvaluator(Terms terms, KnownTexts texts) {
    this.terms = terms;
    this.termsHash = terms.hash();
    this.texts = texts;
    this.machine = new RuleMachine(terms);
  }

  @Override
  public Verdict evaluate(int deliverable, FactSheet sheet) {
    Evaluator both = dual;
    if (both == null) {
      both =
          texts
              .find(termsHash)
              .<Evaluator>map(
                  known ->
                      new DualEvaluator(
                          new DroolsEvaluator(known.agreement(), known.bindings(), terms), machine))
              .orElse(null);
      dual = both;
    }
    return both == null ? machine.evaluate(deliverable, sheet) : both.evaluate(deliverable, sheet);
  }

  @Override
  public Evaluator program() {
    return machine;
  }
}
