package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.Examples;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** Whose silence pays himself, where nobody can contest it, is told of. */
class OwnCauseTest {
  private static List<Diagnostic> told(String rules) {
    String text =
        """
        agreement Logo version 1
        token EUR decimals 2
        party client
        party artist
        party friend
        court quality {
          draws 3, evidence 3 days, commit 2 days, reveal 1 day
          loser forfeits 60%% of bond {winner 50%%, court 40%%, burn 10%%}
        }
        deliverable logo by artist {
          pays 500 EUR from client
          bond 50 EUR by artist
          bond 50 EUR by client
          due 7 days after start
          missed 7 days after due
          challenge within 3 days, judged by quality
          %s
        }
        """
            .formatted(rules);
    return Compiler.check(SourceText.of("logo", text)).diagnostics().stream()
        .filter(d -> d.code() == DiagnosticCode.OWN_CAUSE)
        .toList();
  }

  @Test
  void aPayerWhoseSilenceBringsThePayBackJudgesHimself() {
    assertThat(
            told(
                """
                decision ok: yes|no by client within 3 days, silence means no
                require "ok" ok is yes
                """))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("`client` gets the pay back"))
        .satisfies(d -> assertThat(d.counterexample().orElseThrow()).contains("delivers logo"));
    assertThat(
            told(
                """
                decision marks: 0..10 by client within 3 days, silence means 0
                award 10% of pay * marks
                """))
        .hasSize(1);
  }

  @Test
  void soDoesWhoGetsABondByHisSilence() {
    assertThat(
            told(
                """
                decision ok: yes|no by friend within 3 days, silence means no
                penalty "not ok" gives friend 20 EUR from artist.bond when ok is no
                """))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("the penalty \"not ok\""));
  }

  @Test
  void silenceThatFavoursTheOtherSideOrThatOthersContestIsFine() {
    assertThat(
            told(
                """
                decision ok: yes|no by client within 3 days, silence means yes
                require "ok" ok is yes
                """))
        .isEmpty();
    assertThat(
            told(
                """
                fact ok "Is it fine?": yes|no by client within 3 days, silence means no
                require "ok" ok is yes
                """))
        .isEmpty();
    assertThat(
            told(
                """
                decision ok: yes|no by friend within 3 days, silence means no
                require "ok" ok is yes
                """))
        .isEmpty();
  }

  @Test
  void noExampleHasSuchAJudge() {
    Examples.all()
        .forEach(
            source ->
                assertThat(Compiler.check(source).diagnostics())
                    .extracting(Diagnostic::code)
                    .doesNotContain(DiagnosticCode.OWN_CAUSE));
  }

  @Test
  void whoDecidesAboutItsRivalsJudgesItself() {
    String contest =
        """
        agreement Contest version 1
        token EUR decimals 2
        party sponsor
        party ann
        party bob
        party judge
        contest prize {
          pays 100 EUR from sponsor
          place 1 100%
        }
        every deliverable {
          bond 5 EUR by performer
          due 20 days after start
          missed 5 days after due
          ranks score in prize
        }
        deliverable poem by ann {
          decision score: 0..10 by WHO within 5 days, silence means 0
          require "some" score at least 1
        }
        deliverable song by bob {
          decision score: 0..10 by judge within 5 days, silence means 0
          require "some" score at least 1
        }
        """;
    assertThat(ownCauses(contest.replace("WHO", "judge"))).isEmpty();
    assertThat(ownCauses(contest.replace("WHO", "bob")))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("`bob` competes in `prize`"));
    assertThat(ownCauses(contest.replace("WHO", "sponsor")))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("`sponsor` keeps the prizes"));
  }

  @Test
  void whoCompetesAndSpeaksOfItselfOrGainsByNotDeliveringIsTold() {
    String contest =
        """
        agreement Contest version 1
        token EUR decimals 2
        party sponsor
        party ann
        party bob
        attestor lab
        court quality {
          draws 3, evidence 3 days, commit 2 days, reveal 1 day
          loser forfeits 60% of bond {winner 50%, court 40%, burn 10%}
        }
        contest prize {
          pays 100 EUR from sponsor
          place 1 100%
        }
        every deliverable {
          bond 50 EUR by performer
          bond 50 EUR by sponsor
          due 20 days after start
          missed 5 days after due
          challenge within 3 days, judged by quality
          ranks tests in prize
        }
        deliverable poem by ann {
          fact tests "How many?": 0..100WHO
        }
        deliverable song by bob {
          fact tests "How many?": 0..100 by lab within 5 days, silence means 0
        }
        """;
    assertThat(ownCauses(contest.replace("WHO", " by lab within 5 days, silence means 0")))
        .isEmpty();
    assertThat(ownCauses(contest.replace("WHO", "")))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("no rival has a bond here"));
    String missed = contest.replace("WHO", " by lab within 5 days, silence means 0");
    assertThat(
            ownCauses(
                missed.replace("after due\n", "after due gives performer 50% of sponsor.bond\n")))
        .isNotEmpty()
        .allSatisfy(d -> assertThat(d.message()).contains("by not delivering"));
  }

  private static List<Diagnostic> ownCauses(String text) {
    Compiler.Checked checked = Compiler.check(SourceText.of("contest", text));
    assertThat(checked.hasErrors()).isFalse();
    return checked.diagnostics().stream()
        .filter(d -> d.code() == DiagnosticCode.OWN_CAUSE)
        .toList();
  }
}
