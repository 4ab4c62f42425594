package org.horkos.app;

import picocli.CommandLine;

/** The command as the program runs it, for tests of other packages. */
public final class CommandLines {
  private CommandLines() {}

  public static CommandLine main() {
    return HorkosCommand.commandLine();
  }
}
