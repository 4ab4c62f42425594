package org.horkos.app;

import java.io.PrintWriter;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Refusal;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Turns what a command throws into one sentence. With {@code HORKOS_TRACE=1} in the environment the
 * trace follows, for whoever wants to report a fault.
 */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    err.println("horkos: " + sentence(failure));
    if ("1".equals(System.getenv("HORKOS_TRACE"))) {
      failure.printStackTrace(err);
    }
    err.flush();
    return failure instanceof Refusal refusal ? refusal.exitCode() : ExitCode.WRONG_INPUT;
  }

  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return "an unexpected "
          + failure.getClass().getSimpleName()
          + "; run it again with HORKOS_TRACE=1 and report what is printed.";
    }
    return message;
  }
}
