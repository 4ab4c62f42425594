package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timeline is told in the words of the text, without what only the machine knows. */
class TimelineTest {
  @TempDir Path folder;

  private String told(String text) throws IOException {
    Path file = folder.resolve("text.oath");
    Files.writeString(file, text);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        HorkosCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("simulate", file.toString());
    assertThat(code).as(out.toString() + err).isZero();
    return out.toString();
  }

  @Test
  void silenceIsCountedInBusinessDaysAndNoWindowIsNotTold() throws IOException {
    String told =
        told(
            """
            agreement Days version 1
            token EUR decimals 2
            party client
            party artist
            calendar town {
              weekend saturday and sunday
              until 2099-12-31
            }
            deliverable logo by artist {
              pays 500 EUR from client
              due 7 days after start
              missed 7 days after due
              decision fits: yes|no by client within 5 business days, silence means yes
              require "fits" fits is yes
            }
            scenario "silent" {
              artist delivers logo {} 6 days after start
              wait 20 days
              expect artist gets 500 EUR
            }
            """);
    assertThat(told)
        .contains("client was silent for 5 business days in town: fits is yes")
        .doesNotContain("challenge window");
  }

  @Test
  void whatDoesNotHoldForTwoPayersIsToldOnceAndARuleWithoutAShareHasANumber() throws IOException {
    String told =
        told(
            """
            agreement Two version 1
            token EUR decimals 2
            party client
            party friend
            party artist
            deliverable logo by artist {
              pays 300 EUR from client and 200 EUR from friend
              due 7 days after start
              missed 7 days after due
              decision grade: 0..5 by client within 2 days, silence means 5
              award 10% of pay * grade
              penalty "late" gives payer 5% of pay per started day late, at most 10% of pay
            }
            scenario "in time" {
              artist delivers logo {} 6 days after start
              wait 20 days
              expect artist gets 250 EUR
            }
            """);
    assertThat(told)
        .contains("rule award number 1 holds, 250 EUR")
        .containsOnlyOnce("penalty \"late\" does not hold");
  }

  @Test
  void whoWasNeverAskedWasNotSilent() throws IOException {
    String told =
        told(
            """
            agreement Asked version 1
            token EUR decimals 2
            party client
            party artist
            party mediator
            deliverable logo by artist {
              pays 500 EUR from client
              due 7 days after start
              missed 7 days after due
              decision fits: yes|no by client within 2 days, silence means yes
              decision fair: yes|no by mediator within 5 days, silence means no, asked when fits is no
              require "fits" fits is yes or fair is yes
            }
            scenario "silent" {
              artist delivers logo {} 6 days after start
              wait 20 days
              expect artist gets 500 EUR
            }
            """);
    assertThat(told).contains("client was silent").doesNotContain("mediator was silent");
  }
}
