package org.horkos.app.demo;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.state.Leaf;

/**
 * The real court in a rehearsal: a beacon of L1 draws the panel when the evidence period is over,
 * and its ballots are revealed in the second in which the scenario has the ruling, if the court's
 * periods reach so far.
 */
final class Sitting {
  private final World world;
  private final ExactTime time;
  private final DemoCourt court;

  Sitting(World world, ExactTime time, DemoCourt court) {
    this.world = world;
    this.time = time;
    this.court = court;
  }

  /**
   * A panel that sits.
   *
   * @param seated who sits, by seat
   * @param ruling Unix second in which the scenario has the ruling
   */
  private record Panel(
      Play play,
      Scenario.Action.Find find,
      long dispute,
      PanelTerms terms,
      Map<Integer, Person> seated,
      Address token,
      long ruling) {}

  /**
   * Has the panel drawn.
   *
   * @param at Unix second in which the evidence period ends
   * @param ruling Unix second in which the scenario has the ruling
   */
  Optional<Rehearsal.Later> draw(Play play, long at, long ruling, Scenario.Action.Find find) {
    long dispute = court.dispute(play.opened(), find.deliverable());
    // Where many play at the same time, a challenge may have come some seconds late.
    long evidence = panel(dispute).state().evidenceUntil();
    if (evidence > at) {
      return Optional.of(new Rehearsal.Later(evidence, () -> draw(play, evidence, ruling, find)));
    }
    time.reachBeacon(evidence);
    time.untilOnL1("the panel is drawn", () -> court.phase(dispute) == PanelState.Phase.COMMIT);
    Map<Integer, Person> seated = court.drawn(dispute);
    world
        .progress()
        .say(
            "drawn: "
                + String.join(
                    ", ", new TreeMap<>(seated).values().stream().map(Person::name).toList()));
    PanelTerms terms = court.terms(play.opened(), find.deliverable(), dispute);
    Panel panel = new Panel(play, find, dispute, terms, seated, court.feeToken(dispute), ruling);
    long commits = Math.min(ruling - terms.reveal() / 2, panel(dispute).state().commitUntil() - 1);
    return Optional.of(new Rehearsal.Later(commits, () -> commit(panel, commits)));
  }

  private Leaf.PanelLeaf panel(long dispute) {
    return world.wallet().read(machine -> machine.state().panel(dispute).orElseThrow());
  }

  private Optional<Rehearsal.Later> commit(Panel panel, long at) {
    time.reach(at);
    Map<Integer, Hash> salts =
        court.commit(
            panel.dispute(), panel.token(), panel.terms(), panel.seated(), panel.find().found());
    world.progress().say(salts.size() + " ballots were committed to");
    long reveals = Math.min(panel.ruling(), panel(panel.dispute()).state().revealUntil() - 1);
    return Optional.of(new Rehearsal.Later(reveals, () -> reveal(panel, salts, reveals)));
  }

  private Optional<Rehearsal.Later> reveal(Panel panel, Map<Integer, Hash> salts, long at) {
    time.reach(at);
    court.reveal(panel.dispute(), panel.token(), panel.seated(), salts, panel.find().found());
    world.progress().say(salts.size() + " ballots were revealed");
    time.until(
        "the ruling is executed",
        () ->
            world
                    .wallet()
                    .read(
                        machine ->
                            machine
                                .state()
                                .deliverable(
                                    panel.play().opened().id(), panel.find().deliverable()))
                    .orElseThrow()
                    .endedAt()
                != 0);
    return Optional.empty();
  }
}
