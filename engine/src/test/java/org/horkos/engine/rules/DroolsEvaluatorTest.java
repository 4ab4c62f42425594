package org.horkos.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.horkos.engine.verdict.DualEvaluator;
import org.horkos.engine.verdict.ExampleAgreements;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Verdict;
import org.horkos.engine.vm.RuleMachine;
import org.junit.jupiter.api.Test;

/** The figures of the scenarios in the examples, and what an evaluation says about itself. */
class DroolsEvaluatorTest {
  private static final long HOUR = 3_600;
  private static final int YES = 0;
  private static final int NO = 1;

  private final ExampleAgreements website = ExampleAgreements.websiteBuild();
  private final DroolsEvaluator drools =
      new DroolsEvaluator(website.agreement(), website.bindings(), website.terms());

  @Test
  void sixtyHoursLateIsThreeStartedDays() {
    Verdict verdict = drools.evaluate(0, sheet(60 * HOUR, 1, 9, YES));
    assertThat(verdict.award()).isEqualTo(2_000_000_000L);
    assertThat(verdict.penalties())
        .containsExactly(new Verdict.Penalty(0, 0, 0, BigInteger.valueOf(60_000_000)));
    assertThat(verdict.performerGets()).isEqualTo(1_940_000_000L);
  }

  @Test
  void lighthouseOf78Gives85Percent() {
    assertThat(drools.evaluate(1, sheet(0, 78, 0)).award()).isEqualTo(2_550_000_000L);
    assertThat(drools.evaluate(1, sheet(0, 92, 0)).award()).isEqualTo(3_000_000_000L);
    assertThat(drools.evaluate(1, sheet(0, 74, 0)).award()).isZero();
  }

  @Test
  void seventyThreeHoursLateAreFourDaysOfTheBounty() {
    ExampleAgreements bounty = ExampleAgreements.parserBounty();
    Verdict verdict =
        new DroolsEvaluator(bounty.agreement(), bounty.bindings(), bounty.terms())
            .evaluate(0, sheet(73 * HOUR, 0, 385, NO));
    assertThat(verdict.performerGets()).isEqualTo(dai(1_860));
    assertThat(verdict.penalties().getFirst().amount()).isEqualTo(dai(240));
  }

  @Test
  void anExplanationNamesEachRuleItsValuesAndWhetherItHeld() {
    Explanation explanation = drools.explain(0, sheet(60 * HOUR, 1, 7, YES));
    assertThat(explanation.deliverable()).isEqualTo("design");
    assertThat(explanation.rules())
        .containsExactly(
            new Explanation.RuleOutcome(
                Explanation.Kind.REQUIRE,
                0,
                "enough screens",
                false,
                List.of(new Explanation.Value("screens", BigInteger.valueOf(7), "7")),
                java.util.Optional.empty()),
            new Explanation.RuleOutcome(
                Explanation.Kind.REQUIRE,
                1,
                "complete",
                true,
                List.of(new Explanation.Value("signoff", BigInteger.ZERO, "yes")),
                java.util.Optional.empty()),
            new Explanation.RuleOutcome(
                Explanation.Kind.AWARD,
                0,
                "100%",
                true,
                List.of(),
                java.util.Optional.of(BigInteger.valueOf(2_000_000_000))),
            new Explanation.RuleOutcome(
                Explanation.Kind.PENALTY,
                0,
                "late",
                true,
                List.of(
                    new Explanation.Value(
                        "late", BigInteger.valueOf(216_000), "60 h 0 min 0 s late")),
                java.util.Optional.of(BigInteger.valueOf(60_000_000))));
    assertThat(explanation.verdict())
        .isEqualTo(new Verdict(BigInteger.ZERO, List.of(), List.of(0)));
  }

  @Test
  void threadsShareAnEvaluator() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Integer> work =
          () -> {
            int right = 0;
            for (int i = 0; i < 500; i++) {
              BigInteger expected = BigInteger.valueOf(i % 2 == 0 ? 2_550_000_000L : 0);
              Verdict verdict = drools.evaluate(1, sheet(0, i % 2 == 0 ? 80 : 10, 0));
              right += verdict.award().equals(expected) ? 1 : 0;
            }
            return right;
          };
      for (Future<Integer> each : threads.invokeAll(List.of(work, work, work, work))) {
        assertThat(each.get()).isEqualTo(500);
      }
    }
  }

  @Test
  void twoVerdictsThatDifferAreNotAsserted() {
    FactSheet sheet = sheet(0, 92, 0);
    RuleMachine machine = new RuleMachine(website.terms());
    DualEvaluator agreeing = new DualEvaluator(drools, machine);
    assertThat(agreeing.compare(1, sheet))
        .isEqualTo(new DualEvaluator.Compared.Agreed(machine.evaluate(1, sheet)));

    RuleMachine other = new RuleMachine(ExampleAgreements.parserBounty().terms());
    DualEvaluator differing = new DualEvaluator(drools, (index, facts) -> other.evaluate(0, facts));
    assertThatThrownBy(() -> differing.evaluate(1, sheet))
        .isInstanceOf(DualEvaluator.VerdictsDiffer.class)
        .hasMessageContaining("the node refuses to assert");
  }

  private static FactSheet sheet(long late, long... words) {
    return new FactSheet(
        java.util.Arrays.stream(words).mapToObj(BigInteger::valueOf).toList(), late);
  }

  private static BigInteger dai(long amount) {
    return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(18));
  }
}
