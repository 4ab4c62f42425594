package org.horkos.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;

/** Reading and checking Oath texts for the commands that need one. */
public final class Texts {
  private Texts() {}

  /** The text of a file. One byte more than is admitted is read, so that the compiler says so. */
  public static SourceText read(Path path) {
    return SourceText.of(path.toString(), InputFile.read(path, 64L * SourceText.MAXIMUM_BYTES));
  }

  /**
   * Checks a text and prints all that is to be said of it to {@code err}.
   *
   * @throws Refusal if the text has errors
   */
  public static Compiler.Checked checked(SourceText text, PrintWriter err) {
    Compiler.Checked checked = Compiler.check(text, BesideText.of(Path.of(text.name())));
    err.print(DiagnosticText.of(checked.source(), checked.diagnostics()));
    err.flush();
    if (checked.hasErrors()) {
      throw Refusal.input(summary(text, checked.diagnostics()));
    }
    return checked;
  }

  /** How many errors and warnings there are, in words. */
  static String summary(SourceText text, List<Diagnostic> diagnostics) {
    long errors =
        diagnostics.stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).count();
    long warnings = diagnostics.size() - errors;
    return text.name()
        + ": "
        + counted(errors, "error")
        + (warnings == 0 ? "" : ", " + counted(warnings, "warning"))
        + ".";
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
