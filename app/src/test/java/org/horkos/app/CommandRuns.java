package org.horkos.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The command, run as a program would be, and what it printed. */
abstract class CommandRuns {
  @TempDir Path folder;
  String out = "";
  String err = "";

  /** Runs it and tells its exit code. */
  int run(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter wrong = new StringWriter();
    int code =
        HorkosCommand.commandLine()
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(wrong))
            .execute(arguments);
    out = written.toString();
    err = wrong.toString();
    return code;
  }
}
