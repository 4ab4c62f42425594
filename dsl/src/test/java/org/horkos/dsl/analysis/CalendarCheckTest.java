package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** Business days that may end behind the last day of their calendar are told of. */
class CalendarCheckTest {
  private static boolean told(String due, String missed, String within) {
    String text =
        """
        agreement Logo version 1
        token EUR decimals 2
        parameter soon: 2027-01-01..2027-06-01
        parameter someday: 2027-06-01..2029-01-01
        party client
        party artist
        calendar town {
          offset 1 hour
          weekend saturday and sunday
          until 2027-06-10
        }
        deliverable logo by artist {
          pays 500 EUR from client
          due %s
          missed %s after due
          decision fits: yes|no by client within %s, silence means yes
          require "fits" fits is yes
        }
        """
            .formatted(due, missed, within);
    return Compiler.check(SourceText.of("logo", text)).diagnostics().stream()
        .anyMatch(d -> d.code() == DiagnosticCode.CALENDAR_ENDS);
  }

  @Test
  void businessDaysFromADateEndWithTheCalendar() {
    assertThat(told("2027-06-01", "40 days", "9 business days")).isFalse();
    assertThat(told("2027-06-01", "40 days", "10 business days")).isTrue();
    assertThat(told("2027-06-01", "10 business days", "3 days")).isTrue();
    assertThat(told("2027-06-01", "40 days", "40 days")).isFalse();
  }

  @Test
  void aDateThatIsAParameterMayBeItsLatest() {
    assertThat(told("soon", "40 days", "9 business days")).isFalse();
    assertThat(told("soon", "40 days", "10 business days")).isTrue();
    assertThat(told("someday", "40 days", "1 business day")).isTrue();
    assertThat(told("someday", "40 days", "3 days")).isFalse();
  }

  @Test
  void whatHasNoDateYetIsNotJudged() {
    assertThat(told("300 days after start", "40 days", "9 business days")).isFalse();
  }
}
