package org.horkos.arbitration.panel;

/** Why a panel refuses. */
public enum PanelRefusal {
  /** Seats are not drawn now. */
  NOT_DRAWING(
      100, "the seats of this panel are not drawn now: they have been drawn, or it is over"),
  /** The evidence period runs. */
  EVIDENCE_PERIOD_RUNS(101, "seats are drawn after the evidence period; wait for its end"),
  /** Nothing is contested and defended. */
  NOTHING_TO_FIND(102, "no contested fact is defended, so there is nothing for a panel to find"),
  /** The frozen court was empty. */
  NOBODY_STAKED(
      103, "nobody had staked in this court when the dispute opened; nobody can be drawn"),
  /** The beacon's seed could have been known while evidence was given. */
  BEACON_TOO_EARLY(
      104, "this beacon is from before the end of the evidence period; name the first one after"),
  /** An earlier beacon would do. */
  NOT_THE_FIRST_BEACON(
      105,
      "an earlier beacon already lies after the evidence period; name the first one after its end"),
  /** The draw began with another. */
  ANOTHER_BEACON(106, "this panel is drawn with another beacon; name the one of its first try"),
  /** Ballots are not committed to now. */
  NOT_COMMITTING(
      107, "ballots are not committed to now: seats are still drawn, or the time is over"),
  /** Ballots are not revealed now. */
  NOT_REVEALING(108, "ballots are not revealed now: others still commit, or the time is over"),
  /** No such seat. */
  NO_SUCH_SEAT(109, "this panel has no such seat; look up which seat is yours"),
  /** Somebody else sits there. */
  NOT_YOUR_SEAT(110, "somebody else sits in this seat, or nobody; only who was drawn for it votes"),
  /** The first one stands. */
  ALREADY_COMMITTED(111, "this seat has committed to a ballot; the first commitment stands"),
  /** A zero hash binds nothing. */
  EMPTY_COMMITMENT(112, "a commitment of zeros binds nothing; commit to the hash of your ballot"),
  /** Nothing to reveal. */
  NOT_COMMITTED(113, "this seat has committed to nothing in time, so it has nothing to reveal"),
  /** Shown once. */
  ALREADY_REVEALED(114, "this seat has revealed its ballot; once is enough"),
  /** Voter, ballot or salt differ from what was bound. */
  COMMITMENT_DIFFERS(
      115,
      "voter, ballot and salt do not make the hash that this seat committed to; send them as they were"),
  /** Facts missing or too many. */
  BALLOT_INCOMPLETE(116, "a ballot states every contested fact and no other; state exactly these"),
  /** A word that the fact cannot have. */
  BALLOT_OUT_OF_RANGE(
      117, "a word of this ballot lies outside the range of its fact; the terms say which"),
  /** No ruling waits to be applied. */
  NOT_RULED(118, "this panel has not ruled, or its part has been paid in"),
  /** The panel is over. */
  OVER(119, "this panel is over: what its seats get is settled"),
  /** Seats are settled after the ruling. */
  NOT_SETTLING(120, "seats are settled after the ruling has been applied, and once"),
  /** Another seat comes first. */
  NOT_ITS_TURN(
      121,
      "another seat is settled first: those that lose, in order, then those that gain, in order");

  private final int code;
  private final String sentence;

  PanelRefusal(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable number, 100 to 129: unique among all refusals of the rollup. */
  public int code() {
    return code;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
