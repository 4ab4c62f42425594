package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.HOUR;
import static org.horkos.engine.lifecycle.Story.JOINER;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.junit.jupiter.api.Test;

/** The figures of the two example agreements, to the unit. */
class TheScenariosComeOutAsWritten {
  private static BigInteger usdc(String amount) {
    return new BigDecimal(amount).movePointRight(6).toBigIntegerExact();
  }

  private static BigInteger dai(String amount) {
    return new BigDecimal(amount).movePointRight(18).toBigIntegerExact();
  }

  @Test
  void sixtyHoursLateIsThreeStartedDays() {
    long due = START + 14 * DAY;
    Story story = Story.website().at(due + 60 * HOUR).delivers(1, 0, 0, DOCUMENT, 1, 9);
    story.after(DAY).answers(story.party(0), 0, 2, 0).after(3 * DAY).clock();

    assertThat(story.gets(1)).isEqualTo(usdc("1940"));
    assertThat(story.gets(0)).isEqualTo(usdc("60"));
    assertThat(story.recovers(1)).isEqualTo(usdc("400"));
    assertThat(story.recovers(0)).isEqualTo(usdc("200"));
  }

  @Test
  void peacefullyEverythingIsReleasedBySilence() {
    Story story = Story.website().at(START + 10 * DAY).delivers(1, 0, 0, DOCUMENT, 1, 12);
    story.after(5 * DAY + 3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    story.delivers(1, 1, 0, 95).after(10 * DAY + 3 * DAY).clock();

    assertThat(story.gets(1)).isEqualTo(usdc("5000"));
    assertThat(story.gets(0)).isZero();
    assertThat(story.recovers(1)).isEqualTo(usdc("1000"));
    assertThat(story.recovers(0)).isEqualTo(usdc("500"));
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
    assertThat(story.state.messages()).isEqualTo(3);
  }

  @Test
  void theCourtFindsAThirdValue() {
    Story story = Story.website().at(START + 10 * DAY).delivers(1, 0, 0, DOCUMENT, 1, 12);
    story.after(DAY).answers(story.party(0), 0, 2, 0).after(3 * DAY).clock();
    story.at(story.its(0).endedAt() + 20 * DAY).delivers(1, 1, 0, 92);
    story.after(4 * DAY).answers(story.party(0), 1, 1, 0);
    story.after(DAY).challenges(0, 1, 0, 80).after(8 * DAY).rules(1, 0, 78);

    assertThat(story.gets(1)).isEqualTo(usdc("4550"));
    assertThat(story.gets(0)).isEqualTo(usdc("558"));
    assertThat(story.gets(-1)).isEqualTo(usdc("54"));
    assertThat(story.gets(-2)).isEqualTo(usdc("18"));
    assertThat(story.recovers(1)).isEqualTo(usdc("820"));
    assertThat(story.recovers(0)).isEqualTo(usdc("500"));
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void pastTheGraceDaysCountFromDue() {
    Story story = Story.bounty().after(2 * DAY).does(new Input.Join(1, JOINER));
    long due = story.now + 45 * DAY;
    story.at(due + 73 * HOUR).delivers(1, 0, 0, 0, 1, 400);
    story.after(6 * HOUR).answers(story.attestor(), 0, 1, 385).after(11 * DAY).clock();

    assertThat(story.gets(1)).isEqualTo(dai("1860"));
    assertThat(story.gets(0)).isEqualTo(dai("1140"));
    assertThat(story.recovers(1)).isEqualTo(dai("300"));
    assertThat(story.recovers(0)).isEqualTo(dai("150"));
  }

  @Test
  void aSponsorCriesWolf() {
    Story story = Story.bounty().after(2 * DAY).does(new Input.Join(1, JOINER));
    story.after(40 * DAY).delivers(1, 0, 0, 2, 1, 400);
    story.after(2 * DAY).answers(story.party(0), 0, 2, 0);
    story.after(DAY).challenges(1, 0, 2, 1).after(8 * DAY).rules(0, 2, 1);

    assertThat(story.gets(1)).isEqualTo(dai("3027"));
    assertThat(story.gets(-1)).isEqualTo(dai("13.5"));
    assertThat(story.gets(-2)).isEqualTo(dai("4.5"));
    assertThat(story.recovers(1)).isEqualTo(dai("300"));
    assertThat(story.recovers(0)).isEqualTo(dai("105"));
  }
}
