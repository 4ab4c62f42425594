package org.horkos.node.packed;

/**
 * Bytes that are not what a codec expects: cut off, out of range, not in their one canonical form.
 */
public final class MalformedBytes extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /** Malformed in the way that {@code message} says. */
  public MalformedBytes(String message) {
    // No stack trace: hostile bytes are the ordinary case, and they must be cheap to turn down.
    super(message, null, false, false);
    this.problem = message;
  }

  /** What is wrong with them. */
  public String problem() {
    return problem;
  }
}
