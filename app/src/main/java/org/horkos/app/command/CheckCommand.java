package org.horkos.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.horkos.dsl.analysis.Policy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos check FILE...}: says all that is wrong with Oath texts. */
@Command(
    name = "check",
    description = {
      "Checks agreements and says all that is wrong with them.",
      "A life that is printed below a message is a scenario: it can be put into the text as it is,"
          + " and run with simulate once the text is mended."
    },
    mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Oath texts.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Warns below the floors of this file: a node's configuration, or its policy lines alone.")
  private @Nullable Path policyFile;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Policy policy = policyFile == null ? Policy.DEFAULT : PolicyFile.read(policyFile);
    ArrayNode reports = FileCheck.reports();
    int worst = ExitCode.FINE;
    for (Path file : files) {
      int code =
          json ? FileCheck.reported(file, policy, reports) : FileCheck.said(file, policy, err);
      worst = Math.max(worst, code);
    }
    if (json) {
      spec.commandLine()
          .getOut()
          .println(new ObjectMapper().createObjectNode().set("files", reports));
    }
    err.flush();
    return worst;
  }
}
