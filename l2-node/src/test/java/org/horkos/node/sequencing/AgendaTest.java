package org.horkos.node.sequencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalLong;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.SystemStep;
import org.junit.jupiter.api.Test;

/** What has to be done without anybody asking is neither forgotten nor proposed for ever. */
class AgendaTest {
  private static final SystemStep FIRST = new SystemStep.Advance(0, 0);
  private static final SystemStep SECOND = new SystemStep.Advance(0, 1);

  private final State state = State.genesis();
  private List<OptionalLong> deadlines = List.of();

  private Agenda agendaOfOneAgreement() {
    state.put(state.globals().withAgreements(1));
    return new Agenda(state, agreement -> deadlines);
  }

  private void timeIs(long time) {
    Leaf.Globals now = state.globals();
    state.put(now.withTime(time));
  }

  @Test
  void aDeadlineThatAnAnswerHasMovedIsLookedUpAnew() {
    deadlines = List.of(OptionalLong.of(30));
    Agenda agenda = agendaOfOneAgreement();
    deadlines = List.of(OptionalLong.of(20));
    agenda.touched(new Action.Answer(0, 0, 0, BigInteger.ZERO), List.of());
    assertThat(agenda.earliest()).hasValue(20);
  }

  @Test
  void whatCameToNothingIsProposedAgainWhenItsMovedDeadlineComes() {
    deadlines = List.of(OptionalLong.of(20));
    Agenda agenda = agendaOfOneAgreement();
    deadlines = List.of(OptionalLong.of(30));
    timeIs(20);
    assertThat(agenda.next()).contains(FIRST);
    agenda.setAside(FIRST);
    assertThat(agenda.next()).isEmpty();
    assertThat(agenda.earliest()).hasValue(30);
    timeIs(30);
    assertThat(agenda.next()).contains(FIRST);
  }

  @Test
  void whatWaitsForSomethingElseIsNotProposedForEver() {
    deadlines = List.of(OptionalLong.of(20), OptionalLong.of(20));
    Agenda agenda = agendaOfOneAgreement();
    timeIs(25);
    agenda.setAside(FIRST);
    assertThat(agenda.next()).contains(SECOND);
    agenda.setAside(SECOND);
    assertThat(agenda.next()).isEmpty();
    assertThat(agenda.earliest()).isEmpty();
    agenda.touchedAgreement(0);
    assertThat(agenda.next()).contains(FIRST);
  }
}
