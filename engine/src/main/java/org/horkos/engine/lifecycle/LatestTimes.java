package org.horkos.engine.lifecycle;

import java.util.List;

/**
 * When everything happens at the latest, if every wait lasts as long as it can. Unix seconds.
 *
 * @param deliverables in the order of the terms
 * @param over when all is over
 */
public record LatestTimes(List<Times> deliverables, long over) {
  public LatestTimes {
    deliverables = List.copyOf(deliverables);
  }

  /**
   * One deliverable's latest instants.
   *
   * @param opens when it opens or is cancelled
   * @param due when it is due
   * @param missed when it is missed if nothing is delivered
   * @param ends when it has ended, disputes included
   */
  public record Times(long opens, long due, long missed, long ends) {}
}
