package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.HOUR;
import static org.horkos.engine.lifecycle.Story.JOINER;
import static org.horkos.engine.lifecycle.Story.START;
import static org.horkos.engine.lifecycle.Story.STRANGER;

import java.math.BigInteger;
import java.util.TreeMap;
import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.Test;

/** Each refusal, by the input that meets it first. Facts: see {@link Story}. */
class RefusalTest {
  private static final BigInteger YES = BigInteger.ZERO;
  private static final int CLIENT = 0;
  private static final int STUDIO = 1;
  private static final int SPONSOR = 0;
  private static final int HUNTER = 1;

  private static void refused(Story story, Input input, Refusal reason) {
    AgreementState before = story.state;
    assertThat(story.tries(input)).isEqualTo(new Transition.Refused(reason));
    assertThat(story.state).isSameAs(before);
  }

  private static Story designDelivered() {
    return Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
  }

  private static Story designAsserted() {
    Story story = designDelivered();
    return story.after(HOUR).answers(story.party(CLIENT), 0, 2, 0);
  }

  private static Story launchDelivered() {
    return designAsserted().after(3 * DAY).clock().delivers(STUDIO, 1, 0, 92);
  }

  /** The lab was silent, the client said that there are no defects. */
  private static Story launchAsserted() {
    Story story = launchDelivered();
    return story.after(4 * DAY).answers(story.party(CLIENT), 1, 1, 0);
  }

  private static Story launchDisputed() {
    return launchAsserted().after(DAY).challenges(CLIENT, 1, 0, 80);
  }

  private static Story bountyJoined() {
    return Story.bounty().after(DAY).does(new Input.Join(HUNTER, JOINER));
  }

  /** The attestor said 385; the sponsor was silent about copying. */
  private static Story bountyAsserted() {
    Story story = bountyJoined().after(DAY).delivers(HUNTER, 0, 0, 0, 1, 400);
    return story.after(HOUR).answers(story.attestor(), 0, 1, 385).after(7 * DAY).clock();
  }

  private static Story bountyDisputed() {
    return bountyAsserted().after(HOUR).challenges(HUNTER, 0, 1, 400);
  }

  private static Input deliver(Story story, int party, int deliverable, long... facts) {
    return new Input.Deliver(story.party(party), deliverable, FactMaps.of(facts));
  }

  private static Input challenge(Story story, int party, int deliverable, long... claim) {
    return new Input.Challenge(story.party(party), deliverable, FactMaps.of(claim));
  }

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
  @Refuses(Refusal.WRONG_FINDING)
  void aPanelFindsOnlyWhatItWasAskedAndInItsRange() {
    Story story = launchDisputed().after(5 * DAY).clock();
    refused(story, Story.ruling(1, 1, 0), Refusal.WRONG_FINDING);
    refused(story, Story.ruling(1, 0, 101), Refusal.WRONG_FINDING);
  }

  @Test
  @Refuses(Refusal.ALREADY_ANSWERED)
  void theSecondAnswerIsRefused() {
    Story story = launchDelivered();
    story.answers(story.attestor(), 1, 0, 91);
    Input again = new Input.Answer(story.attestor(), 1, 0, BigInteger.TEN);
    refused(story, again, Refusal.ALREADY_ANSWERED);
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
  void onceThePanelIsCalledNothingIsStoodByConcededOrShown() {
    Story story = launchDisputed();
    story.at(story.its(1).dispute().orElseThrow().evidenceUntil());
    refused(story, new Input.Concede(story.party(STUDIO), 1, 0), Refusal.EVIDENCE_PASSED);
    Input evidence = new Input.Evidence(story.party(STUDIO), 1, Story.document());
    refused(story, evidence, Refusal.EVIDENCE_PASSED);
    Story bounty = bountyDisputed();
    bounty.does(new Input.StandBy(bounty.party(SPONSOR), 0, 1));
    bounty.does(new Input.Challenge(bounty.party(SPONSOR), 0, FactMaps.of(0, 3)));
    bounty.at(bounty.its(0).dispute().orElseThrow().evidenceUntil());
    refused(bounty, new Input.StandBy(bounty.party(SPONSOR), 0, 1), Refusal.ALREADY_STANDING_BY);
    refused(bounty, new Input.Concede(bounty.party(SPONSOR), 0, 1), Refusal.EVIDENCE_PASSED);
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
