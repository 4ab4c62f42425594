package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.MadeTerms.CLIENT;
import static org.horkos.engine.lifecycle.MadeTerms.DAY;
import static org.horkos.engine.lifecycle.MadeTerms.STUDIO;
import static org.horkos.engine.lifecycle.Scenes.deliver;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;
import java.util.Optional;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.agreement.Moment.Event;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.engine.lifecycle.AgreementState.AllEnded;
import org.horkos.engine.lifecycle.AgreementState.Status;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.junit.jupiter.api.Test;

/** MAY_END, ENDS_ALL and AFTER_ANY_END. */
class WhatEndsWithAnotherTest {
  private static final long MISSED = START + 15 * DAY;

  @Test
  void whatIsEndedIsMissedFromThatSecondOn() {
    Story story = new Story(MadeTerms.of(MadeTerms.endedBy(CLIENT, 5 * DAY)));
    story.after(6 * DAY).does(new Input.End(story.party(CLIENT), 0));
    assertThat(story.its(0).phase()).isEqualTo(Phase.ASSERTED);
    assertThat(story.its(0).assertedAt()).isEqualTo(START + 6 * DAY);
    refused(story, deliver(story, STUDIO, 0), Refusal.DELIVERY_TOO_LATE);
    refused(story, new Input.End(story.party(CLIENT), 0), Refusal.DELIVERY_TOO_LATE);
    story.after(3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.MISSED);
    assertThat(story.gets(CLIENT)).isEqualTo(BigInteger.valueOf(1_100));
  }

  @Test
  void whatIsDeliveredOrWaitsIsNotEnded() {
    MadeTerms second = MadeTerms.endedBy(CLIENT, 0);
    second.after = 0;
    Story story = new Story(MadeTerms.of(MadeTerms.endedBy(STUDIO, 0).judged(), second));
    refused(story, new Input.End(story.party(CLIENT), 1), Refusal.STILL_WAITING);
    story.delivers(STUDIO, 0);
    refused(story, new Input.End(story.party(STUDIO), 0), Refusal.ALREADY_DELIVERED);
  }

  @Test
  void itMayBeEndedFromTheEndOfWhatItWaitedFor() {
    MadeTerms second = new MadeTerms();
    second.after = 0;
    second.clauses.mayEnd = new Clauses.MayEnd(CLIENT, new Moment(Event.ENDED, 0, DAY));
    Story story = new Story(MadeTerms.of(new MadeTerms(), second)).delivers(STUDIO, 0);
    long kept = START + 3 * DAY;
    story.at(kept + DAY - 1).clock();
    refused(story, new Input.End(story.party(CLIENT), 1), Refusal.TOO_EARLY_TO_END);
    story.at(kept + DAY).does(new Input.End(story.party(CLIENT), 1));
  }

  /** 0 ends all if missed; 1 waits, 2 is open and the client's, 3 is open, 4 in judgement. */
  private static Story five(int endsAll) {
    MadeTerms first = new MadeTerms().judged();
    first.clauses.endsAll = endsAll;
    first.awardsByFact = true;
    first.attempts = 1;
    MadeTerms clients = new MadeTerms();
    clients.performer = CLIENT;
    clients.due = new Moment(Event.START, 0, 90 * DAY);
    MadeTerms open = new MadeTerms();
    open.due = new Moment(Event.START, 0, 90 * DAY);
    MadeTerms judged = new MadeTerms().judged();
    judged.awardsByFact = true;
    judged.attempts = 9;
    judged.due = new Moment(Event.START, 0, 90 * DAY);
    return new Story(MadeTerms.of(first, MadeTerms.after(0), clients, open, judged));
  }

  @Test
  void whatItsPerformerOwesIsMissedAndAllElseThatIsOpenIsCancelled() {
    Story story = five(Clauses.IF_MISSED);
    story.at(MISSED + 3 * DAY - 3_600).clock().delivers(STUDIO, 4);
    story.at(MISSED + 3 * DAY).clock();
    long all = MISSED + 3 * DAY;
    assertThat(story.its(0).end()).isEqualTo(End.MISSED);
    assertThat(story.state.allEnded()).isEqualTo(Optional.of(new AllEnded(all, STUDIO)));
    assertThat(story.its(1).end()).as("the studio's that waited").isEqualTo(End.MISSED);
    assertThat(story.its(2).end()).as("the client's").isEqualTo(End.CANCELLED);
    assertThat(story.its(3).end()).as("the studio's that was open").isEqualTo(End.MISSED);
    assertThat(story.its(3).endedAt()).isEqualTo(all);
    assertThat(story.its(4).phase()).as("in judgement").isEqualTo(Phase.ANSWERING);
  }

