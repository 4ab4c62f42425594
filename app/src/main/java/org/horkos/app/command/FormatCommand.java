package org.horkos.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.dsl.format.Formatting;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos format FILE...}: lays Oath texts out, in place. */
@Command(
    name = "format",
    description = "Lays agreements out: changes blanks and line ends in the files, nothing else.",
    mixinStandardHelpOptions = true)
public final class FormatCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Oath texts; - reads standard input and prints on standard output.")
  private List<String> files = List.of();

  @Option(
      names = "--check",
      description = "Writes nothing; names the files that would change, and exits with 1 if any.")
  private boolean check;

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    if (files.contains(STANDARD_INPUT) && files.size() > 1) {
      throw Refusal.use("- stands for standard input: name it alone, without other files.");
    }
    ArrayNode reports = JSON.createArrayNode();
    int worst = ExitCode.FINE;
    for (String file : files) {
      worst = Math.max(worst, format(file, reports));
    }
    if (json) {
      ObjectNode out = JSON.createObjectNode();
      out.set("files", reports);
      spec.commandLine().getOut().println(JSON.writeValueAsString(out));
    }
    spec.commandLine().getOut().flush();
    spec.commandLine().getErr().flush();
    return worst;
  }

  /** Lays one text out; what is wrong with it keeps nobody from the others. */
  private int format(String file, ArrayNode reports) {
    ObjectNode report = reports.addObject().put("file", file);
    try {
      SourceText text = read(file);
      Diagnostics diagnostics = new Diagnostics();
      Optional<String> laidOut = Formatting.of(text, diagnostics);
      if (laidOut.isEmpty()) {
        unparsed(report, text, diagnostics.toList());
        return ExitCode.WRONG_INPUT;
      }
      boolean changed = !laidOut.get().equals(text.text());
      report.put("changed", changed);
      write(file, laidOut.get(), changed, report);
      return check && changed ? ExitCode.WRONG_INPUT : ExitCode.FINE;
    } catch (Refusal refused) {
      if (json) {
        report.put("problem", refused.getMessage());
      } else {
        spec.commandLine().getErr().println("horkos: " + refused.getMessage());
      }
      return refused.exitCode();
    }
  }

  private SourceText read(String file) {
    if (!file.equals(STANDARD_INPUT)) {
      return Texts.read(Path.of(file));
    }
    try {
      return SourceText.of("standard input", System.in.readNBytes(SourceText.MAXIMUM_BYTES + 1));
    } catch (IOException unreadable) {
      throw Refusal.use("standard input cannot be read: " + FileTrouble.reading(unreadable) + ".");
    }
  }

  private void unparsed(ObjectNode report, SourceText text, List<Diagnostic> diagnostics) {
    if (json) {
      DiagnosticJson.add(report.putArray("diagnostics"), text, diagnostics);
    } else {
      PrintWriter err = spec.commandLine().getErr();
      err.print(DiagnosticText.of(text, diagnostics));
      err.println("horkos: " + text.name() + " is left as it is: it cannot be parsed.");
    }
  }

  private void write(String file, String laidOut, boolean changed, ObjectNode report) {
    PrintWriter out = spec.commandLine().getOut();
    if (check) {
      if (changed && !json) {
        out.println(file);
      }
    } else if (file.equals(STANDARD_INPUT)) {
      if (json) {
        report.put("text", laidOut);
      } else {
        // Its bytes are what is signed: they do not depend on the terminal's encoding.
        out.flush();
        System.out.writeBytes(laidOut.getBytes(StandardCharsets.UTF_8));
        System.out.flush();
      }
    } else if (changed) {
      Path path = Path.of(file);
      try {
        Files.write(path, laidOut.getBytes(StandardCharsets.UTF_8));
      } catch (IOException unwritable) {
        throw Refusal.use(
            file + " cannot be written: " + FileTrouble.writing(path, unwritable) + ".");
      }
      if (!json) {
        spec.commandLine().getErr().println(file + ": laid out.");
      }
    }
  }
}
