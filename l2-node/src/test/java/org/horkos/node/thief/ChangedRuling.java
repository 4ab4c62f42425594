package org.horkos.node.thief;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Seat;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/**
 * The panel finds 92, by two ballots of three; the ruling is made of ballots for 0, and these are
 * put back.
 */
record ChangedRuling() implements Thief {
  @Override
  public HonestLife.Stage stage() {
    return HonestLife.Stage.VOTED;
  }

  @Override
  public void lies(Scene scene) {
    scene
        .sequencer()
        .lies(
            (number, step, state, honestly) -> {
              List<Leaf.SeatLeaf> cast = List.of(seat(state, 0), seat(state, 1));
              for (int s = 0; s < cast.size(); s++) {
                state.put(0, s, ballot(cast.get(s).seat(), 0));
              }
              honestly.run();
              for (int s = 0; s < cast.size(); s++) {
                state.put(0, s, cast.get(s));
              }
            });
    scene.reveals(2, 92);
  }

  private static Leaf.SeatLeaf seat(State state, int number) {
    return state.seat(0, number).orElseThrow();
  }

  private static Leaf.SeatLeaf ballot(Seat seat, int score) {
    return new Leaf.SeatLeaf(
        new Seat(
            seat.arbitrator(),
            seat.voter(),
            seat.commitment(),
            Optional.of(new TreeMap<>(Scene.facts(0, score).words())),
            seat.settled()));
  }
}
