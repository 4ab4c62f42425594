package org.horkos.engine.lifecycle;

import static org.horkos.engine.lifecycle.Scenes.CLIENT;
import static org.horkos.engine.lifecycle.Scenes.HUNTER;
import static org.horkos.engine.lifecycle.Scenes.SPONSOR;
import static org.horkos.engine.lifecycle.Scenes.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.YES;
import static org.horkos.engine.lifecycle.Scenes.challenge;
import static org.horkos.engine.lifecycle.Scenes.deliver;
import static org.horkos.engine.lifecycle.Scenes.designAsserted;
import static org.horkos.engine.lifecycle.Scenes.designDelivered;
import static org.horkos.engine.lifecycle.Scenes.launchAsserted;
import static org.horkos.engine.lifecycle.Scenes.launchDelivered;
import static org.horkos.engine.lifecycle.Scenes.launchDisputed;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.JOINER;
import static org.horkos.engine.lifecycle.Story.START;
import static org.horkos.engine.lifecycle.Story.STRANGER;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/**
 * Refusals because of how far things are: what does not exist, has not come yet, or is over. Each
 * by the input that meets it first.
 */
class RefusedForWhatThereIsTest {
  @Test
  @Refuses(Refusal.AGREEMENT_CLOSED)
  void nothingHappensInAClosedAgreement() {
    Story story = Story.bounty().at(START + 30 * DAY).clock();
    refused(story, new Input.SettleOnL1(), Refusal.AGREEMENT_CLOSED);
    refused(story, new Input.Advance(7), Refusal.AGREEMENT_CLOSED);
  }

  @Test
  @Refuses(Refusal.AGREEMENT_SETTLED)
  void nobodyJoinsOrSettlesAgainOnceAllHaveSettled() {
    Story story = Story.bounty().does(new Input.SettleOnL1());
    refused(story, new Input.SettleOnL1(), Refusal.AGREEMENT_SETTLED);
    refused(story, new Input.Join(HUNTER, JOINER), Refusal.AGREEMENT_SETTLED);
  }

  @Test
  @Refuses(Refusal.NO_SUCH_DELIVERABLE)
  void aDeliverableBeyondTheTermsIsRefused() {
    refused(Story.website(), new Input.Advance(2), Refusal.NO_SUCH_DELIVERABLE);
    refused(Story.website(), new Input.Advance(-1), Refusal.NO_SUCH_DELIVERABLE);
  }

  @Test
  @Refuses(Refusal.NO_SUCH_FACT)
  void aFactBeyondTheDeliverableIsRefusedBeforeItsPhaseMatters() {
    Story story = Story.website();
    refused(story, new Input.Answer(STRANGER, 0, 3, YES), Refusal.NO_SUCH_FACT);
    refused(story, new Input.StandBy(STRANGER, 0, -1), Refusal.NO_SUCH_FACT);
    refused(story, new Input.Concede(STRANGER, 0, 3), Refusal.NO_SUCH_FACT);
    refused(story, challenge(story, STUDIO, 0, 3, 0), Refusal.NO_SUCH_FACT);
  }

  @Test
  @Refuses(Refusal.NOBODY_DELIVERS)
  void whatCountsAsDeliveredByItselfIsDeliveredByNobody() {
    Story story = byItself();
    refused(story, deliver(story, STUDIO, 0), Refusal.NOBODY_DELIVERS);
    refused(story, deliver(story, CLIENT, 0), Refusal.NOBODY_DELIVERS);
  }

  @Test
  @Refuses(Refusal.NOBODY_MAY_END)
  void nobodyEndsWhatTheTermsLetNobodyEnd() {
    Story story = Story.website();
    refused(story, new Input.End(story.party(CLIENT), 0), Refusal.NOBODY_MAY_END);
    refused(story, new Input.End(story.party(STUDIO), 1), Refusal.NOBODY_MAY_END);
  }

  @Test
  @Refuses(Refusal.NO_SUCH_SEAT)
  void onlyAnOpenSeatIsJoined() {
    refused(Story.bounty(), new Input.Join(SPONSOR, JOINER), Refusal.NO_SUCH_SEAT);
    refused(Story.bounty(), new Input.Join(2, JOINER), Refusal.NO_SUCH_SEAT);
  }

  @Test
  @Refuses(Refusal.STILL_WAITING)
  void whatWaitsForItsPredecessorCannotBeDelivered() {
    Story story = Story.website();
    refused(story, deliver(story, STUDIO, 1, 0, 92), Refusal.STILL_WAITING);
    refused(story, new Input.Accept(story.party(CLIENT), 1), Refusal.STILL_WAITING);
  }

