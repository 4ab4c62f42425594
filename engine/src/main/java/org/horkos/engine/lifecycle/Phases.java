package org.horkos.engine.lifecycle;

/** Which refusal tells somebody that the deliverable is in another phase than his act needs. */
final class Phases {
  private Phases() {}

  /**
   * For acts on something delivered.
   *
   * @param otherwise while a delivery is in judgement, but not in the phase of this act
   */
  static Refusal afterDelivery(Draft draft, Refusal otherwise) {
    return switch (draft.phase) {
      case WAITING -> Refusal.STILL_WAITING;
      case OPEN -> Refusal.NOT_DELIVERED;
      case ANSWERING -> otherwise;
      case ASSERTED -> draft.nothingStated() ? Refusal.NOTHING_STATED : otherwise;
      case DISPUTED -> Refusal.UNDER_DISPUTE;
      case EXECUTED, CANCELLED -> Refusal.DELIVERABLE_ENDED;
    };
  }

  /** For acts on something open. */
  static Refusal notOpen(Draft draft) {
    return switch (draft.phase) {
      case WAITING -> Refusal.STILL_WAITING;
      case DISPUTED -> Refusal.UNDER_DISPUTE;
      case EXECUTED, CANCELLED -> Refusal.DELIVERABLE_ENDED;
      case OPEN, ANSWERING, ASSERTED ->
          draft.nothingStated() ? Refusal.DELIVERY_TOO_LATE : Refusal.ALREADY_DELIVERED;
    };
  }

  /** For acts in a dispute. */
  static Refusal notDisputed(Draft draft) {
    return switch (draft.phase) {
      case WAITING, OPEN, ANSWERING, ASSERTED, DISPUTED -> Refusal.NOT_DISPUTED;
      case EXECUTED, CANCELLED -> Refusal.DELIVERABLE_ENDED;
    };
  }
}
