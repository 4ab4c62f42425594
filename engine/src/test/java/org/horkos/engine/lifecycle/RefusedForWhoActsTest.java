package org.horkos.engine.lifecycle;

import static org.horkos.engine.lifecycle.Scenes.CLIENT;
import static org.horkos.engine.lifecycle.Scenes.HUNTER;
import static org.horkos.engine.lifecycle.Scenes.SPONSOR;
import static org.horkos.engine.lifecycle.Scenes.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.YES;
import static org.horkos.engine.lifecycle.Scenes.bountyAsserted;
import static org.horkos.engine.lifecycle.Scenes.bountyDisputed;
import static org.horkos.engine.lifecycle.Scenes.challenge;
import static org.horkos.engine.lifecycle.Scenes.deliver;
import static org.horkos.engine.lifecycle.Scenes.designDelivered;
import static org.horkos.engine.lifecycle.Scenes.launchAsserted;
import static org.horkos.engine.lifecycle.Scenes.launchDelivered;
import static org.horkos.engine.lifecycle.Scenes.launchDisputed;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.STRANGER;

import org.junit.jupiter.api.Test;

/**
 * Refusals because of who acts: each act is for those whom the terms name. Each by the input that
 * meets it first.
 */
class RefusedForWhoActsTest {
  @Test
  @Refuses(Refusal.NOT_THE_PERFORMER)
  void onlyThePerformerDelivers() {
    Story story = Story.website();
    Input delivery = deliver(story, CLIENT, 0, 0, DOCUMENT, 1, 12);
    refused(story, delivery, Refusal.NOT_THE_PERFORMER);
  }

  @Test
  @Refuses(Refusal.NOT_THE_SOURCE)
  void onlyTheNamedSourceAnswers() {
    Story story = launchDelivered();
    refused(story, new Input.Answer(story.party(STUDIO), 1, 1, YES), Refusal.NOT_THE_SOURCE);
    refused(story, new Input.Answer(story.party(CLIENT), 1, 0, YES), Refusal.NOT_THE_SOURCE);
    refused(story, new Input.Answer(STRANGER, 1, 1, YES), Refusal.NOT_THE_SOURCE);
    Story design = designDelivered();
    refused(design, new Input.Answer(design.party(STUDIO), 0, 1, YES), Refusal.NOT_THE_SOURCE);
  }

  @Test
  @Refuses(Refusal.NO_STANDING)
  void whomItDoesNotConcernCanNeitherAcceptNorSettleNorShow() {
    Story story = launchAsserted();
    refused(story, new Input.Accept(story.attestor(), 1), Refusal.NO_STANDING);
    Input settle = new Input.SettleFacts(STRANGER, 1, FactMaps.of(0, 92, 1, 0));
    refused(story, settle, Refusal.NO_STANDING);
    Story disputed = launchDisputed();
    Input evidence = new Input.Evidence(STRANGER, 1, Story.document());
    refused(disputed, evidence, Refusal.NO_STANDING);
  }

  @Test
  @Refuses(Refusal.MAY_NOT_END)
  void onlyWhoIsNamedForItEndsADeliverable() {
    Story story = new Story(MadeTerms.of(MadeTerms.endedBy(CLIENT, 5 * DAY)));
    refused(story, new Input.End(story.party(STUDIO), 0), Refusal.MAY_NOT_END);
    refused(story, new Input.End(STRANGER, 0), Refusal.MAY_NOT_END);
  }

  @Test
  @Refuses(Refusal.NO_LOT)
  void whoHasNoBondNeitherChallengesNorStandsBy() {
    Story story = launchAsserted();
    Input claim = new Input.Challenge(story.attestor(), 1, FactMaps.of(0, 80));
    refused(story, claim, Refusal.NO_LOT);
    refused(launchDisputed(), new Input.StandBy(STRANGER, 1, 0), Refusal.NO_LOT);
  }

  @Test
  @Refuses(Refusal.OWN_STATEMENT)
  void nobodyContestsWhatHeStated() {
    Story story = launchAsserted();
    refused(story, challenge(story, STUDIO, 1, 0, 80), Refusal.OWN_STATEMENT);
    refused(story, challenge(story, CLIENT, 1, 1, 5), Refusal.OWN_STATEMENT);
  }

  @Test
  @Refuses(Refusal.OWN_SILENCE)
  void nobodyContestsWhatHeLetDefault() {
    Story story = bountyAsserted();
    refused(story, challenge(story, SPONSOR, 0, 2, 0), Refusal.OWN_SILENCE);
  }

  @Test
  @Refuses(Refusal.DEFENDS_IT)
  void whoStandsOrStoodByAFactCannotClaimAgainstIt() {
    Story story = bountyDisputed();
    story.does(new Input.StandBy(story.party(SPONSOR), 0, 1));
    refused(story, challenge(story, SPONSOR, 0, 1, 0), Refusal.DEFENDS_IT);
    story.does(new Input.Concede(story.party(SPONSOR), 0, 1));
    refused(story, challenge(story, SPONSOR, 0, 1, 0), Refusal.DEFENDS_IT);
  }

  @Test
  @Refuses(Refusal.CLAIMS_AGAINST_IT)
  void whoClaimsAgainstAFactCannotStandByIt() {
    Story story = bountyDisputed();
    refused(story, new Input.StandBy(story.party(HUNTER), 0, 1), Refusal.CLAIMS_AGAINST_IT);
  }

  @Test
  @Refuses(Refusal.NOT_A_DEFENDER)
  void onlyADefenderConcedesAndOnlyOnce() {
    Story story = launchDisputed();
    refused(story, new Input.Concede(story.party(CLIENT), 1, 0), Refusal.NOT_A_DEFENDER);
    refused(story, new Input.Concede(STRANGER, 1, 0), Refusal.NOT_A_DEFENDER);
    story.does(new Input.Concede(story.party(STUDIO), 1, 0));
    refused(story, new Input.Concede(story.party(STUDIO), 1, 0), Refusal.NOT_A_DEFENDER);
  }

  @Test
  @Refuses(Refusal.ROLE_TAKEN)
  void anAddressHasOneRole() {
    Story story = Story.bounty();
    refused(story, new Input.Join(HUNTER, story.party(SPONSOR)), Refusal.ROLE_TAKEN);
    refused(story, new Input.Join(HUNTER, story.attestor()), Refusal.ROLE_TAKEN);
  }
}
