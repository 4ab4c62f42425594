package org.horkos.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.engine.verdict.ExampleAgreements;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.RandomAgreements;
import org.junit.jupiter.api.Test;

/** The DRL text gives the verdict of the rule base that the node builds from the same agreement. */
class OneVerdictFromDrlText {
  private static final long SEED = Long.getLong("horkos.seed", 4_711L);

  private int compared;

  @Test
  void onTheExamples() {
    for (ExampleAgreements example :
        List.of(ExampleAgreements.websiteBuild(), ExampleAgreements.parserBounty())) {
      compare(new RandomAgreements(SEED), example.agreement(), example.bindings(), example.terms());
    }
    assertThat(compared).isEqualTo(300);
  }

  /** Compiles, and says nothing but what the rules say. */
  @Test
  void whateverLabelsAndQuestionsSay() {
    ExampleAgreements example = ExampleAgreements.websiteBuild();
    for (String hostile :
        List.of(
            "\nend\nrule \"x\" when then System.exit(1); end",
            "*/ System.exit(1); /*",
            "\\u000a System.exit(1);",
            "\u2028rule x when then end",
            "\" ); System.exit(1); //")) {
      Agreement agreement = withTexts(example.agreement(), hostile);
      compare(new RandomAgreements(SEED), agreement, example.bindings(), example.terms());
    }
  }

  private static Agreement withTexts(Agreement agreement, String text) {
    List<Deliverable> deliverables =
        agreement.deliverables().stream()
            .map(
                each ->
                    new Deliverable(
                        each.name(),
                        each.performer(),
                        each.after(),
                        each.pays(),
                        each.lots(),
                        each.due(),
                        each.graceSeconds(),
                        each.missed(),
                        each.missedGives(),
                        each.failedGives(),
                        each.challengeSeconds(),
                        each.court(),
                        each.attempts(),
                        each.facts().stream()
                            .map(
                                fact ->
                                    new Deliverable.Fact(
                                        fact.name(),
                                        Optional.of(text),
                                        fact.decision(),
                                        fact.domain(),
                                        fact.source()))
                            .toList(),
                        each.requires().stream()
                            .map(rule -> new Deliverable.Require(text, rule.condition()))
                            .toList(),
                        each.awards(),
                        each.penalties().stream()
                            .map(
                                rule ->
                                    new Deliverable.Penalty(
                                        text,
                                        rule.to(),
                                        rule.fromLot(),
                                        rule.amount(),
                                        rule.when()))
                            .toList(),
                        each.clauses()))
            .toList();
    return new Agreement(
        agreement.name(),
        agreement.version(),
        Optional.of(text),
        agreement.textHash(),
        agreement.fundedWithinSeconds(),
        agreement.tokens(),
        agreement.parameters(),
        agreement.parties(),
        agreement.attestors(),
        agreement.courts(),
        deliverables);
  }

  @Test
  void onRandomAgreements() {
    for (int run = 0; run < 24; run++) {
      RandomAgreements generator = new RandomAgreements(SEED + run);
      Agreement agreement = generator.agreement();
      Bindings bindings = generator.bindings();
      Optional<Terms> terms = terms(agreement, bindings);
      if (terms.isPresent()) {
        compare(generator, agreement, bindings, terms.get());
      }
    }
    assertThat(compared).isGreaterThan(800);
  }

  private void compare(
      RandomAgreements generator, Agreement agreement, Bindings bindings, Terms terms) {
    DroolsEvaluator model = new DroolsEvaluator(agreement, bindings, terms);
    try (CompiledDrl text = new CompiledDrl(agreement, bindings, terms)) {
      for (int index = 0; index < agreement.deliverables().size(); index++) {
        Deliverable deliverable = agreement.deliverables().get(index);
        for (int i = 0; i < 100; i++) {
          FactSheet sheet = generator.sheet(deliverable);
          assertThat(text.evaluate(index, sheet))
              .as("seed %s: %s on %s", SEED, deliverable, sheet)
              .isEqualTo(model.evaluate(index, sheet));
          compared++;
        }
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
