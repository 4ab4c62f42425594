package org.horkos.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenario that a refusal shows is one: put into the text it reads without a new message, put
 * into the mended text it runs to its end, and in the refused text it leads to what is refused.
 */
class EveryCounterexampleRuns {
  @ParameterizedTest
  @MethodSource("org.horkos.app.simulation.RefusedPaths#texts")
  void inTheSimulator(RefusedPaths.Tried tried) {
    String wrong = tried.text().replace("@", tried.wrong());
    SourceText refused = SourceText.of("tried.oath", wrong);
    List<Diagnostic> found = Compiler.check(refused).diagnostics();
    String shown = DiagnosticText.of(refused, found);
    Diagnostic diagnostic =
        found.stream().filter(d -> d.code().code().equals(tried.code())).findFirst().orElseThrow();
    assertThat(diagnostic.counterexample()).as(shown).isPresent();
    String life = diagnostic.counterexample().get();

    assertThat(Compiler.check(SourceText.of("tried.oath", wrong + life)).diagnostics())
        .as("read where it is refused: %s", shown)
        .extracting(Diagnostic::code)
        .isSubsetOf(found.stream().map(Diagnostic::code).toList());

    SourceText mended =
        SourceText.of("tried.oath", tried.text().replace("@", tried.right()) + life);
    Compiler.Checked again = Compiler.check(mended);
    assertThat(again.agreement()).as(DiagnosticText.of(mended, again.diagnostics())).isPresent();
    assertThat(again.scenarios()).hasSize(1);
    ScenarioRun.Result ran = ScenarioRun.run(again.agreement().get(), again.scenarios().getFirst());
    assertThat(ran.problems()).as("%s%n%s", shown, ran.timeline()).isEmpty();
    assertThat(ran.timeline())
        .as("%s%nit comes to an end", shown)
        .anyMatch(entry -> entry.sentence().contains("the agreement is closed"));

    tried.loser().ifPresent(loser -> losesAll(wrong, life, loser));
  }

  /** A power that the mended text does not give is used in the refused one. */
  @Test
  void whoMayEndWhatIsOnTimeTakesTheBond() {
    RefusedPaths.Tried tried =
        RefusedPaths.tried(
            "O1330",
            "studio",
            """
            deliverable page by studio {
            FRAME
              due 10 days after start, grace 3 days
              missed 20 days after due gives client 100% of studio.bond
              allow client to end @ after due
            }
            """,
            "2 days",
            "3 days");
    String wrong = tried.text().replace("@", tried.wrong());
    List<Diagnostic> found = Compiler.check(SourceText.of("tried.oath", wrong)).diagnostics();
    assertThat(found).extracting(d -> d.code().code()).containsExactly("O1330");
    String life = found.getFirst().counterexample().orElseThrow();
    assertThat(life).contains("client ends page 2 days after page.due");
    losesAll(wrong, life.replace("\n}", "\n  wait 4 days\n}"), "studio");
  }

  /** In the refused text, which nobody could sign, the simulator finds the lot empty. */
  private static void losesAll(String wrong, String life, String loser) {
    String stripped = life.strip();
    String expecting =
        stripped.substring(0, stripped.length() - 1)
            + "  expect "
            + loser
            + " recovers 0 USDC\n}\n";
    SourceText source = SourceText.of("tried.oath", wrong + expecting);
    Diagnostics diagnostics = new Diagnostics();
    Resolution resolution =
        Compiler.resolve(
            Compiler.expand(Compiler.read(source, diagnostics).orElseThrow(), diagnostics),
            diagnostics);
    TypedText typed = Compiler.type(resolution, source, diagnostics);
    Agreement agreement = typed.agreement().orElseThrow();
    List<Scenario> scenarios = Compiler.scenarios(typed, diagnostics);
    assertThat(diagnostics.isEmpty()).isTrue();
    ScenarioRun.Result ran = ScenarioRun.run(agreement, scenarios.getFirst());
    // What is given without a rule is refused by the check of the terms, too.
    assertThat(ran.problems())
        .as("%s%n%s", expecting, ran.timeline())
        .allMatch(problem -> problem.sentence().endsWith("it gives more than the lot has"));
  }
}
