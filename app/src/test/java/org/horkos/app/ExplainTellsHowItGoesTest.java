package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.app.simulation.Narrator;
import org.junit.jupiter.api.Test;

/** What {@code horkos explain} says of times, disputes, debts and tokens is what comes. */
class ExplainTellsHowItGoesTest extends CommandRuns {
  private static final String HEAD =
      """
      agreement Tried version 1
      token USDC decimals 6
      token EUR decimals 2
      party client
      party studio
      attestor lab
      court quality {
        draws 3, evidence 3 days, commit 2 days, reveal 1 day
        loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
      }
      """;

  private static final String PAGE =
      """
      deliverable page by studio {
        pays 100 USDC from client
        bond 20%% of pay by studio
        bond 20%% of pay by client
        due 10 days after start, grace 2 days%s
        missed 20 days after due
        challenge within 3 days, judged by quality
        %s
      }
      """;

  /** What it says, on one line. */
  private String explained(String deliverables) throws IOException {
    Path file = Files.writeString(folder.resolve("tried.oath"), HEAD + deliverables);
    assertThat(run("explain", file.toString())).as(err).isZero();
    return out.replaceAll("\\s+", " ");
  }

  @Test
  void whoMayStandByWhatANeutralSaysAndUntilWhen() throws IOException {
    String said =
        explained(
            PAGE.formatted(
                "",
                "fact score \"Score?\": 0..100 by lab within 2 days, silence means as claimed\n"
                    + "award score * 1% of pay"));
    assertThat(said)
        .contains("the court quality, if it is contested and somebody stands by it")
        .contains(
            "score: what lab states is nobody's own: if it is challenged, studio or client, who did"
                + " not challenge it, may stand by it until 3 days after the time for challenges;"
                + " if nobody does, the challenge is right without a court");
  }

  @Test
  void whatAPartyStatesIsDefendedByItButNotItsSilence() throws IOException {
    String said =
        explained(
            PAGE.formatted(
                "",
                "fact fine \"Fine?\": yes|no by client within 2 days, silence means yes\n"
                    + "fact words \"Words?\": 0..9\n"
                    + "require \"fine\" fine is yes and words at least 5"));
    assertThat(said)
        .contains("fine: what the silence of client means is nobody's own")
        .doesNotContain("words: what", "stands by it -");
  }

  @Test
  void howLongADisputeLastsAndWhatComesWithoutARuling() throws IOException {
    String said = explained(PAGE.formatted("", "fact n \"N?\": 0..9\nrequire \"n\" n at least 5"));
    assertThat(said)
        .contains("the draw of 3 arbitrators within 3 days", "10 days at most")
        .contains(
            "without a ruling by then the facts stand as they did before, and each side pays half"
                + " of the court's part, 4.5% of its bond here");
  }

  @Test
  void anExcuseMakesItOnTimeLonger() throws IOException {
    String said =
        explained(
            PAGE.formatted(
                "",
                "excuse at most 5 days\n"
                    + "penalty \"l\" gives client 2% of pay per started day late"));
    assertThat(said)
        .contains("on time up to 2 days later, with an excuse up to 5 days more; a second more")
        .contains("delivered, less the excuse, at the latest 2 days after due");
  }

  @Test
  void whatAFactMeasuresCountsAndNotTheDelivery() throws IOException {
    String said =
        explained(
            PAGE.formatted(
                " measured by arrived",
                "fact arrived \"When?\": time by client within 3 days, silence means as claimed\n"
                    + "penalty \"l\" gives client 2% of pay per started day late\n"
                    + "penalty \"e\" gives client 1% of pay per full day early"));
    assertThat(said)
        .contains("arrived between 23 hours 59 minutes 59 seconds before due and 2 days after due")
        .doesNotContain("delivered between");
  }

  @Test
  void whatMovesAnotherTokenIsNotToldInThisOne() throws IOException {
    String said =
        explained(
            PAGE.formatted("", "fact n \"N?\": 0..9\nrequire \"n\" n at least 5")
                + """
                deliverable other by client {
                  pays 100 EUR from studio
                  due 10 days after start
                  missed 5 days after due
                  decision m: 0..7 by lab within 2 days, silence means 0
                  award pay * m / 7
                }
                """);
    assertThat(said)
        .contains("other is kept (+100 EUR)", "deliverables in which it has no USDC")
        .doesNotContain("(0 USDC): m", "(0 EUR): n");
  }

  @Test
  void whatIsMissedOnTheWayIsCarriedOver() throws IOException {
    String said =
        explained(
            """
            deliverable loan by client 3 times every 10 days {
              owes 100 USDC to studio
              due 10 days after start
              missed 10 days after due carries over
            }
            """);
    assertThat(said)
        .contains(
            "client at best: 0 USDC - loan#1 to loan#2, each is missed (0 USDC), carried over"
                + " - loan#3 is missed (0 USDC)");
  }

  @Test
  void percentagesAreToldAsTheyAreWritten() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("share.oath"),
            HEAD
                + PAGE.formatted(
                    "",
                    "fact n \"N?\": 0..9\naward 10% when n at least 1\naward 66.6666% when n is 9")
                + """
                scenario "two thirds" {
                  studio delivers page {n 9} 1 day after start
                  wait 3 days
                  expect studio gets 66.6666 USDC
                }
                """);
    assertThat(run("simulate", file.toString())).as(err).isZero();
    assertThat(out).contains("rule award 66.6666% holds").doesNotContain("award number");
  }

  @Test
  void spansAreInDaysHoursMinutesAndSeconds() {
    assertThat(Narrator.duration(86_399)).isEqualTo("23 hours 59 minutes 59 seconds");
    assertThat(Narrator.duration(60)).isEqualTo("1 minute");
    assertThat(Narrator.duration(0)).isEqualTo("0 seconds");
    assertThat(Narrator.duration(90_061)).isEqualTo("1 day 1 hour 1 minute 1 second");
  }
}
