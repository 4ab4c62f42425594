package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** Whether a deliverable can be kept and can fail is decided by what is paid in whole units. */
class RuleReachTest {
  private static List<DiagnosticCode> told(int decimals, String pay, String rules) {
    String text =
        """
        agreement Drawing version 1
        token EUR decimals %s
        party client
        party artist
        attestor lab
        deliverable drawing by artist {
          pays %s EUR from client
          bond 30 EUR by artist
          due 10 days after start
          missed 5 days after due
          %s
        }
        """
            .formatted(decimals, pay, rules);
    return codes(text);
  }

  @Test
  void anAwardThatCanComeToNothingCanFail() {
    String failed = "failed gives client 30 EUR\n";
    String score = "decision q: %s..5 by lab within 2 days, silence means 5\n" + failed;
    assertThat(told(2, "100", score.formatted(0) + "award 10% of pay * q"))
        .doesNotContain(DiagnosticCode.NEVER_FAILS);
    assertThat(told(2, "100", score.formatted(1) + "award 10% of pay * q"))
        .contains(DiagnosticCode.NEVER_FAILS);
    assertThat(told(0, "9", failed + "award 10% of pay"))
        .doesNotContain(DiagnosticCode.NEVER_FAILS);
    assertThat(told(0, "10", failed + "award 10% of pay")).contains(DiagnosticCode.NEVER_FAILS);
  }

  @Test
  void anAwardThatAlwaysComesToLessThanAUnitIsNeverKept() {
    assertThat(told(0, "9", "award 10% of pay")).contains(DiagnosticCode.NEVER_KEPT);
    assertThat(told(0, "10", "award 10% of pay")).doesNotContain(DiagnosticCode.NEVER_KEPT);
    assertThat(told(1, "9", "award 10% of pay")).doesNotContain(DiagnosticCode.NEVER_KEPT);
  }

  @Test
  void whatIsComputedWithFactsOfAWideRangeIsLookedAtByHalves() {
    String facts =
        """
        decision n: 0..1_000 by lab within 2 days, silence means 5
        decision m: 0..1_000_000 by lab within 2 days, silence means 5
        """;
    String square = facts + "require \"square\" n * n below %s and n above 100 and m is not 7";
    assertThat(told(2, "100", square.formatted("90"))).contains(DiagnosticCode.NEVER_HOLDS);
    assertThat(told(2, "100", square.formatted("20_000")))
        .doesNotContain(DiagnosticCode.NEVER_HOLDS);
    String two = facts + "require \"small\" n * n + m below %s\nrequire \"large\" n above 100";
    assertThat(told(2, "100", two.formatted("90"))).contains(DiagnosticCode.NEVER_KEPT);
    assertThat(told(2, "100", two.formatted("20_000"))).doesNotContain(DiagnosticCode.NEVER_KEPT);
  }

  @Test
  void whatIsAlwaysOrNeverRecordedIsTold() {
    String records =
        """
        decision n: 0..10 by lab within 2 days, silence means 5
        award 100%% when n at least 3
        records "good" of artist 1 when n %s
        """;
    assertThat(told(2, "100", records.formatted("at least 4")))
        .doesNotContain(DiagnosticCode.ALWAYS_HOLDS, DiagnosticCode.NEVER_HOLDS);
    assertThat(told(2, "100", records.formatted("at least 0")))
        .contains(DiagnosticCode.ALWAYS_HOLDS);
    assertThat(told(2, "100", records.formatted("above 10"))).contains(DiagnosticCode.NEVER_HOLDS);
  }

  @Test
  void aWholeNumberIsNeverAFraction() {
    String award =
        """
        decision n: 0..10 by lab within 2 days, silence means 5
        award 50%% when n at least 3
        award 100%% when n %s
        """;
    assertThat(told(2, "100", award.formatted("is 2.5"))).contains(DiagnosticCode.NEVER_HOLDS);
    assertThat(told(2, "100", award.formatted("is not 2.5"))).contains(DiagnosticCode.ALWAYS_HOLDS);
    assertThat(told(2, "100", award.formatted("is 5")))
        .doesNotContain(DiagnosticCode.ALWAYS_HOLDS, DiagnosticCode.NEVER_HOLDS);
  }

  @Test
  void aQuorumThatIsAlwaysOrNeverNeededIsTold() {
    String text =
        """
        agreement Drawing version 1
        token EUR decimals 2
        parameter price: 100..1_000 EUR
        party client
        party artist
        panel jury seats 5 needs 2 needs 3 when price %s
        deliverable drawing by artist {
          pays price from client
          bond 30 EUR by artist
          due 10 days after start
          missed 5 days after due gives client 100%% of artist.bond
          decision fine: yes|no by jury within 2 days, silence means no
          award 100%% when fine is yes
        }
        """;
    assertThat(codes(text.formatted("above 500 EUR"))).isEmpty();
    assertThat(codes(text.formatted("above 50 EUR"))).containsExactly(DiagnosticCode.ALWAYS_HOLDS);
    assertThat(codes(text.formatted("above 1_000 EUR")))
        .containsExactly(DiagnosticCode.NEVER_HOLDS);
  }

  private static List<DiagnosticCode> codes(String text) {
    return Compiler.check(SourceText.of("drawing", text)).diagnostics().stream()
        .map(Diagnostic::code)
        .toList();
  }
}
