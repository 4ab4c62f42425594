package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.MadeTerms.CLIENT;
import static org.horkos.engine.lifecycle.MadeTerms.DAY;
import static org.horkos.engine.lifecycle.MadeTerms.STUDIO;
import static org.horkos.engine.lifecycle.Story.START;

import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.junit.jupiter.api.Test;

/** ASKED. */
class WhatIsNotAskedForTest {
  private static Story delivered(long fault) {
    return new Story(MadeTerms.of(MadeTerms.askedIfFaulty())).delivers(STUDIO, 0, 0, fault);
  }

  @Test
  void whatIsNeedlessAfterWhatWasStatedIsNotAwaited() {
    Story story = delivered(0).after(DAY).answers(RandomTerms.address(CLIENT), 0, 2, 9);
    assertThat(story.its(0).phase()).isEqualTo(Phase.ASSERTED);
    assertThat(story.its(0).assertedAt()).isEqualTo(START + DAY);
  }

  @Test
  void whatMayBeNeededIsAwaited() {
    Story story = delivered(1).after(DAY).answers(RandomTerms.address(CLIENT), 0, 2, 9);
    assertThat(story.its(0).phase()).isEqualTo(Phase.ANSWERING);
    story.answers(RandomTerms.address(CLIENT), 0, 1, 3);
    assertThat(story.its(0).phase()).isEqualTo(Phase.ASSERTED);
  }

  @Test
  void whatIsNotAskedForHasItsDefault() {
    Story story = delivered(0).after(DAY).answers(RandomTerms.address(CLIENT), 0, 2, 9);
    assertThat(FactMaps.asserted(story.terms.deliverables().getFirst(), story.its(0)))
        .isEqualTo(FactMaps.of(0, 0, 1, 5, 2, 9));
  }
}
