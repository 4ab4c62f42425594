package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.MadeTerms.CLIENT;
import static org.horkos.engine.lifecycle.MadeTerms.DAY;
import static org.horkos.engine.lifecycle.MadeTerms.PAY;
import static org.horkos.engine.lifecycle.MadeTerms.STUDIO;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;
import org.horkos.dsl.agreement.Moment;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.junit.jupiter.api.Test;

/** BY_ITSELF. */
class WhatCountsAsDeliveredByItselfTest {
  private static final long DUE = START + 10 * DAY;

  private static MadeTerms byItself() {
    MadeTerms made = new MadeTerms();
    made.clauses.byItself = true;
    made.attempts = 1;
    return made;
  }

  @Test
  void atItsDueTimeItsFactsAreAwaited() {
    Story story = new Story(MadeTerms.of(byItself().judged()));
    story.at(DUE - 1).clock();
    assertThat(story.its(0).phase()).isEqualTo(Phase.OPEN);
    story.at(DUE + DAY).answers(story.party(CLIENT), 0, 0, 9);
    assertThat(story.its(0).deliveredAt()).isEqualTo(DUE);
    assertThat(story.its(0).attempt()).isEqualTo(1);
    assertThat(story.its(0).phase()).isEqualTo(Phase.ASSERTED);
  }

  @Test
  void withNothingToAnswerItIsAssertedAtItsDueTimeHoweverLateThatIsNoticed() {
    Story story = new Story(MadeTerms.of(byItself()));
    story.at(DUE + 3 * DAY - 1).clock();
    assertThat(story.its(0).assertedAt()).isEqualTo(DUE);
    story.after(1).clock();
    assertThat(story.its(0).endedAt()).isEqualTo(DUE + 3 * DAY);
    assertThat(story.gets(STUDIO)).isEqualTo(BigInteger.valueOf(PAY));
  }

  @Test
  void itIsNeverMissedAndNeverLate() {
    MadeTerms late = byItself().judged();
    late.due = new Moment(Moment.Event.DATE, 0, START - 5 * DAY);
    late.missed = new Moment(Moment.Event.DUE, 0, 0);
    Story story = new Story(MadeTerms.of(late)).at(START + 2 * DAY).clock();
    assertThat(story.its(0).deliveredAt()).as("not before it was open").isEqualTo(START);
    story.after(3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.KEPT);
    assertThat(story.gets(STUDIO)).isEqualTo(BigInteger.valueOf(PAY));
  }

  @Test
  void anAwardOfNothingDoesNotReopenIt() {
    MadeTerms made = byItself().judged();
    made.awardsByFact = true;
    Story story = new Story(MadeTerms.of(made)).at(DUE).answers(party(CLIENT), 0, 0, 0);
    story.after(3 * DAY).clock();
    assertThat(story.its(0).end()).isEqualTo(End.FAILED);
  }

  @Test
  void itIsContestedLikeAnyDelivery() {
    MadeTerms made = byItself().judged();
    made.awardsByFact = true;
    Story story = new Story(MadeTerms.of(made)).at(DUE + 2 * DAY);
    story.challenges(STUDIO, 0, 0, 0);
    assertThat(story.its(0).phase()).isEqualTo(Phase.DISPUTED);
  }

  private static org.horkos.dsl.value.Address party(int index) {
    return RandomTerms.address(index);
  }
}
