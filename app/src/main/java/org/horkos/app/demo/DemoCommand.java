package org.horkos.app.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.node.settlement.ProjectRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code horkos demo}. */
@Command(
    name = "demo",
    description = {
      "Runs three agreements to their end on a real L1 and a real node, with everything embedded.",
      "One is peaceful, one late, one disputed."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--l1",
      paramLabel = "URL",
      description = "A running development L1 (anvil); without it one is started.")
  private @Nullable URI l1;

  @Option(names = "--json", description = "Prints only one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    // What the node would write into a log is told by the demo itself.
    System.setProperty("org.slf4j.simpleLogger.log.org.horkos", "error");
    PrintWriter out = spec.commandLine().getOut();
    Path examples = ProjectRoot.find().resolve("examples");
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = json ? Progress.besides(err) : Progress.to(out);
    DemoReport report = Demo.run(progress, err, Optional.ofNullable(l1), examples);
    if (json) {
      out.println(report.json());
    } else {
      DemoTables.print(out, report);
    }
    out.flush();
    return report.conserved() ? ExitCode.FINE : ExitCode.WRONG_INPUT;
  }
}