  @Test
  @Refuses(Refusal.NOT_DELIVERED)
  void whatIsNotDeliveredCannotBeAnsweredAcceptedOrContested() {
    Story story = Story.website();
    refused(story, new Input.Answer(story.party(CLIENT), 0, 2, YES), Refusal.NOT_DELIVERED);
    refused(story, new Input.Accept(story.party(CLIENT), 0), Refusal.NOT_DELIVERED);
    refused(story, challenge(story, CLIENT, 0, 1, 3), Refusal.NOT_DELIVERED);
  }

  @Test
  @Refuses(Refusal.ALREADY_DELIVERED)
  void theSecondDeliveryIsRefusedWhileTheFirstIsJudged() {
    Story story = designDelivered();
    refused(story, deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 12), Refusal.ALREADY_DELIVERED);
  }

  @Test
  @Refuses(Refusal.NOT_ASSERTED)
  void aVerdictThatIsNotMadeYetCannotBeAcceptedOrContested() {
    Story story = designDelivered();
    refused(story, new Input.Accept(story.party(CLIENT), 0), Refusal.NOT_ASSERTED);
    refused(story, challenge(story, CLIENT, 0, 1, 3), Refusal.NOT_ASSERTED);
  }

  @Test
  @Refuses(Refusal.ALREADY_ASSERTED)
  void anAnswerAfterTheAssertionIsRefused() {
    Story story = designAsserted();
    Input answer = new Input.Answer(story.party(CLIENT), 0, 2, BigInteger.ONE);
    refused(story, answer, Refusal.ALREADY_ASSERTED);
  }

  @Test
  @Refuses(Refusal.UNDER_DISPUTE)
  void whatIsFrozenCannotBeDeliveredAnsweredOrAccepted() {
    Story story = launchDisputed();
    refused(story, new Input.Accept(story.party(STUDIO), 1), Refusal.UNDER_DISPUTE);
    refused(story, deliver(story, STUDIO, 1, 0, 99), Refusal.UNDER_DISPUTE);
    refused(story, new Input.Answer(story.attestor(), 1, 0, YES), Refusal.UNDER_DISPUTE);
  }

  @Test
  @Refuses(Refusal.NOT_DISPUTED)
  void withoutADisputeNobodyStandsByConcedesShowsOrRules() {
    Story story = launchAsserted();
    refused(story, new Input.StandBy(story.party(CLIENT), 1, 0), Refusal.NOT_DISPUTED);
    refused(story, new Input.Concede(story.party(STUDIO), 1, 0), Refusal.NOT_DISPUTED);
    Input evidence = new Input.Evidence(story.party(STUDIO), 1, Story.document());
    refused(story, evidence, Refusal.NOT_DISPUTED);
    refused(story, Story.ruling(1, 0, 80), Refusal.NOT_DISPUTED);
  }

  @Test
  @Refuses(Refusal.NO_PANEL_YET)
  void noRulingComesBeforeTheEvidencePeriodIsOver() {
    Story story = launchDisputed();
    long evidenceUntil = story.its(1).dispute().orElseThrow().evidenceUntil();
    refused(story.at(evidenceUntil - 1), Story.ruling(1, 0, 80), Refusal.NO_PANEL_YET);
    story.at(evidenceUntil).does(Story.ruling(1, 0, 80));
  }

  @Test
  @Refuses(Refusal.NOTHING_STATED)
  void aMissedVerdictHasNoFactsToContestOrSettleOn() {
    Story story = Story.website().at(START + (14 + 21) * DAY).clock();
    refused(story, challenge(story, CLIENT, 0, 1, 3), Refusal.NOTHING_STATED);
    Input settle =
        new Input.SettleFacts(story.party(STUDIO), 0, FactMaps.of(0, DOCUMENT, 1, 12, 2, 0));
    refused(story, settle, Refusal.NOTHING_STATED);
    refused(story, new Input.Answer(story.party(CLIENT), 0, 2, YES), Refusal.NOTHING_STATED);
  }

  @Test
  @Refuses(Refusal.DELIVERABLE_ENDED)
  void whatHasEndedStaysAsItIs() {
    Story story = launchDelivered();
    refused(story, deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 12), Refusal.DELIVERABLE_ENDED);
    refused(story, new Input.Advance(0), Refusal.DELIVERABLE_ENDED);
    // The window passes before an act of its last second.
    Story late = designAsserted().after(3 * DAY);
    refused(late, challenge(late, CLIENT, 0, 1, 3), Refusal.DELIVERABLE_ENDED);
    refused(late, new Input.StandBy(late.party(CLIENT), 0, 1), Refusal.DELIVERABLE_ENDED);
  }

  private static Story byItself() {
    MadeTerms made = new MadeTerms();
    made.clauses.byItself = true;
    made.attempts = 1;
    return new Story(MadeTerms.of(made));
  }
}
