package org.horkos.app.command;

/** What the process ends with. */
public final class ExitCode {
  /** All is well. */
  public static final int FINE = 0;

  /** The input is wrong, or something outside of Horkos went wrong. */
  public static final int WRONG_INPUT = 1;

  /** The command was used wrongly: an unknown option, a file that is not there. */
  public static final int WRONG_USE = 2;

  private ExitCode() {}
}
