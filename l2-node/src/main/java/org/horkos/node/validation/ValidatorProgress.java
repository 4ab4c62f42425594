package org.horkos.node.validation;

/**
 * What a validator has done since it was started.
 *
 * @param batches executed
 * @param chunks executed in them
 * @param nanoseconds that took
 * @param frauds asserted roots that did not come out, by batch; those found on a walk through the
 *     past, too
 * @param proofs that this validator brought to L1
 * @param lag blocks of L1 that are not executed yet
 * @param height of the last batch that was executed
 */
public record ValidatorProgress(
    long batches, long chunks, long nanoseconds, long frauds, long proofs, long lag, long height) {
  /** Nothing yet. */
  static final ValidatorProgress NONE = new ValidatorProgress(0, 0, 0, 0, 0, 0, 0);
}
