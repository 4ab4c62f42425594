package org.horkos.node.execution;

/** L1 has not been read far enough to execute this: try again later. The state has not changed. */
public final class MissingL1Data extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is missing. */
  public MissingL1Data(String what) {
    super(what + " has not been read from L1 yet: wait until the node has caught up with L1");
  }
}
