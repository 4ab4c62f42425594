package org.horkos.node.settlement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that L1 did not do, as a sentence for people: what happened and what to do. The
 * sentence is the exception's message; print it without the stack trace.
 */
public final class L1Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String revert;

  /** A failure of this kind with its sentence. */
  public L1Failure(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.revert = "";
  }

  /** A failure of this kind with its sentence and what caused it. */
  public L1Failure(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
    this.revert = "";
  }

  private L1Failure(Kind kind, String sentence, String revert, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
    this.revert = revert;
  }

  /** A contract refused {@code call}; {@code revert} is the name of its error. */
  static L1Failure reverted(String call, String revert) {
    return new L1Failure(
        Kind.REVERTED,
        "L1 refused " + call + ": " + revert + ". Nothing of it happened.",
        revert,
        null);
  }

  /** The same refusal in a sentence that says more than the error's name. */
  public L1Failure as(Kind kind, String sentence) {
    return new L1Failure(kind, sentence, revert, this);
  }

  /** Whether it says the same as an earlier one, but for figures. */
  public boolean repeats(L1Failure earlier) {
    return kind == earlier.kind && withoutFigures().equals(earlier.withoutFigures());
  }

  private String withoutFigures() {
    return String.valueOf(getMessage()).replaceAll("[0-9]+", "0");
  }

  /** What went wrong. */
  public Kind kind() {
    return kind;
  }

  /** For {@link Kind#REVERTED} the contract's error, as {@code NotFinal(3)}. */
  public Optional<String> revert() {
    return revert.isEmpty() ? Optional.empty() : Optional.of(revert);
  }

  /** The ways in which L1 can fail the node. */
  public enum Kind {
    /** The program that plays L1 is not installed or does not start. */
    NOT_STARTED,
    /** Nothing answers at L1's address, or what answers is no Ethereum node. */
    GONE,
    /** Another chain than the one that was asked for. */
    WRONG_CHAIN,
    /** A contract refused the call. */
    REVERTED,
    /** Not now: it may be done later, when time has passed or somebody has done something. */
    HINDERED,
    /** L1 refused the request itself: no funds, a nonce in use, a bad parameter. */
    REFUSED,
    /** A transaction was taken but is in no block after a long wait; it may still get there. */
    NOT_MINED,
    /** Another transaction of the same key took its nonce: nothing of it happens any more. */
    OVERTAKEN,
    /** L1 changed blocks that had been read already. */
    REORGANISED,
    /** L1 says what its own hashes disprove. */
    INCONSISTENT
  }
}
