package org.horkos.app.simulation;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.execution.StepEffect;

/** Tells what a step brought about in an agreement, one sentence an effect, without full stops. */
public final class StepNarrator {
  private final Narrator narrator;

  /** In the words of one agreement. */
  public StepNarrator(Narrator narrator) {
    this.narrator = narrator;
  }

  /** What an effect means to those in the agreement; empty if it is not about one. */
  public String tell(StepEffect effect) {
    return switch (effect) {
      case StepEffect.AgreementBegan began -> "everybody's money is in: the agreement has begun";
      case StepEffect.InAgreement in -> tell(in.effect());
      case StepEffect.DisputeOpened opened ->
          narrator.name(opened.deliverable()) + ": this is dispute " + opened.dispute();
      case StepEffect.OnPanel on -> "dispute " + on.dispute() + ": " + tell(on.effect());
      case StepEffect.Sent _,
          StepEffect.TimeMoved _,
          StepEffect.Consumed _,
          StepEffect.MessageIgnored _,
          StepEffect.AccountOpened _,
          StepEffect.FeePaid _,
          StepEffect.Credited _,
          StepEffect.Debited _,
          StepEffect.CourtMade _,
          StepEffect.StakeChanged _,
          StepEffect.BeaconTaken _,
          StepEffect.VerdictsDiffered _,
          StepEffect.CollectorSet _ ->
          "";
    };
  }

  private String tell(Effect effect) {
    List<String> told = narrator.tell(effect);
    if (told.isEmpty() && effect instanceof Effect.Moved moved) {
      return narrator.name(moved.deliverable()) + ": " + phase(moved.to());
    }
    if (told.isEmpty()) {
      return "a ruling that changes nobody's bond"; // Ruled without findings and forfeits
    }
    return String.join("; ", told);
  }

  private static String phase(Phase phase) {
    return switch (phase) {
      case WAITING -> "waits";
      case OPEN -> "open";
      case ANSWERING -> "waits for answers";
      case ASSERTED -> "a verdict stands and can be challenged";
      case DISPUTED -> "disputed";
      case EXECUTED -> "executed";
      case CANCELLED -> "cancelled";
    };
  }

  private static String tell(PanelEffect effect) {
    return switch (effect) {
      case PanelEffect.Moved moved -> "the panel is at " + word(moved.to());
      case PanelEffect.Passed passed ->
          "arbitrator "
              + passed.arbitrator()
              + " was drawn for seat "
              + passed.seat()
              + " but cannot sit: "
              + word(passed.cause());
      case PanelEffect.LeftEmpty left -> "seat " + left.seat() + " stays empty";
      case PanelEffect.Committed committed ->
          "seat " + committed.seat() + " has committed to a ballot";
      case PanelEffect.Revealed revealed ->
          "seat " + revealed.seat() + " reveals its ballot" + ballot(revealed.ballot());
      case PanelEffect.Ruled ruled -> "the panel has ruled";
      case PanelEffect.Seated seated ->
          "arbitrator " + seated.arbitrator() + " sits in seat " + seated.seat();
      case PanelEffect.SeatSettled settled ->
          "seat " + settled.seat() + " is settled: its fee is paid and its stake freed";
      case PanelEffect.TreasuryGained gained -> "what no arbitrator gets stays with the court";
    };
  }

  private static String ballot(SortedMap<Integer, BigInteger> ballot) {
    return ballot.entrySet().stream()
        .map(entry -> "fact " + entry.getKey() + " is " + entry.getValue())
        .collect(Collectors.joining(", ", " {", "}"));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
