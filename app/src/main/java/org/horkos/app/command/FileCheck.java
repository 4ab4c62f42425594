package org.horkos.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.analysis.Policy;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;

/** What {@code horkos check} does with files, once it is known which. */
public final class FileCheck {
  private FileCheck() {}

  /**
   * {@code check FILE...} without options, the use that should be fastest: it needs no parser of
   * options, which takes longer to start than a check takes. Empty for any other use.
   */
  public static Optional<Integer> plain(String[] arguments) {
    if (arguments.length < 2 || !arguments[0].equals("check")) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      // Options, files of arguments and what a shell leaves quoted are for the parser.
      if (argument.isEmpty() || "-@\"'".indexOf(argument.charAt(0)) >= 0) {
        return Optional.empty();
      }
      try {
        files.add(Path.of(argument));
      } catch (InvalidPathException noPath) {
        return Optional.empty();
      }
    }
    Charset charset = System.err.charset();
    PrintWriter err = new PrintWriter(System.err, true, charset);
    int worst = ExitCode.FINE;
    for (Path file : files) {
      worst = Math.max(worst, said(file, Policy.DEFAULT, err));
    }
    err.flush();
    return Optional.of(worst);
  }

  /** Says all of one file; what cannot be read keeps nobody from checking the others. */
  static int said(Path file, Policy policy, PrintWriter err) {
    SourceText text;
    try {
      text = Texts.read(file);
    } catch (Refusal unreadable) {
      err.println("horkos: " + unreadable.getMessage());
      return unreadable.exitCode();
    }
    Compiler.Checked checked = Compiler.check(text, BesideText.of(file), policy);
    List<Diagnostic> found = checked.diagnostics();
    err.print(DiagnosticText.of(checked.source(), found));
    err.println(Texts.summary(text, found));
    return exitCode(checked);
  }

  /** The same as JSON. */
  static int reported(Path file, Policy policy, ArrayNode reports) {
    SourceText text;
    try {
      text = Texts.read(file);
    } catch (Refusal unreadable) {
      reports.addObject().put("file", file.toString()).put("problem", unreadable.getMessage());
      return unreadable.exitCode();
    }
    Compiler.Checked checked = Compiler.check(text, BesideText.of(file), policy);
    List<Diagnostic> found = checked.diagnostics();
    ObjectNode report = reports.addObject().put("file", text.name());
    DiagnosticJson.add(report.putArray("diagnostics"), checked.source(), found);
    return exitCode(checked);
  }

  /** A list for reports. */
  static ArrayNode reports() {
    return new ObjectMapper().createArrayNode();
  }

  private static int exitCode(Compiler.Checked checked) {
    return checked.hasErrors() ? ExitCode.WRONG_INPUT : ExitCode.FINE;
  }
}
