package org.horkos.dsl.analysis;

/**
 * Floors below which times and bonds invite an attack. A text may go below them, and is warned.
 *
 * @param challengeSeconds of a challenge window
 * @param answerSeconds in which somebody else states a fact
 * @param evidenceSeconds of a court
 * @param ballotSeconds of a court's commit, reveal and appeal
 * @param bondBps of a lot where facts can be contested, in basis points of the pay
 * @param forfeitBps of what a loser forfeits of a lot, in basis points
 */
public record Policy(
    long challengeSeconds,
    long answerSeconds,
    long evidenceSeconds,
    long ballotSeconds,
    int bondBps,
    int forfeitBps) {
  /** What a node warns of whose configuration says nothing else. */
  public static final Policy DEFAULT =
      new Policy(86_400, 6 * 3_600, 86_400, 12 * 3_600, 200, 1_000);
}
