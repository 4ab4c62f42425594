package org.horkos.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.engine.rules.DroolsEvaluator;
import org.horkos.engine.vm.RuleMachine;
import org.junit.jupiter.api.Test;

/**
 * DESIGN invariant 6, for the evaluators in Java: Drools, the rule program's machine and a direct
 * reading of the typed agreement give the same verdict on the same facts.
 */
class OneVerdictFromThreeEvaluators {
  private static final long SEED = Long.getLong("horkos.seed", 20_261_120L);
  private static final int AGREEMENTS = 600;
  private static final int SHEETS = 150;

  @Test
  void onRandomAgreements() {
    int compared = 0;
    int penalised = 0;
    int awarded = 0;
    for (int run = 0; run < AGREEMENTS; run++) {
      RandomAgreements generator = new RandomAgreements(SEED + run);
      Agreement agreement = generator.agreement();
      Bindings bindings = generator.bindings();
      Optional<Terms> terms = terms(agreement, bindings);
      if (terms.isEmpty()) {
        continue;
      }
      List<Evaluator> evaluators =
          List.of(
              new DirectReading(agreement, bindings),
              new RuleMachine(terms.get()),
              new DroolsEvaluator(agreement, bindings, terms.get()));
      Deliverable deliverable = agreement.deliverables().getFirst();
      for (int i = 0; i < SHEETS; i++) {
        FactSheet sheet = generator.sheet(deliverable);
        Verdict expected = evaluators.getFirst().evaluate(0, sheet);
        for (Evaluator evaluator : evaluators) {
          assertThat(evaluator.evaluate(0, sheet))
              .as("%s, seed %s: %s on %s", evaluator, SEED + run, deliverable, sheet)
              .isEqualTo(expected);
        }
        compared++;
        penalised += expected.penalties().isEmpty() ? 0 : 1;
        awarded += expected.award().signum();
      }
    }
    assertThat(compared).isGreaterThan(60_000);
    assertThat(penalised).isGreaterThan(compared / 10);
    assertThat(awarded).isGreaterThan(compared / 10);
  }

  private static Optional<Terms> terms(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, TermsHead.Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> Optional.of(compiled.terms());
      case FromAgreement.Result.Refused refused -> Optional.empty();
    };
  }
}
