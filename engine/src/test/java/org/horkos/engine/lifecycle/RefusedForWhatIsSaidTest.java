package org.horkos.engine.lifecycle;

import static org.horkos.engine.lifecycle.Scenes.CLIENT;
import static org.horkos.engine.lifecycle.Scenes.HUNTER;
import static org.horkos.engine.lifecycle.Scenes.SPONSOR;
import static org.horkos.engine.lifecycle.Scenes.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.bountyAsserted;
import static org.horkos.engine.lifecycle.Scenes.bountyJoined;
import static org.horkos.engine.lifecycle.Scenes.challenge;
import static org.horkos.engine.lifecycle.Scenes.deliver;
import static org.horkos.engine.lifecycle.Scenes.designAsserted;
import static org.horkos.engine.lifecycle.Scenes.designDelivered;
import static org.horkos.engine.lifecycle.Scenes.launchAsserted;
import static org.horkos.engine.lifecycle.Scenes.launchDisputed;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;

import java.math.BigInteger;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.Test;

/** Refusals because of what an act says. Each by the input that meets it first. */
class RefusedForWhatIsSaidTest {
  @Test
  @Refuses(Refusal.WRONG_FACTS)
  void aDeliveryStatesEachOfItsFactsAndNoOther() {
    Story story = Story.website();
    refused(story, deliver(story, STUDIO, 0, 1, 12), Refusal.WRONG_FACTS);
    Input more = deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 12, 2, 0);
    refused(story, more, Refusal.WRONG_FACTS);
    Input beyond = deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 12, 9, 0);
    refused(story, beyond, Refusal.WRONG_FACTS);
    Story asserted = launchAsserted();
    Input some = new Input.SettleFacts(asserted.party(STUDIO), 1, FactMaps.of(0, 92));
    refused(asserted, some, Refusal.WRONG_FACTS);
    Input others = new Input.SettleFacts(asserted.party(STUDIO), 1, FactMaps.of(0, 92, 2, 0));
    refused(asserted, others, Refusal.WRONG_FACTS);
  }

  @Test
  @Refuses(Refusal.OUT_OF_RANGE)
  void aWordStaysInItsRangeAndADocumentIsNotZero() {
    Story story = Story.website();
    refused(story, deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 51), Refusal.OUT_OF_RANGE);
    refused(story, deliver(story, STUDIO, 0, 0, 0, 1, 50), Refusal.OUT_OF_RANGE);
    Story delivered = designDelivered();
    Input answer = new Input.Answer(delivered.party(CLIENT), 0, 2, BigInteger.TWO);
    refused(delivered, answer, Refusal.OUT_OF_RANGE);
    Story asserted = launchAsserted();
    refused(asserted, challenge(asserted, CLIENT, 1, 0, 101), Refusal.OUT_OF_RANGE);
  }

  @Test
  @Refuses(Refusal.BREAKS_REQUIRE)
  void aDeliveryThatCannotBeWorthAnythingIsRefused() {
    Story story = Story.website();
    refused(story, deliver(story, STUDIO, 0, 0, DOCUMENT, 1, 7), Refusal.BREAKS_REQUIRE);
    story.delivers(STUDIO, 0, 0, DOCUMENT, 1, 8);
    Story bounty = bountyJoined();
    refused(bounty, deliver(bounty, HUNTER, 0, 0, 3, 1, 400), Refusal.BREAKS_REQUIRE);
    // What is awaited from others breaks nothing yet, nor does a claim that the attestor may
    // correct.
    bounty.delivers(HUNTER, 0, 0, 2, 1, 0);
  }

  @Test
  @Refuses(Refusal.NOT_CONTESTABLE)
  void aDocumentIsNotContested() {
    Story story = designAsserted();
    refused(story, challenge(story, CLIENT, 0, 0, 5), Refusal.NOT_CONTESTABLE);
  }

  @Test
  @Refuses(Refusal.EMPTY_CLAIM)
  void aClaimContestsSomething() {
    Story story = launchAsserted();
    refused(story, challenge(story, CLIENT, 1), Refusal.EMPTY_CLAIM);
  }

  @Test
  @Refuses(Refusal.CLAIM_TOO_LONG)
  void aClaimContestsAtMostEightFacts() {
    Story story = NineFacts.asserted();
    TreeMap<Integer, BigInteger> claim = new TreeMap<>();
    for (int i = 0; i < 9; i++) {
      claim.put(i, BigInteger.TWO);
    }
    Input nine = new Input.Challenge(story.party(CLIENT), 0, claim);
    refused(story, nine, Refusal.CLAIM_TOO_LONG);
    claim.remove(8);
    story.does(new Input.Challenge(story.party(CLIENT), 0, claim));
  }

  @Test
  @Refuses(Refusal.SAME_AS_ASSERTED)
  void aClaimNamesAnotherValue() {
    Story story = launchAsserted();
    refused(story, challenge(story, CLIENT, 1, 0, 92), Refusal.SAME_AS_ASSERTED);
  }

  @Test
  @Refuses(Refusal.CHANGES_NOTHING)
  void aClaimChangesTheVerdict() {
    Story story = launchAsserted();
    refused(story, challenge(story, CLIENT, 1, 0, 90), Refusal.CHANGES_NOTHING);
    story.challenges(CLIENT, 1, 0, 89);
  }

  @Test
  @Refuses(Refusal.NOT_MINIMAL)
  void aClaimContestsNothingInVain() {
    Story story = bountyAsserted();
    // With licence 3 the award is 0, whatever the tests say.
    refused(story, challenge(story, SPONSOR, 0, 0, 3, 1, 399), Refusal.NOT_MINIMAL);
    story.challenges(SPONSOR, 0, 0, 3);
  }

  @Test
  @Refuses(Refusal.STATED_BY_A_PARTY)
  void whatAPartyStatedIsItsOwnToDefend() {
    Story story = launchDisputed();
    refused(story, new Input.StandBy(story.party(STUDIO), 1, 0), Refusal.STATED_BY_A_PARTY);
  }

  @Test
  @Refuses(Refusal.NOT_CONTESTED)
  void whatNobodyContestsNeedsNoDefence() {
    Story story = launchDisputed();
    refused(story, new Input.StandBy(story.party(STUDIO), 1, 1), Refusal.NOT_CONTESTED);
    refused(story, new Input.Concede(story.party(STUDIO), 1, 1), Refusal.NOT_CONTESTED);
  }

  @Test
  @Refuses(Refusal.EMPTY_DOCUMENT)
  void evidenceIsADocument() {
    Story story = launchDisputed();
    Input nothing = new Input.Evidence(story.party(STUDIO), 1, Hash.ZERO);
    refused(story, nothing, Refusal.EMPTY_DOCUMENT);
    story.does(new Input.Evidence(story.party(STUDIO), 1, Story.document()));
  }

  @Test
  @Refuses(Refusal.NOT_ASKED)
  void whatIsNotAskedForIsNotAnswered() {
    Story story = new Story(MadeTerms.of(MadeTerms.askedIfFaulty())).delivers(STUDIO, 0, 0, 0);
    Input answer = new Input.Answer(story.party(CLIENT), 0, 1, BigInteger.ONE);
    refused(story, answer, Refusal.NOT_ASKED);
  }

  @Test
  @Refuses(Refusal.WRONG_FINDING)
  void aPanelFindsOnlyWhatItWasAskedAndInItsRange() {
    Story story = launchDisputed().after(5 * DAY).clock();
    refused(story, Story.ruling(1, 1, 0), Refusal.WRONG_FINDING);
    refused(story, Story.ruling(1, 0, 101), Refusal.WRONG_FINDING);
  }
}
