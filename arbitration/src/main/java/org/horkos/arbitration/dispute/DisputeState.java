package org.horkos.arbitration.dispute;

import java.math.BigInteger;
import java.util.List;

/**
 * A dispute. Times are Unix seconds.
 *
 * @param phase where it stands
 * @param joinUntil end of the challenge window: until then others may join with claims
 * @param evidenceUntil end of the evidence period: until then facts can be stood by, conceded
 * @param contested the contested facts, ascending by fact
 */
public record DisputeState(
    Phase phase, long joinUntil, long evidenceUntil, List<ContestedFact> contested) {
  public DisputeState {
    contested = List.copyOf(contested);
  }

  /** Where a dispute stands. The ordinal is the byte in its leaf. */
  public enum Phase {
    /** Claims may join, evidence is given, facts are stood by or conceded. */
    EVIDENCE,
    /** A panel is drawn and votes. */
    PANEL,
    /** The facts are found. */
    RULED
  }

  /**
   * One contested fact.
   *
   * @param fact its index
   * @param asserted the word that was asserted
   * @param statedBy the party that stated it; -1 for an attestor or silence
   * @param claims what challengers say it should be, in the order in which they came
   * @param defenders bit p: party p stated it or stands by it
   * @param conceded bit p: party p gave it up before the draw
   */
  public record ContestedFact(
      int fact,
      BigInteger asserted,
      int statedBy,
      List<Claim> claims,
      int defenders,
      int conceded) {
    public ContestedFact {
      claims = List.copyOf(claims);
    }
  }

  /**
   * What one challenger says a fact should be.
   *
   * @param party the challenger
   * @param word the value he claims
   */
  public record Claim(int party, BigInteger word) {}
}
