package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.Seat;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.SystemStep;

/**
 * What has to be done without anybody asking: deliverables whose next deadline comes, seats to be
 * drawn, seats to be settled. Built from the state at the start, kept up to date from what each
 * step touched; it is not stored, since the state says it all.
 */
final class Agenda {
  private final State state;
  private final Horizon horizon;
  private final TreeSet<Due> dues = new TreeSet<>();
  private final Map<Long, List<Due>> duesOf = new HashMap<>();
  private final TreeSet<Long> disputes = new TreeSet<>();
  private final Set<SystemStep> setAside = new HashSet<>();

  /** Says when time moves the deliverables of an agreement on. */
  interface Horizon {
    /**
     * Per deliverable, in order, the next instant at which time alone moves it or its dispute's
     * panel on; empty where there is none. No entries if the agreement is over.
     *
     * @param agreement the agreement's id
     */
    List<OptionalLong> deadlines(long agreement);
  }

  private record Due(long at, long agreement, int deliverable) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(at, other.at);
      int byAgreement = byTime != 0 ? byTime : Long.compare(agreement, other.agreement);
      return byAgreement != 0 ? byAgreement : Integer.compare(deliverable, other.deliverable);
    }
  }

  /** The agenda of a state. */
  Agenda(State state, Horizon horizon) {
    this.state = state;
    this.horizon = horizon;
    Leaf.Globals globals = state.globals();
    for (long agreement = 0; agreement < globals.agreements(); agreement++) {
      touchedAgreement(agreement);
    }
    for (long dispute = 0; dispute < globals.disputes(); dispute++) {
      touchedDispute(dispute);
    }
  }

  /** An agreement has changed: its deadlines are looked up anew. */
  void touchedAgreement(long agreement) {
    int deliverables = lookUp(agreement);
    for (int deliverable = 0; deliverable < deliverables; deliverable++) {
      setAside.remove(new SystemStep.Advance(agreement, deliverable));
    }
  }

  /** Looks up the deadlines of an agreement, and says how many deliverables they are about. */
  private int lookUp(long agreement) {
    List<Due> before = duesOf.remove(agreement);
    if (before != null) {
      before.forEach(dues::remove);
    }
    List<Due> after = new ArrayList<>();
    List<OptionalLong> deadlines = horizon.deadlines(agreement);
    for (int deliverable = 0; deliverable < deadlines.size(); deliverable++) {
      if (deadlines.get(deliverable).isPresent()) {
        after.add(new Due(deadlines.get(deliverable).getAsLong(), agreement, deliverable));
      }
    }
    if (!after.isEmpty()) {
      duesOf.put(agreement, after);
      dues.addAll(after);
    }
    return deadlines.size();
  }

  /** A dispute or its panel has changed. */
  void touchedDispute(long dispute) {
    setAside.removeIf(step -> concerns(step, dispute));
    boolean over =
        state
            .panel(dispute)
            .map(panel -> panel.state().phase() == PanelState.Phase.DONE)
            .orElse(true);
    if (over) {
      disputes.remove(dispute);
    } else {
      disputes.add(dispute);
    }
  }

  private static boolean concerns(SystemStep step, long dispute) {
    return switch (step) {
      case SystemStep.Draw draw -> draw.dispute() == dispute;
      case SystemStep.SettleSeat settle -> settle.dispute() == dispute;
      case SystemStep.Clock _, SystemStep.Inbox _, SystemStep.Advance _, SystemStep.Collector _ ->
          false;
    };
  }

  /**
   * This step changed nothing or must not be made: it is not proposed again until something it is
   * about has changed, or its deadline comes if that has only moved.
   */
  void setAside(SystemStep step) {
    if (step instanceof SystemStep.Advance advance) {
      lookUp(advance.agreement());
      if (!isDue(advance)) {
        return;
      }
    }
    setAside.add(step);
  }

  private boolean isDue(SystemStep.Advance advance) {
    long now = state.globals().time();
    return duesOf.getOrDefault(advance.agreement(), List.of()).stream()
        .anyMatch(due -> due.deliverable() == advance.deliverable() && due.at() <= now);
  }

  /** The earliest deadline there is, Unix seconds. */
  OptionalLong earliest() {
    for (Due due : dues) {
      if (!setAside.contains(new SystemStep.Advance(due.agreement(), due.deliverable()))) {
        return OptionalLong.of(due.at());
      }
    }
    return OptionalLong.empty();
  }

  /** The next step that can be made at the state's time, if there is one. */
  Optional<SystemStep> next() {
    long now = state.globals().time();
    for (Due due : dues) {
      if (due.at() > now) {
        break;
      }
      SystemStep advance = new SystemStep.Advance(due.agreement(), due.deliverable());
      if (!setAside.contains(advance)) {
        return Optional.of(advance);
      }
    }
    for (long dispute : disputes) {
      Optional<SystemStep> step = step(dispute).filter(one -> !setAside.contains(one));
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  private Optional<SystemStep> step(long dispute) {
    return state
        .panel(dispute)
        .flatMap(
            panel ->
                switch (panel.state().phase()) {
                  case DRAWING -> draw(dispute, panel.state());
                  case SETTLING -> settle(dispute, panel);
                  case COMMIT, REVEAL, RULED, DONE -> Optional.empty();
                });
  }

  private Optional<SystemStep> draw(long dispute, PanelState panel) {
    boolean wanted =
        state
            .dispute(dispute)
            .map(leaf -> leaf.state().phase() == DisputeState.Phase.PANEL)
            .orElse(false);
    return wanted && panel.frozenTotal().signum() > 0
        ? firstBeaconFrom(panel.evidenceUntil()).map(beacon -> new SystemStep.Draw(dispute, beacon))
        : Optional.empty();
  }

  /** The first beacon at or after an instant; looks back from the newest. */
  private Optional<Long> firstBeaconFrom(long instant) {
    Optional<Long> first = Optional.empty();
    for (long number = state.globals().beacons() - 1; number >= 0; number--) {
      Optional<Leaf.Beacon> beacon = state.beacon(number);
      if (beacon.isEmpty() || beacon.get().blockTime() < instant) {
        break;
      }
      first = Optional.of(number);
    }
    return first;
  }

  private Optional<SystemStep> settle(long dispute, Leaf.PanelLeaf panel) {
    List<Seat> seats = new ArrayList<>();
    for (int seat = 0; seat < panel.seats(); seat++) {
      state.seat(dispute, seat).ifPresent(leaf -> seats.add(leaf.seat()));
    }
    return panel
        .state()
        .withSeats(seats)
        .nextToSettle()
        .map(seat -> new SystemStep.SettleSeat(dispute, seat));
  }

  /**
   * Takes note of a transaction and of what it brought about: also if that is nothing yet, it may
   * have moved a deadline, as an answer does that makes others needless.
   */
  void touched(Action action, List<StepEffect> effects) {
    touched(effects);
    if (action instanceof Action.OnDeliverable on
        && effects.stream().noneMatch(effect -> concerns(effect, on.agreement()))) {
      touchedAgreement(on.agreement());
    }
  }

  private boolean concerns(StepEffect effect, long agreement) {
    OptionalLong of = Timeline.agreement(state, effect);
    return of.isPresent() && of.getAsLong() == agreement;
  }

  /** Takes note of what a step brought about. */
  void touched(List<StepEffect> effects) {
    for (StepEffect effect : effects) {
      Timeline.agreement(state, effect).ifPresent(this::touchedAgreement);
      if (effect instanceof StepEffect.OnPanel on) {
        touchedDispute(on.dispute());
      } else if (effect instanceof StepEffect.DisputeOpened opened) {
        touchedDispute(opened.dispute());
      }
    }
  }
}
