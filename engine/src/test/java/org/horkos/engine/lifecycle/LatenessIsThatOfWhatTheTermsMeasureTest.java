package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.MadeTerms.CLIENT;
import static org.horkos.engine.lifecycle.MadeTerms.DAY;
import static org.horkos.engine.lifecycle.MadeTerms.PAY;
import static org.horkos.engine.lifecycle.MadeTerms.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.challenge;
import static org.horkos.engine.lifecycle.Scenes.deliver;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.engine.verdict.FactSheet;
import org.junit.jupiter.api.Test;

/** MEASURED and EXCUSE, and facts that are times. */
class LatenessIsThatOfWhatTheTermsMeasureTest {
  private static final long LAST_TIME = (1L << 40) - 1;
  private static final long DUE = START + 10 * DAY;

  /** Fact 0: when it was handed over. */
  private static Story measured() {
    MadeTerms made = new MadeTerms().stated(Kind.TIME, LAST_TIME);
    made.clauses.measuredBy = 0;
    return new Story(MadeTerms.of(made));
  }

  /** Fact 0: for how many seconds the studio was hindered, at most 3 days. */
  private static Story excused() {
    MadeTerms made = new MadeTerms().stated(Kind.NUMBER, 3 * DAY);
    made.clauses.excuse = 0;
    made.grace = DAY;
    return new Story(MadeTerms.of(made));
  }

  private static FactSheet sheet(Story story) {
    DeliverableState its = story.its(0);
    return FactWords.sheet(
        story.terms.deliverables().getFirst(),
        its.facts(),
        its.due(),
        its.deliveredAt(),
        java.util.Map.of());
  }

  @Test
  void whatIsMeasuredByATimeIsAsLateAsThatTimeSays() {
    Story story = measured().at(DUE + 4 * DAY).delivers(STUDIO, 0, 0, DUE + DAY + 1);
    assertThat(sheet(story).secondsLate()).isEqualTo(DAY + 1);
    assertThat(sheet(story).secondsEarly()).isZero();
    // two started days of delay cost 20
    story.at(DUE + 7 * DAY).clock();
    assertThat(story.gets(STUDIO)).isEqualTo(BigInteger.valueOf(PAY - 20));
  }

  @Test
  void whatWasHandedOverInTimeIsNotLateHoweverLateThatIsSaid() {
    Story story = measured().at(DUE + 4 * DAY).delivers(STUDIO, 0, 0, DUE - DAY);
    assertThat(sheet(story).secondsLate()).isZero();
    assertThat(sheet(story).secondsEarly()).isEqualTo(DAY);
  }

  @Test
  void aTimeLiesBetweenTheStartAndTheDelivery() {
    Story story = measured().at(DUE);
    refused(story, deliver(story, STUDIO, 0, 0, START - 1), Refusal.OUT_OF_RANGE);
    refused(story, deliver(story, STUDIO, 0, 0, DUE + 1), Refusal.OUT_OF_RANGE);
    story.delivers(STUDIO, 0, 0, DUE);
    story.after(DAY);
    refused(story, challenge(story, CLIENT, 0, 0, DUE + 1), Refusal.OUT_OF_RANGE);
    refused(
        story,
        new Input.SettleFacts(story.party(CLIENT), 0, FactMaps.of(0, DUE + 1)),
        Refusal.OUT_OF_RANGE);
  }

  @Test
  void aClaimAboutTheTimeIsOneAboutLatenessAndAFindingOfItCosts() {
    Story story = measured().at(DUE + 4 * DAY).delivers(STUDIO, 0, 0, DUE);
    // a time that comes to the same number of started days changes nothing
    refused(story, challenge(story, CLIENT, 0, 0, DUE - 5), Refusal.CHANGES_NOTHING);
    story.challenges(CLIENT, 0, 0, DUE + 3 * DAY);
    story.at(story.its(0).dispute().orElseThrow().evidenceUntil()).clock();
    refused(story, Story.ruling(0, 0, DUE + 4 * DAY + 1), Refusal.WRONG_FINDING);
    refused(story, Story.ruling(0, 0, START - 1), Refusal.WRONG_FINDING);
    story.rules(0, 0, DUE + 2 * DAY);
    // three days were claimed and two found: nearer to that than the asserted one
    assertThat(story.gets(STUDIO)).isEqualTo(BigInteger.valueOf(PAY - 20));
  }

  @Test
  void anExcuseIsAddedToDueWhereLatenessIsComputed() {
    Story story = excused().at(DUE + 4 * DAY).delivers(STUDIO, 0, 0, 3 * DAY);
    assertThat(sheet(story).secondsLate()).as("one day of grace after the excuse").isZero();
    Story later = excused().at(DUE + 4 * DAY + 1).delivers(STUDIO, 0, 0, 3 * DAY);
    assertThat(sheet(later).secondsLate()).isEqualTo(DAY + 1);
    assertThat(later.its(0).due()).as("due itself does not move").isEqualTo(DUE);
  }

  @Test
  void anExcuseDoesNotMakeItEarly() {
    Story story = excused().at(DUE - DAY).delivers(STUDIO, 0, 0, 3 * DAY);
    assertThat(sheet(story).secondsEarly()).isEqualTo(DAY);
  }

  @Test
  void anExcuseIsContestedLikeAnyFact() {
    Story story = excused().at(DUE + 4 * DAY).delivers(STUDIO, 0, 0, 3 * DAY);
    story.challenges(CLIENT, 0, 0, 0);
    story.does(new Input.Concede(story.party(STUDIO), 0, 0));
    story.at(story.its(0).dispute().orElseThrow().evidenceUntil()).clock();
    assertThat(story.gets(STUDIO)).isEqualTo(BigInteger.valueOf(PAY - 40));
  }
}
