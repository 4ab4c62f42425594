package org.horkos.app.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.app.command.Refusal;
import org.horkos.app.command.Texts;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.ProjectRoot;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos demo}. */
@Command(
    name = "demo",
    description = {
      "Runs three agreements to their end on a real L1 and a real node, with everything embedded.",
      "One is peaceful, one late, one disputed. With FILE it plays the scenarios of your own text",
      "instead, to the second, and compares what came of them on L1 with horkos simulate."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Oath texts whose scenarios are played; without one three examples are.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Plays this scenario of the texts only; may be given several times.")
  private List<String> scenarios = new ArrayList<>();

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
    PrintWriter err = spec.commandLine().getErr();
    Progress progress = json ? Progress.besides(err) : Progress.to(out);
    boolean fine =
        files.isEmpty() ? threeAgreements(progress, out, err) : texts(progress, out, err);
    out.flush();
    return fine ? ExitCode.FINE : ExitCode.WRONG_INPUT;
  }

  private boolean threeAgreements(Progress progress, PrintWriter out, PrintWriter err)
      throws Exception {
    if (!scenarios.isEmpty()) {
      throw Refusal.use("--scenario names a scenario of a text: name the text's file too.");
    }
    Path examples = ProjectRoot.find().resolve("examples");
    DemoReport report =
        Demo.run(progress, err, new ThreeAgreements(Optional.ofNullable(l1), examples));
    if (json) {
      out.println(report.json());
    } else {
      DemoTables.print(out, report);
    }
    return report.conserved();
  }

  private boolean texts(Progress progress, PrintWriter out, PrintWriter err) throws Exception {
    List<TextDemo.Script> scripts = new ArrayList<>();
    for (Path file : files) {
      scripts.addAll(scripts(file, err));
    }
    for (String name : scenarios) {
      if (scripts.stream().noneMatch(script -> script.scenario().name().equals(name))) {
        throw Refusal.input(
            "There is no scenario \""
                + name
                + "\": horkos simulate FILE lists those that there are.");
      }
    }
    if (scripts.isEmpty()) {
      throw Refusal.input(
          "There is no scenario to play: add one, such as scenario \"all goes well\" { … }.");
    }
    Performance performance =
        Demo.run(progress, err, new TextDemo(Optional.ofNullable(l1), scripts));
    if (json) {
      out.println(performance.json());
    } else {
      performance.print(out);
    }
    return performance.asSimulated();
  }

  private List<TextDemo.Script> scripts(Path file, PrintWriter err) {
    SourceText text = Texts.read(file);
    Compiler.Checked checked = Texts.checked(text, err);
    return checked.scenarios().stream()
        .filter(scenario -> scenarios.isEmpty() || scenarios.contains(scenario.name()))
        .map(
            (Scenario scenario) ->
                new TextDemo.Script(checked.source(), checked.agreement().orElseThrow(), scenario))
        .toList();
  }
}
