package org.horkos.engine.lifecycle;

import static org.horkos.engine.lifecycle.Scenes.CLIENT;
import static org.horkos.engine.lifecycle.Scenes.HUNTER;
import static org.horkos.engine.lifecycle.Scenes.SPONSOR;
import static org.horkos.engine.lifecycle.Scenes.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.bountyDisputed;
import static org.horkos.engine.lifecycle.Scenes.bountyJoined;
import static org.horkos.engine.lifecycle.Scenes.challenge;
import static org.horkos.engine.lifecycle.Scenes.deliver;
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
 * Refusals of what was said before, comes too late, or is not due. Each by the input that meets it
 * first.
 */
class RefusedForWhenTest {
  @Test
  @Refuses(Refusal.ALREADY_ANSWERED)
  void theSecondAnswerIsRefused() {
    Story story = launchDelivered();
    story.answers(story.attestor(), 1, 0, 91);
    Input again = new Input.Answer(story.attestor(), 1, 0, BigInteger.TEN);
    refused(story, again, Refusal.ALREADY_ANSWERED);
  }

  @Test
  @Refuses(Refusal.TOO_EARLY_TO_END)
  void nothingIsEndedBeforeItMayBe() {
    Story story = new Story(MadeTerms.of(MadeTerms.endedBy(CLIENT, 5 * DAY)));
    story.after(5 * DAY - 1);
    refused(story, new Input.End(story.party(CLIENT), 0), Refusal.TOO_EARLY_TO_END);
    story.after(1).does(new Input.End(story.party(CLIENT), 0));
  }

  @Test
  @Refuses(Refusal.ALREADY_ACCEPTED)
  void theSecondAcceptanceIsRefused() {
    Story story = launchAsserted();
    story.does(new Input.Accept(story.party(STUDIO), 1));
    refused(story, new Input.Accept(story.party(STUDIO), 1), Refusal.ALREADY_ACCEPTED);
  }

  @Test
  @Refuses(Refusal.ALREADY_CHALLENGED)
  void aPartyChallengesOnce() {
    Story story = launchDisputed();
    refused(story, challenge(story, CLIENT, 1, 0, 70), Refusal.ALREADY_CHALLENGED);
  }

  @Test
  @Refuses(Refusal.ALREADY_STANDING_BY)
  void aPartyStandsByAFactOnce() {
    Story story = bountyDisputed();
    story.does(new Input.StandBy(story.party(SPONSOR), 0, 1));
    refused(story, new Input.StandBy(story.party(SPONSOR), 0, 1), Refusal.ALREADY_STANDING_BY);
  }

  @Test
  @Refuses(Refusal.ALREADY_AGREED)
  void aPartyAgreesToTheSameFactsOnce() {
    Story story = launchAsserted();
    Input settle = new Input.SettleFacts(story.party(STUDIO), 1, FactMaps.of(0, 92, 1, 0));
    story.does(settle);
    refused(story, settle, Refusal.ALREADY_AGREED);
  }

  @Test
  @Refuses(Refusal.SEAT_TAKEN)
  void aSeatIsForOne() {
    Story story = bountyJoined();
    refused(story, new Input.Join(HUNTER, STRANGER), Refusal.SEAT_TAKEN);
  }

  @Test
  @Refuses(Refusal.ANSWER_TOO_LATE)
  void anAnswerComesWithinItsTime() {
    Story story = launchDelivered();
    long delivered = story.now;
    Input answer = new Input.Answer(story.attestor(), 1, 0, BigInteger.TEN);
    refused(story.at(delivered + 2 * DAY), answer, Refusal.ANSWER_TOO_LATE);
    Story inTime = launchDelivered();
    inTime.after(2 * DAY - 1).does(answer);
  }

  @Test
  @Refuses(Refusal.WINDOW_PASSED)
  void noClaimJoinsAfterTheWindow() {
    Story story = launchDisputed();
    long joinUntil = story.its(1).dispute().orElseThrow().joinUntil();
    Input claim = challenge(story, STUDIO, 1, 1, 5);
    refused(story.at(joinUntil), claim, Refusal.WINDOW_PASSED);
    launchDisputed().at(joinUntil - 1).does(claim);
  }

  @Test
  @Refuses(Refusal.EVIDENCE_PASSED)
  void onceThePanelIsCalledNothingIsStoodByConcededShownOrSettled() {
    Story story = launchDisputed();
    story.at(story.its(1).dispute().orElseThrow().evidenceUntil());
    refused(story, new Input.Concede(story.party(STUDIO), 1, 0), Refusal.EVIDENCE_PASSED);
    Input evidence = new Input.Evidence(story.party(STUDIO), 1, Story.document());
    refused(story, evidence, Refusal.EVIDENCE_PASSED);
    Story all = launchDisputed();
    Input.SettleFacts studio = settles(all, STUDIO);
    all.at(all.its(1).dispute().orElseThrow().evidenceUntil() - 1).does(studio);
    Input.SettleFacts client = settles(all, CLIENT);
    refused(all.after(1), client, Refusal.EVIDENCE_PASSED);
    refused(all, studio, Refusal.ALREADY_AGREED);
    Story bounty = bountyDisputed();
    bounty.does(new Input.StandBy(bounty.party(SPONSOR), 0, 1));
    bounty.does(new Input.Challenge(bounty.party(SPONSOR), 0, FactMaps.of(0, 3)));
    bounty.at(bounty.its(0).dispute().orElseThrow().evidenceUntil());
    refused(bounty, new Input.StandBy(bounty.party(SPONSOR), 0, 1), Refusal.ALREADY_STANDING_BY);
    refused(bounty, new Input.Concede(bounty.party(SPONSOR), 0, 1), Refusal.EVIDENCE_PASSED);
  }

  private static Input.SettleFacts settles(Story story, int party) {
    return new Input.SettleFacts(story.party(party), 1, FactMaps.of(0, 92, 1, 0));
  }

  @Test
  @Refuses(Refusal.SEAT_LAPSED)
  void aSeatIsJoinedWithinItsTime() {
    Input join = new Input.Join(HUNTER, JOINER);
    refused(Story.bounty().at(START + 30 * DAY), join, Refusal.SEAT_LAPSED);
    Story.bounty().at(START + 30 * DAY - 1).does(join);
  }

  @Test
  @Refuses(Refusal.DELIVERY_TOO_LATE)
  void aDeliveryComesBeforeTheMissedDate() {
    long missed = START + (14 + 21) * DAY;
    Story story = Story.website().at(missed);
    Input delivery = deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 12);
    refused(story, delivery, Refusal.DELIVERY_TOO_LATE);
    Story.website().at(missed - 1).does(delivery);
  }

  @Test
  @Refuses(Refusal.NOTHING_DUE)
  void advanceWaitsForADeadline() {
    Story story = Story.website().clock();
    refused(story, new Input.Advance(0), Refusal.NOTHING_DUE);
    refused(story, new Input.Advance(1), Refusal.NOTHING_DUE);
  }
}
