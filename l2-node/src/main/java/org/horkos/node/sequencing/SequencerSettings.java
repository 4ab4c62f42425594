package org.horkos.node.sequencing;

import java.time.Duration;

/**
 * How the sequencer works.
 *
 * @param interval the least time from the end of a block to the beginning of the next
 * @param waiting how many transactions may wait; more are turned away
 */
public record SequencerSettings(Duration interval, int waiting) {
  /** A block every 20 ms when there is something to do; 20,000 may wait. */
  public static final SequencerSettings USUAL =
      new SequencerSettings(Duration.ofMillis(20), 20_000);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the interval is negative or nothing may wait
   */
  public SequencerSettings {
    if (interval.isNegative() || waiting < 1) {
      throw new IllegalArgumentException(
          "the sequencer's interval is not negative, and at least one transaction may wait");
    }
  }
}
