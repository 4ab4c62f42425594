package org.horkos.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos check FILE...}: says all that is wrong with Oath texts. */
@Command(
    name = "check",
    description = "Checks agreements and says all that is wrong with them.",
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Oath texts.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    ArrayNode reports = new ObjectMapper().createArrayNode();
    int worst = ExitCode.FINE;
    for (Path file : files) {
      worst = Math.max(worst, check(file, reports));
    }
    if (json) {
      ObjectNode out = new ObjectMapper().createObjectNode();
      out.set("files", reports);
      spec.commandLine().getOut().println(out);
    }
    spec.commandLine().getErr().flush();
    return worst;
  }

  /** Says all of one file; what cannot be read keeps nobody from checking the others. */
  private int check(Path file, ArrayNode reports) {
    PrintWriter err = spec.commandLine().getErr();
    SourceText text;
    try {
      text = Texts.read(file);
    } catch (Refusal unreadable) {
      if (json) {
        reports.addObject().put("file", file.toString()).put("problem", unreadable.getMessage());
      } else {
        err.println("horkos: " + unreadable.getMessage());
      }
      return unreadable.exitCode();
    }
    List<Diagnostic> diagnostics = Compiler.check(text).diagnostics();
    if (json) {
      reports.add(report(reports, text, diagnostics));
    } else {
      err.print(DiagnosticText.of(text, diagnostics));
      err.println(Texts.summary(text, diagnostics));
    }
    return Texts.hasErrors(diagnostics) ? ExitCode.WRONG_INPUT : ExitCode.FINE;
  }

  private static ObjectNode report(ArrayNode maker, SourceText text, List<Diagnostic> found) {
    ObjectNode file = maker.objectNode();
    file.put("file", text.name());
    DiagnosticJson.add(file.putArray("diagnostics"), text, found);
    return file;
  }
}
