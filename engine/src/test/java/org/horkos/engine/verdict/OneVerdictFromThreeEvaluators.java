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
 * reading of the typed agreement give the same verdict on the same facts, 100,000 times and more. A
 * failure names its seed; {@code -Dhorkos.seed} begins elsewhere.
 */
class OneVerdictFromThreeEvaluators {
  private static final long SEED = Long.getLong("horkos.seed", 20_261_120L);

  private int compared;
  private int penalised;
  private int awarded;
  private int failed;

  @Test
  void onRandomAgreements() {
    for (int run = 0; run < 600; run++) {
      RandomAgreements generator = new RandomAgreements(SEED + run);
      Agreement agreement = generator.agreement();
      Bindings bindings = generator.bindings();
      Optional<Terms> terms = terms(agreement, bindings);
      if (terms.isPresent()) {
        compare(SEED + run, generator, agreement, bindings, terms.get(), 150);
      }
    }
    assertThat(compared).isGreaterThan(30_000);
    assertThat(penalised).isGreaterThan(compared / 20);
    assertThat(awarded).isGreaterThan(compared / 20);
    assertThat(failed).isGreaterThan(compared / 20);
  }

  @Test
  void onTheExamples() {
    for (ExampleAgreements example :
        List.of(ExampleAgreements.websiteBuild(), ExampleAgreements.parserBounty())) {
      compare(
          SEED,
          new RandomAgreements(SEED),
          example.agreement(),
          example.bindings(),
          example.terms(),
          20_000);
    }
    assertThat(compared).isEqualTo(60_000);
    assertThat(penalised).isGreaterThan(compared / 20);
    assertThat(awarded).isGreaterThan(compared / 20);
    assertThat(failed).isGreaterThan(compared / 20);
  }

  private void compare(
      long seed,
      RandomAgreements generator,
      Agreement agreement,
      Bindings bindings,
      Terms terms,
      int sheets) {
    Evaluator direct = new DirectReading(agreement, bindings);
    Evaluator machine = new RuleMachine(terms);
    Evaluator drools = new DroolsEvaluator(agreement, bindings, terms);
    for (int index = 0; index < agreement.deliverables().size(); index++) {
      Deliverable deliverable = agreement.deliverables().get(index);
      for (int i = 0; i < sheets; i++) {
        FactSheet sheet = generator.sheet(deliverable);
        Verdict expected = direct.evaluate(index, sheet);
        for (Evaluator evaluator : List.of(machine, drools)) {
          Verdict verdict = evaluator.evaluate(index, sheet);
          if (!verdict.equals(expected)) {
            assertThat(verdict)
                .as("%s, seed %s: %s on %s", evaluator, seed, deliverable, sheet)
                .isEqualTo(expected);
          }
        }
        compared++;
        penalised += expected.penalties().isEmpty() ? 0 : 1;
        awarded += expected.award().signum();
        failed += expected.failedRequires().isEmpty() ? 0 : 1;
      }
    }
  }

  private static Optional<Terms> terms(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, TermsHead.Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> Optional.of(compiled.terms());
      case FromAgreement.Result.Refused refused -> Optional.empty();
    };
  }
}
