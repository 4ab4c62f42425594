package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.horkos.engine.lifecycle.Story.DAY;
import static org.horkos.engine.lifecycle.Story.DOCUMENT;
import static org.horkos.engine.lifecycle.Story.HOUR;
import static org.horkos.engine.lifecycle.Story.JOINER;
import static org.horkos.engine.lifecycle.Story.START;

import java.math.BigInteger;

/** How far the stories of the examples have come, and inputs to them. Facts: see {@link Story}. */
final class Scenes {
  static final BigInteger YES = BigInteger.ZERO;
  static final int CLIENT = 0;
  static final int STUDIO = 1;
  static final int SPONSOR = 0;
  static final int HUNTER = 1;

  static void refused(Story story, Input input, Refusal reason) {
    AgreementState before = story.state;
    assertThat(story.tries(input)).isEqualTo(new Transition.Refused(reason));
    assertThat(story.state).isSameAs(before);
  }

  static Story designDelivered() {
    return Story.website().at(START + DAY).delivers(STUDIO, 0, 0, DOCUMENT, 1, 12);
  }

  static Story designAsserted() {
    Story story = designDelivered();
    return story.after(HOUR).answers(story.party(CLIENT), 0, 2, 0);
  }

  static Story launchDelivered() {
    return designAsserted().after(3 * DAY).clock().delivers(STUDIO, 1, 0, 92);
  }

  /** The lab was silent, the client said that there are no defects. */
  static Story launchAsserted() {
    Story story = launchDelivered();
    return story.after(4 * DAY).answers(story.party(CLIENT), 1, 1, 0);
  }

  static Story launchDisputed() {
    return launchAsserted().after(DAY).challenges(CLIENT, 1, 0, 80);
  }

  static Story bountyJoined() {
    return Story.bounty().after(DAY).does(new Input.Join(HUNTER, JOINER));
  }

  /** The attestor said 385; the sponsor was silent about copying. */
  static Story bountyAsserted() {
    Story story = bountyJoined().after(DAY).delivers(HUNTER, 0, 0, 0, 1, 400);
    return story.after(HOUR).answers(story.attestor(), 0, 1, 385).after(7 * DAY).clock();
  }

  static Story bountyDisputed() {
    return bountyAsserted().after(HOUR).challenges(HUNTER, 0, 1, 400);
  }

  static Input deliver(Story story, int party, int deliverable, long... facts) {
    return new Input.Deliver(story.party(party), deliverable, FactMaps.of(facts));
  }

  static Input challenge(Story story, int party, int deliverable, long... claim) {
    return new Input.Challenge(story.party(party), deliverable, FactMaps.of(claim));
  }

  private Scenes() {}
}
