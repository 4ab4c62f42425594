package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.HOUR;
import static org.horkos.engine.lifecycle.Story.JOINER;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;
import java.util.OptionalLong;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.junit.jupiter.api.Test;

/** The turns of a life that are easily got wrong, most of them to the second. */
class LifecycleTest {
  private static final int CLIENT = 0;
  private static final int STUDIO = 1;
  private static final long DUE = START + 14 * DAY;
  private static final BigInteger USDC = BigInteger.valueOf(1_000_000);

  private static BigInteger usdc(long amount) {
    return USDC.multiply(BigInteger.valueOf(amount));
  }

  /** Delivered, and the client says that pages are missing: award 0. */
  private static Story failedOnce() {
    Story story = Story.website().at(START + 10 * DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
    return story.after(2 * DAY).answers(story.party(CLIENT), 0, 2, 1);
  }

  @Test
  void aStandingAwardOfNothingReopensAndTheClockHasStoodStill() {
    Story story = failedOnce().after(3 * DAY).clock();
    DeliverableState design = story.its(0);
    assertThat(design.phase()).isEqualTo(Phase.OPEN);
    assertThat(design.due()).isEqualTo(DUE + 5 * DAY);
    assertThat(design.missed()).isEqualTo(DUE + 5 * DAY + 21 * DAY);
    assertThat(design.attempt()).isEqualTo(1);
    assertThat(design.facts()).containsOnly(DeliverableState.FactState.UNKNOWN);
  }

  @Test
  void theLastAttemptEndsItAsFailed() {
    Story story = failedOnce().after(3 * DAY);
    for (int attempt = 2; attempt <= 3; attempt++) {
      story.delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
      story.answers(story.party(CLIENT), 0, 2, 1).after(3 * DAY).clock();
    }
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
    assertThat(story.its(1).end()).isEqualTo(End.CANCELLED);
    assertThat(story.gets(CLIENT)).isEqualTo(usdc(5_000));
    assertThat(story.recovers(STUDIO)).isEqualTo(usdc(1_000));
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void anAwardOfNothingThatAllAcceptDoesNotReopen() {
    Story story = failedOnce();
    story.does(new Input.Accept(story.party(CLIENT), 0));
    story.does(new Input.Accept(story.party(STUDIO), 0));
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
    assertThat(story.its(0).endedAt()).isEqualTo(story.now);
  }

  @Test
  void aRulingEndsItAlsoWithAttemptsLeft() {
    Story story = failedOnce().challenges(STUDIO, 0, 2, 0);
    story.after(8 * DAY).rules(0, 2, 1);
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
  }

  @Test
  void onTimeIsUpToTheLastSecondOfTheGrace() {
    Story onTime = Story.website().at(DUE + 2 * DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 9);
    onTime.answers(onTime.party(CLIENT), 0, 2, 0).after(3 * DAY).clock();
    assertThat(onTime.gets(STUDIO)).isEqualTo(usdc(2_000));

    Story late = Story.website().at(DUE + 2 * DAY + 1).delivers(STUDIO, 0, 0, DOCUMENT, 1, 9);
    late.answers(late.party(CLIENT), 0, 2, 0).after(3 * DAY).clock();
    assertThat(late.gets(STUDIO)).isEqualTo(usdc(1_940));
  }

  @Test
  void nothingDeliveredIsMissedAndWaitsForItsWindow() {
    Story story = Story.website().at(DUE + 21 * DAY).clock();
    assertThat(story.its(0).phase()).isEqualTo(Phase.ASSERTED);
    story.after(3 * DAY - 1);
    assertThat(story.tries(new Input.Advance(0)))
        .isEqualTo(new Transition.Refused(Refusal.NOTHING_DUE));
    story.after(1).clock();
    assertThat(story.its(0).end()).isEqualTo(End.MISSED);
    assertThat(story.gets(CLIENT)).isEqualTo(usdc(5_200));
    assertThat(story.recovers(STUDIO)).isEqualTo(usdc(800));
  }

  @Test
  void oneLookGoesThroughManyPhasesEachAtItsOwnInstant() {
    Story story = Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
    story.after(400 * DAY).does(new Input.Advance(0));
    assertThat(story.its(0).assertedAt()).isEqualTo(START + 6 * DAY);
    assertThat(story.its(0).endedAt()).isEqualTo(START + 9 * DAY);
    story.does(new Input.Advance(1));
    long missed = START + 9 * DAY + 30 * DAY + 21 * DAY;
    assertThat(story.its(1).endedAt()).isEqualTo(missed + 3 * DAY);
    assertThat(story.its(1).end()).isEqualTo(End.MISSED);
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void anAnswerMayDifferFromTheClaimAndIsThenTheSources() {
    Story story = Story.bounty().after(DAY).does(new Input.Join(1, JOINER));
    story.after(DAY).delivers(1, 0, 0, 0, 1, 400);
    story.answers(story.attestor(), 0, 1, 385).after(7 * DAY).clock();
    // The hunter claimed 400 himself, and may contest what the attestor said instead.
    story.challenges(1, 0, 1, 400);
    long evidenceUntil = story.now + 4 * DAY + 3 * DAY;
    assertThat(Lifecycle.nextDeadline(story.terms, story.state, 0))
        .isEqualTo(OptionalLong.of(evidenceUntil));
    story.at(evidenceUntil).clock();
    assertThat(story.effects)
        .filteredOn(Effect.Ruled.class::isInstance)
        .first()
        .extracting(effect -> ((Effect.Ruled) effect).findings().getFirst().by())
        .isEqualTo(Finding.By.UNDEFENDED);
    assertThat(story.gets(1)).isEqualTo(new BigInteger("3000000000000000000000"));
    assertThat(story.its(0).endedAt()).isEqualTo(evidenceUntil);
  }

  @Test
  void aPanelThatNeverRulesLeavesTheAssertedFacts() {
    Story story = Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
    story.answers(story.party(CLIENT), 0, 2, 0).challenges(CLIENT, 0, 1, 3);
    long evidenceUntil = story.now + 3 * DAY + 3 * DAY;
    long silence = evidenceUntil + 3 * DAY + 2 * DAY + DAY + DAY;
    story.at(silence - 1).clock();
    assertThat(story.its(0).phase()).isEqualTo(Phase.DISPUTED);
    story.at(silence).clock();
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    assertThat(story.its(0).endedAt()).isEqualTo(silence);
    assertThat(story.gets(STUDIO)).isEqualTo(usdc(2_000));
    // 30% of 400 and of 200, the court's 30% of these, half of it from each side.
    assertThat(story.gets(-1)).isEqualTo(usdc(27));
  }

  @Test
  void allWithStandingMaySettleOnFactsWhileItIsDisputed() {
    Story story = Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
    story.answers(story.party(CLIENT), 0, 2, 0).challenges(CLIENT, 0, 1, 3).after(HOUR);
    for (int party : new int[] {STUDIO, CLIENT}) {
      story.does(
          new Input.SettleFacts(story.party(party), 0, FactMaps.of(0, DOCUMENT, 1, 10, 2, 0)));
    }
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    assertThat(story.gets(-1)).isZero();
    assertThat(story.recovers(STUDIO)).isEqualTo(usdc(400));
    assertThat(story.recovers(CLIENT)).isEqualTo(usdc(200));
  }

  @Test
  void otherFactsBeginASettlementAnew() {
    Story story = failedOnce();
    story.does(
        new Input.SettleFacts(story.party(STUDIO), 0, FactMaps.of(0, DOCUMENT, 1, 12, 2, 0)));
    story.does(new Input.SettleFacts(story.party(CLIENT), 0, FactMaps.of(0, DOCUMENT, 1, 9, 2, 0)));
    assertThat(story.its(0).ended()).isFalse();
  }

  @Test
  void aSeatThatStaysEmptyCancelsAndOnlyWhoPaidInGetsMoneyBack() {
    Story story = Story.bounty().at(START + 30 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.CANCELLED);
    assertThat(story.gets(0)).isEqualTo(new BigInteger("3000000000000000000000"));
    assertThat(story.recovers(0)).isEqualTo(new BigInteger("150000000000000000000"));
    assertThat(story.gets(1).add(story.recovers(1))).isZero();
    assertThat(story.state.messages()).isEqualTo(2);
  }

  @Test
  void aSettlementOnL1EndsWhatIsUndisputedWithoutPayouts() {
    Story story = Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
    story.answers(story.party(CLIENT), 0, 2, 0).challenges(CLIENT, 0, 1, 3);
    story.after(HOUR).does(new Input.SettleOnL1());
    assertThat(Lifecycle.nextDeadline(story.terms, story.state, 1))
        .isEqualTo(OptionalLong.of(story.now));
    story.clock();
    assertThat(story.its(1).end()).isEqualTo(End.CANCELLED);
    assertThat(story.its(0).phase()).isEqualTo(Phase.DISPUTED);
    assertThat(story.state.messages()).isZero();
    story.after(8 * DAY).rules(0, 1, 12);
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
    // 30% of the client's 200: 36 to the studio, 18 to the court, 6 burnt.
    assertThat(story.gets(-1)).isEqualTo(usdc(18));
    assertThat(story.gets(-2)).isEqualTo(usdc(6));
  }

  @Test
  void theHashOfTheAssertedFactsIsThatOfTheirList() {
    Story story = failedOnce();
    assertThat(FactWords.assertedHash(story.terms.deliverables().get(0), story.its(0)))
        .isEqualTo(FactWords.hash(FactMaps.of(0, DOCUMENT, 1, 12, 2, 1)));
  }
}
