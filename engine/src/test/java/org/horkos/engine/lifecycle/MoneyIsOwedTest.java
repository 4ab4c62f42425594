package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.OwedAndContested.DEBTOR;
import static org.horkos.engine.lifecycle.OwedAndContested.GUARANTOR;
import static org.horkos.engine.lifecycle.OwedAndContested.LENDER;
import static org.horkos.engine.lifecycle.Scenes.refused;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.backend.terms.Clauses.Contest.Mode;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.junit.jupiter.api.Test;

class MoneyIsOwedTest {
  private static Input pay(Story story, int party, long amount) {
    return new Input.Pay(story.party(party), 0, BigInteger.valueOf(amount));
  }

  private static List<Effect.Paid.Share> shares(Story story) {
    return story.effects.stream()
        .filter(Effect.Paid.class::isInstance)
        .flatMap(effect -> ((Effect.Paid) effect).shares().stream())
        .toList();
  }

  private static Effect.Paid.Share share(int to, long amount) {
    return new Effect.Paid.Share(to, BigInteger.valueOf(amount));
  }

  private static Story loan() {
    return new Story(OwedAndContested.loan()).at(START + 1).clock();
  }

  @Test
  void whatIsPaidInTimeInTwoPartsIsKeptAtOnceAndTheBondGoesBack() {
    Story story = loan().does(pay(loan(), DEBTOR, 40));
    assertThat(story.its(0).phase()).isEqualTo(Phase.OPEN);
    story.at(START + 110).does(pay(story, DEBTOR, 60));
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    assertThat(shares(story)).containsExactly(share(LENDER, 40), share(LENDER, 60));
    assertThat(story.recovers(GUARANTOR)).isEqualTo(50);
    assertThat(story.gets(LENDER)).isZero();
  }

  @Test
  void afterGraceMoreIsOwedAndGoesToWhomItIsFor() {
    Story story = loan().does(pay(loan(), DEBTOR, 40)).at(START + 111);
    story.does(pay(story, DEBTOR, 60));
    assertThat(story.its(0).phase()).isEqualTo(Phase.OPEN);
    story.does(pay(story, DEBTOR, 7));
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    assertThat(shares(story)).containsExactly(share(LENDER, 40), share(LENDER, 60), share(3, 7));
  }

  @Test
  void onePaymentIsSplitAmongThoseForWhomItIs() {
    Story story = loan().at(START + 111).does(pay(loan(), DEBTOR, 107));
    assertThat(shares(story)).containsExactly(share(LENDER, 100), share(3, 7));
  }

  @Test
  void whatIsMissedEndsInItsSecondAndSaysWhatLacks() {
    Story story = loan().does(pay(loan(), DEBTOR, 40)).at(START + 5_000).clock();
    assertThat(story.its(0).end()).isEqualTo(End.MISSED);
    assertThat(story.its(0).endedAt()).isEqualTo(START + 150);
    assertThat(story.its(0).tally().owed().unpaid()).isEqualTo(67);
    assertThat(story.gets(LENDER)).isEqualTo(30);
    assertThat(story.recovers(GUARANTOR)).isEqualTo(20);
  }

  @Test
  void whatLacksIsCarriedToTheNextInstalment() {
    Story story = new Story(OwedAndContested.instalments()).at(START + 1).clock();
    story.does(pay(story, DEBTOR, 40)).at(START + 160).clock();
    assertThat(story.its(1).tally().owed().carried()).isEqualTo(67);
    Input all = new Input.Pay(story.party(DEBTOR), 1, BigInteger.valueOf(167));
    refused(
        story,
        new Input.Pay(story.party(DEBTOR), 1, BigInteger.valueOf(168)),
        Refusal.WRONG_AMOUNT);
    story.does(all);
    assertThat(story.its(1).end()).isEqualTo(End.KEPT);
    // what is carried is for the first of the entries, then what is owed in any case
    assertThat(shares(story)).containsExactly(share(LENDER, 40), share(3, 67), share(LENDER, 100));
  }

  @Test
  @Refuses(Refusal.WRONG_AMOUNT)
  void nothingAndMoreThanIsOwedAreRefused() {
    Story story = loan();
    refused(story, pay(story, DEBTOR, 0), Refusal.WRONG_AMOUNT);
    refused(story, pay(story, DEBTOR, -1), Refusal.WRONG_AMOUNT);
    refused(story, pay(story, DEBTOR, 101), Refusal.WRONG_AMOUNT);
    story.does(pay(story, DEBTOR, 99));
    refused(story, pay(story, DEBTOR, 2), Refusal.WRONG_AMOUNT);
  }

