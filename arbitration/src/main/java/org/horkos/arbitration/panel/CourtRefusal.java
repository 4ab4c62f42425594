package org.horkos.arbitration.panel;

/** Why a court refuses. */
public enum CourtRefusal {
  /** The amount is 0. */
  NOTHING_STAKED(130, "the amount is 0; name an amount above 0"),
  /** The index lies beyond the arbitrators. */
  NO_SUCH_ARBITRATOR(
      131,
      "this court has no arbitrator of that number; to join, name the number of arbitrators it has"),
  /** The leaf is somebody else's. */
  NOT_THIS_ARBITRATOR(132, "this arbitrator is somebody else; only the staker may move a stake"),
  /** All leaves are taken. */
  COURT_IS_FULL(133, "this court has as many arbitrators as it can hold; join another court"),
  /** The sum would not fit. */
  STAKE_TOO_LARGE(134, "the court's stakes together would pass 2^128 - 1 base units; stake less"),
  /** Neither 0 nor enough. */
  BELOW_MINIMUM(
      135,
      "a stake is the court's minimum or more, or 0; stake up to the minimum, or take all of it out"),
  /** More than there is. */
  MORE_THAN_STAKED(136, "this is more than the stake; name the stake or less"),
  /** Seats hold all that could leave. */
  STAKE_IS_LOCKED(
      137, "seats on running panels lock what is leaving; collect it when they are settled"),
  /** Nothing to take out. */
  NOTHING_TO_COLLECT(
      138,
      "there is nothing of this token to collect: since the last time no settled seat has earned a"
          + " fee, and no stake was taken out"),
  /** Its time has not come. */
  STILL_LEAVING(
      139,
      "what was taken out of this stake can be collected 30 days after the last time that some was"
          + " taken out; wait until then");

  private final int code;
  private final String sentence;

  CourtRefusal(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable number, 130 to 159: unique among all refusals of the rollup. */
  public int code() {
    return code;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
