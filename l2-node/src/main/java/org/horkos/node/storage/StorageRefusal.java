package org.horkos.node.storage;

/** The database cannot be used; the message says why and what to do, for a person. */
public final class StorageRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** The sentence goes to a person as it is. */
  public StorageRefusal(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  StorageRefusal(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What can be wrong with a database. */
  public enum Kind {
    /** Another node works on it. */
    IN_USE,
    /** It cannot be reached or opened. */
    UNREACHABLE,
    /** It holds the state of another rollup. */
    OTHER_DEPLOYMENT,
    /** Another version of Horkos made it. */
    OTHER_VERSION,
    /** What it holds does not fit together. */
    DAMAGED,
    /** It failed while the node was working. */
    FAILED
  }
}