  @Test
  @Refuses(Refusal.NOTHING_OWED)
  void whereNothingIsOwedNothingIsPaid() {
    Story story = Story.website();
    Input input = new Input.Pay(story.party(Scenes.STUDIO), 0, BigInteger.ONE);
    refused(story, input, Refusal.NOTHING_OWED);
  }

  @Test
  @Refuses(Refusal.NOT_BY_DELIVERY)
  void moneyAndContestsAreNotDelivered() {
    Story story = loan();
    refused(story, Scenes.deliver(story, DEBTOR, 0), Refusal.NOT_BY_DELIVERY);
    Story contest = new Story(OwedAndContested.contest(Mode.SHARES)).clock();
    refused(contest, Scenes.deliver(contest, 0, 3), Refusal.NOT_BY_DELIVERY);
  }

  @Test
  void onlyThePerformerPays() {
    Story story = loan();
    refused(story, pay(story, LENDER, 10), Refusal.NOT_THE_PERFORMER);
    Story missed = loan().at(START + 150);
    refused(missed, pay(missed, DEBTOR, 10), Refusal.DELIVERABLE_ENDED);
  }

  // ---- contests ----

  private static Story contest(Mode mode, Integer... bps) {
    Story story = new Story(OwedAndContested.contest(mode, bps)).clock();
    story.at(START + 1).delivers(1, 0, 0, 30);
    story.at(START + 2).delivers(2, 1, 0, 30);
    return story.at(START + 3).delivers(1, 2, 0, 40);
  }

  @Test
  void placesGoByValueThenByTheEarlierDelivery() {
    Story story = contest(Mode.PLACES, 5_000, 3_000, 999);
    story.at(START + 11).clock();
    assertThat(story.its(3).phase()).isEqualTo(Phase.OPEN);
    story.at(START + 5_000).clock();
    assertThat(story.its(3).end()).isEqualTo(End.KEPT);
    assertThat(story.its(3).endedAt()).isEqualTo(START + 13);
    // 50 and 30 of 101 for 40 and the first 30, 10 for the other 30; each has 1 for its entry too
    assertThat(story.gets(1)).isEqualTo(50 + 30 + 2);
    assertThat(story.gets(2)).isEqualTo(10 + 1);
    // 11 go back: 7 and 3, and the odd one to the first
    assertThat(story.gets(0)).isEqualTo(8);
    assertThat(story.gets(3)).isEqualTo(3);
  }

  @Test
  void sharesFollowTheValues() {
    Story story = contest(Mode.SHARES).at(START + 5_000).clock();
    assertThat(story.gets(1)).isEqualTo(30 + 40 + 2);
    assertThat(story.gets(2)).isEqualTo(30 + 1);
    assertThat(story.gets(0).add(story.gets(3))).isEqualTo(1);
  }

  @Test
  void entriesOfNoValueAndThoseThatMissWinNothing() {
    Story story = new Story(OwedAndContested.contest(Mode.PLACES, 6_000, 4_000)).clock();
    story.at(START + 1).delivers(1, 0, 0, 0).at(START + 5_000).clock();
    assertThat(story.its(3).end()).isEqualTo(End.FAILED);
    assertThat(story.its(3).endedAt()).isEqualTo(story.its(1).endedAt());
    assertThat(story.gets(0)).isEqualTo(70 + 2);
    assertThat(story.gets(3)).isEqualTo(31);
  }

  @Test
  void aContestMayStandBeforeItsEntriesAreNoticed() {
    Story story = contest(Mode.SHARES).at(START + 5_000);
    refused(story, new Input.Advance(3), Refusal.NOTHING_DUE);
    story.does(new Input.Advance(2)).does(new Input.Advance(0)).does(new Input.Advance(1));
    assertThat(story.its(3).tally().entries().kept())
        .extracting(Tally.Entry::deliverable)
        .containsExactly(0, 1, 2);
    story.does(new Input.Advance(3));
    assertThat(story.state.status()).isEqualTo(AgreementState.Status.CLOSED);
  }
}
