package org.horkos.arbitration.ruling;

import java.math.BigInteger;

/**
 * A part of a lot that goes to somebody else for having been wrong.
 *
 * @param fact the fact it was about
 * @param lot index into the deliverable's lots
 * @param to who gets it
 * @param party the winning party's index; 0 for the court and for what is burnt
 * @param amount base units of the lot's token, above 0
 */
public record Forfeit(int fact, int lot, To to, int party, BigInteger amount) {
  /** Who can get a part of a forfeit. */
  public enum To {
    /** A party that was right. */
    WINNER,
    /** The court. */
    COURT,
    /** Nobody. */
    BURN
  }
}
