package org.horkos.node.execution;

/**
 * What L1 says of the batch that a chunk is part of.
 *
 * @param endTime no clock step goes beyond, Unix seconds
 * @param endInboxCount no inbox message of this number or above is consumed
 */
public record BatchContext(long endTime, long endInboxCount) {
  /**
   * For steps whose batch is still to be formed: every message that is known may be consumed. What
   * is applied under it is applied alike in the batch that ends with it.
   *
   * @param inboxLength messages that the node knows of
   */
  public static BatchContext open(long inboxLength) {
    return new BatchContext(Long.MAX_VALUE, inboxLength);
  }
}
