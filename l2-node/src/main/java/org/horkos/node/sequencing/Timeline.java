package org.horkos.node.sequencing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.TimelineEvent;

/** Sorts effects into the timelines of the agreements that they concern. */
final class Timeline {
  private final Storage storage;
  private final Map<Long, Long> lengths = new HashMap<>();

  Timeline(Storage storage) {
    this.storage = storage;
  }

  /**
   * The entries that a step adds.
   *
   * @param state as it is after the step or later
   * @param at L2 time after the step, Unix seconds
   * @param block the block that the step is in
   */
  List<TimelineEvent> entries(State state, long at, List<StepEffect> effects, long block) {
    List<TimelineEvent> entries = new ArrayList<>();
    for (StepEffect effect : effects) {
      OptionalLong agreement = agreement(state, effect);
      if (agreement.isPresent()) {
        long id = agreement.getAsLong();
        long number = lengths.computeIfAbsent(id, storage::timelineLength);
        lengths.put(id, number + 1);
        entries.add(new TimelineEvent(id, number, at, block, EffectJson.of((Record) effect)));
      }
    }
    return entries;
  }

  /** Forgets what it counted: the block that it counted for was not kept. */
  void discard() {
    lengths.clear();
  }

  /** The agreement that an effect belongs to, if it belongs to one. */
  static OptionalLong agreement(State state, StepEffect effect) {
    return switch (effect) {
      case StepEffect.AgreementBegan began -> OptionalLong.of(began.agreement());
      case StepEffect.InAgreement in -> OptionalLong.of(in.agreement());
      case StepEffect.DisputeOpened opened -> OptionalLong.of(opened.agreement());
      case StepEffect.OnPanel on ->
          state
              .dispute(on.dispute())
              .map(Leaf.DisputeLeaf::agreement)
              .map(OptionalLong::of)
              .orElseGet(OptionalLong::empty);
      case StepEffect.Sent sent -> OptionalLong.empty();
      case StepEffect.TimeMoved moved -> OptionalLong.empty();
      case StepEffect.Consumed consumed -> OptionalLong.empty();
      case StepEffect.MessageIgnored ignored -> OptionalLong.empty();
      case StepEffect.AccountOpened opened -> OptionalLong.empty();
      case StepEffect.FeePaid paid -> OptionalLong.empty();
      case StepEffect.Credited credited -> OptionalLong.empty();
      case StepEffect.Debited debited -> OptionalLong.empty();
      case StepEffect.CourtMade made -> OptionalLong.empty();
      case StepEffect.StakeChanged changed -> OptionalLong.empty();
      case StepEffect.BeaconTaken taken -> OptionalLong.empty();
      case StepEffect.VerdictsDiffered differed -> OptionalLong.empty();
      case StepEffect.CollectorSet set -> OptionalLong.empty();
    };
  }
}
