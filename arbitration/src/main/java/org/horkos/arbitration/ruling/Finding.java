package org.horkos.arbitration.ruling;

import java.math.BigInteger;

/**
 * A contested fact as it was found.
 *
 * @param fact its index
 * @param word what it is from now on
 * @param by who found it
 */
public record Finding(int fact, BigInteger word, By by) {
  /** Who found a fact. */
  public enum By {
    /** A panel's ballots. */
    COURT,
    /** Nobody: the panel tied, was silent or never sat, so that the asserted word stands. */
    NO_BALLOTS,
    /** Nobody defended it, so that it is as claimed. */
    UNDEFENDED
  }
}
