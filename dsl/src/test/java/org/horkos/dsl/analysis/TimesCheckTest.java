package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody is missed, ended or asked too late while he is on time, whatever his times count from. */
class TimesCheckTest {
  private static List<String> told(String performer, String clauses) {
    String text =
        """
        agreement Car version 1
        token EUR decimals 2
        party buyer
        party seller
        party hunter open for 10 days
        calendar berlin {
          offset 1 hour
          weekend saturday and sunday
          holidays 2027-03-26
          until 2027-12-31
        }
        deliverable draft by seller {
          pays 10 EUR from buyer
          due 20 days after start
          missed 40 days after start
        }
        deliverable car by %s after draft {
          pays 1_000 EUR from buyer
          bond 100 EUR by performer
          %s
        }
        """
            .formatted(performer, clauses);
    return Compiler.check(SourceText.of("car", text)).diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .map(d -> d.code().code())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seller | due 60 days after start missed 61 days after start       | ",
        "seller | due 60 days after start missed 60 days after start       | O1305",
        "hunter | due 60 days after start missed 60 days after hunter joins| O1305",
        "hunter | due 60 days after start missed 61 days after hunter joins| ",
        "hunter | due 60 days after hunter joins missed 70 days after start| O1305",
        "hunter | due 60 days after hunter joins missed 71 days after start| ",
        "seller | due 60 days after start missed 60 days after draft       | O1305",
        "seller | due 60 days after start missed 61 days after draft       | ",
        "seller | due 20 days after draft missed 40 days after start       | O1305",
        "seller | due 20 days after draft missed 41 days after start       | ",
        "hunter | due 20 days after draft missed 60 days after start       | O1305",
        "hunter | due 20 days after draft missed 61 days after start       | ",
        "seller | due 2027-06-01 missed 90 days after start                | O1305",
        "seller | due 2027-06-01 missed 2027-06-02                         | ",
        "seller | due 30 business days in berlin after start missed 38 days after start | O1305",
        "seller | due 30 business days in berlin after start missed 60 days after start | ",
        "seller | due 30 business days in berlin after start missed 31 business days in berlin after start | ",
        "seller | due 60 days after start, grace 5 business days in berlin missed 6 days after due | O1305",
        "seller | due 60 days after start, grace 5 business days in berlin missed 6 business days in berlin after due | ",
        "seller | due 60 days after start, grace 5 business days in berlin missed 30 days after due allow buyer to end 5 days after due | O1330",
        "seller | due 60 days after start missed 30 days after due allow buyer to end 60 days after draft | ",
        "seller | due 60 days after start missed 30 days after due allow buyer to end 50 days after draft | O1330",
      })
  void whoIsOnTimeLosesNothing(String performer, String clauses, String code) {
    assertThat(told(performer, clauses)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  private static List<String> second(String first, String performer, String times) {
    String text =
        """
        agreement Car version 1
        token EUR decimals 2
        party buyer
        party seller
        party driver
        court quality {
          draws 3, evidence 3 days, commit 2 days, reveal 1 day
          loser forfeits 30%% of bond {winner 60%%, court 30%%, burn 10%%}
        }
        deliverable draft by seller {
          pays 1_000 EUR from buyer
          bond 100 EUR by seller
          bond 100 EUR by buyer
          due 10 days after start, grace 1 day
          missed 20 days after due
          challenge within 3 days, judged by quality
          fact pages "How many pages?": 0..50
          require "enough" pages at least 5
          %s
        }
        deliverable car by %s after draft {
          pays 1_000 EUR from buyer
          bond 100 EUR by performer
          %s
        }
        """
            .formatted(first, performer, times);
    return Compiler.check(SourceText.of("car", text)).diagnostics().stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .map(d -> d.code().code())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // on time and contested it is kept 10 + 1 + 3 + 6 days after start
        "                     | seller | due 19 days after start missed 90 days after due   | O1333",
        "                     | seller | due 20 days after start missed 90 days after due   | ",
        "excuse at most 9 days| seller | due 28 days after start missed 90 days after due   | O1333",
        "excuse at most 9 days| seller | due 29 days after start missed 90 days after due   | ",
        // late and contested 30 + 3 + 6
        "                     | seller | due 20 days after start missed 1 day after due     | ",
        "                     | driver | due 20 days after start missed 18 days after due   | O1333",
        "                     | driver | due 20 days after start missed 19 days after due   | ",
        // refused twice before that, for 3 days each time
        "deliver at most 3 times | driver | due 20 days after start missed 24 days after due| O1333",
        "deliver at most 3 times | driver | due 20 days after start missed 25 days after due| ",
        // late for another one's lateness only where that costs something
        "                     | driver | due 38 days after start missed 90 days after due penalty \"late\" gives buyer 1% of pay when late | O1333",
        "                     | driver | due 39 days after start missed 90 days after due penalty \"late\" gives buyer 1% of pay when late | ",
        "                     | driver | due 20 days after start missed 90 days after due allow buyer to end 38 days after start | O1333",
        "                     | driver | due 20 days after start missed 90 days after due allow buyer to end 39 days after start | ",
        "                     | driver | due 5 days after draft missed 44 days after start  | O1305",
        "                     | driver | due 5 days after draft missed 45 days after start  | ",
      })
  void nobodyIsLateForWhatHappensBeforeHeMayBegin(
      String first, String performer, String times, String code) {
    assertThat(second(first == null ? "" : first, performer, times))
        .isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seller | due 10 days after draft                     | ",
        "seller | due 10 days after draft measured by arrived | O1303",
        "hunter | due 10 days after hunter joins              | ",
        "hunter | due 10 days after hunter joins measured by arrived | O1303",
      })
  void whatIsMeasuredMayLieBeforeTheEventThatDueCountsFrom(
      String performer, String due, String code) {
    String rest =
        """
         missed 20 days after due
        decision arrived: time by buyer within 2 days, silence means as claimed
        penalty "early" gives buyer 5 EUR from performer.bond per full day early
        """;
    assertThat(told(performer, due + rest)).isEqualTo(code == null ? List.of() : List.of(code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 business days in berlin | 3 days                    | O1332",
        "5 business days in berlin | 30 days                   | ",
        "5 days                    | 5 business days in berlin | O1332",
        "4 days                    | 5 business days in berlin | ",
        "5 business days in berlin | 5 business days in berlin | O1332",
        "5 business days in berlin | 6 business days in berlin | ",
      })
  void whoIsAskedBecauseOfAnAnswerHasTimeLeft(String first, String then, String code) {
    String facts =
        """
        due 60 days after start
        missed 30 days after due
        decision defects: yes|no by buyer within %s, silence means no
        decision keeps: yes|no by buyer within %s, silence means yes, asked when defects is yes
        award 50%% when keeps is yes
        """
            .formatted(first, then);
    assertThat(told("seller", facts)).isEqualTo(code == null ? List.of() : List.of(code));
  }
}
