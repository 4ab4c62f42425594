package org.horkos.app.command;

/** A command cannot do what it was asked; the message is the sentence that the user reads. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  private Refusal(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The input is wrong. */
  public static Refusal input(String sentence) {
    return new Refusal(ExitCode.WRONG_INPUT, sentence);
  }

  /** The command was used wrongly. */
  public static Refusal use(String sentence) {
    return new Refusal(ExitCode.WRONG_USE, sentence);
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }
}