  @Test
  void whatIsInJudgementRunsOutAndDoesNotReopen() {
    Story story = five(Clauses.IF_MISSED);
    story.at(MISSED + 3 * DAY - 3_600).clock().delivers(STUDIO, 4);
    story.at(MISSED + 3 * DAY).clock().answers(story.party(CLIENT), 4, 0, 0);
    story.after(3 * DAY).clock();
    assertThat(story.its(4).end()).isEqualTo(End.FAILED);
    assertThat(story.state.status()).isEqualTo(Status.CLOSED);
  }

  @Test
  void itIsNoticedAsIfAtTheSecondOfThatEnd() {
    Story story = five(Clauses.IF_MISSED);
    long all = MISSED + 3 * DAY;
    story.at(all + 50 * DAY).does(new Input.Advance(0)).does(new Input.Advance(3));
    assertThat(story.its(3).endedAt()).isEqualTo(all);
    story.does(new Input.Advance(2));
    assertThat(story.its(2).endedAt()).as("it had not been noticed open").isEqualTo(all);
  }

  @Test
  void anotherEndThanThoseNamedEndsNothingElse() {
    Story story = five(Clauses.IF_MISSED).delivers(STUDIO, 0);
    story.answers(story.party(CLIENT), 0, 0, 0).after(3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
    assertThat(story.state.allEnded()).isEmpty();
    Story failed = five(Clauses.IF_FAILED).delivers(STUDIO, 0);
    failed.answers(failed.party(CLIENT), 0, 0, 0).after(3 * DAY).clock();
    assertThat(failed.state.allEnded()).contains(new AllEnded(START + 3 * DAY, STUDIO));
  }

  @Test
  void onceAllHasEndedNobodyJoins() {
    Story story = Story.bounty();
    story.state =
        new AgreementState(
            story.state.status(),
            story.state.start(),
            0,
            story.state.members(),
            story.state.deliverables(),
            0,
            0,
            Optional.of(new AllEnded(START, 0)));
    refused(story, new Input.Join(1, Story.JOINER), Refusal.SEAT_LAPSED);
  }

  @Test
  void whatWaitsForAnyEndOpensWhateverTheEndIs() {
    MadeTerms any = MadeTerms.after(0);
    any.clauses.afterAnyEnd = true;
    any.due = new Moment(Event.DUE_OF, 0, 20 * DAY);
    Story story = new Story(MadeTerms.of(new MadeTerms(), any, MadeTerms.after(0)));
    story.at(MISSED + 3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.MISSED);
    assertThat(story.its(1).phase()).isEqualTo(Phase.OPEN);
    assertThat(story.its(1).due()).isEqualTo(START + 30 * DAY);
    assertThat(story.its(2).end()).as("waits for it to be kept").isEqualTo(End.CANCELLED);
  }

  @Test
  void whatWaitsForAnyEndIsCancelledWithWhatItWaitsFor() {
    MadeTerms waits = MadeTerms.after(0);
    MadeTerms any = MadeTerms.after(1);
    any.clauses.afterAnyEnd = true;
    Story story = new Story(MadeTerms.of(new MadeTerms(), waits, any));
    story.at(MISSED + 3 * DAY).clock();
    assertThat(story.its(1).end()).isEqualTo(End.CANCELLED);
    assertThat(story.its(2).end()).isEqualTo(End.CANCELLED);
  }

  @Test
  void whatARulingEndsInTheSecondOfASettlementComesAfterIt() {
    Story story =
        new Story(MadeTerms.of(MadeTerms.judgedByTheFirst(), MadeTerms.after(0)))
            .delivers(STUDIO, 0);
    story.answers(story.party(CLIENT), 0, 0, 9).answers(story.party(CLIENT), 0, 1, 9);
    story.challenges(STUDIO, 0, 0, 0);
    story.at(story.its(0).dispute().orElseThrow().evidenceUntil()).clock();
    story.does(new Input.SettleOnL1()).rules(0, 0, 0).does(new Input.Advance(1));
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
    assertThat(story.its(1).end()).isEqualTo(End.CANCELLED);
    assertThat(story.effects)
        .filteredOn(effect -> effect instanceof Effect.Ended ended && ended.deliverable() == 1)
        .allMatch(effect -> ((Effect.Ended) effect).payouts().isEmpty(), "L1 has paid it");
  }
}
