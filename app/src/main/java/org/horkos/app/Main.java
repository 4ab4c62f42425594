package org.horkos.app;

import org.horkos.app.command.FileCheck;

/**
 * The program {@code horkos}. Exits with 0 if all is well, 1 if the input is wrong, 2 if the use is
 * wrong.
 *
 * <p>It names no class of the parser of options: the JVM would load it to verify this class, and
 * look through every jar for it, before {@code check} can begin.
 */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    FileCheck.plain(arguments).ifPresent(System::exit);
    // Hibernate would speak through java.util.logging, past the settings of everything else.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    System.exit(HorkosCommand.run(arguments));
  }
}
