package org.horkos.node.thief;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A sequencer that lies in one way. */
sealed interface Thief
    permits InflatedPayout,
        SkippedPenalty,
        IgnoredChallenge,
        ReleasedFrozenBond,
        ForgedSignature,
        ReplayedTransaction,
        WrongNonce,
        WrongPanel,
        CountedUnrevealedBallot,
        ChangedRuling,
        DroppedInboxMessage,
        InventedDeposit,
        WrongBeacon,
        TimeMovedBack,
        DuplicatedOutboxEntry,
        StateChangedByGarbage,
        PassedOverMessage,
        TimeMovedAhead {
  /** Up to where life has gone honestly when it comes. */
  HonestLife.Stage stage();

  /** Does what the sequencer is to post next, and lies about it. */
  void lies(Scene scene);

  /** What it is called: {@code inflated payout}. */
  default String title() {
    return getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toLowerCase(Locale.ROOT);
  }

  /** All of them. */
  static List<Thief> all() {
    return Arrays.stream(Thief.class.getPermittedSubclasses()).map(Thief::one).toList();
  }

  private static Thief one(Class<?> type) {
    try {
      return (Thief) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
