package org.horkos.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos simulate FILE}: runs the scenarios of a text and prints each as a timeline. */
@Command(
    name = "simulate",
    description = "Runs the scenarios of an agreement and prints each as a timeline.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private static final long DAY = 86_400;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "An Oath text.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    SourceText text = Texts.read(file);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Compiler.Checked checked = Texts.checked(text, err);
    List<Scenario> scenarios = checked.scenarios();
    if (scenarios.isEmpty()) {
      throw Refusal.input(
          text.name() + " has no scenario: add one, such as scenario \"all goes well\" { … }.");
    }
    List<ScenarioRun.Result> results =
        scenarios.stream()
            .map(scenario -> ScenarioRun.run(checked.agreement().orElseThrow(), scenario))
            .toList();
    long failed = results.stream().filter(result -> !result.problems().isEmpty()).count();
    if (json) {
      out.println(report(text, results));
    } else {
      results.forEach(result -> print(out, text, result));
      out.println(
          results.size()
              - failed
              + " of "
              + results.size()
              + " scenarios of "
              + text.name()
              + " hold.");
    }
    out.flush();
    return failed == 0 ? ExitCode.FINE : ExitCode.WRONG_INPUT;
  }

  private static void print(PrintWriter out, SourceText text, ScenarioRun.Result result) {
    out.println((result.problems().isEmpty() ? "holds  " : "FAILS  ") + result.name());
    for (ScenarioRun.Entry entry : result.timeline()) {
      out.println(
          "  "
              + moment(entry.at() - result.start())
              + (entry.act() ? " * " : "   ")
              + entry.sentence());
    }
    for (ScenarioRun.Problem problem : result.problems()) {
      out.println(
          "  ! "
              + text.name()
              + ":"
              + text.line(problem.span().start())
              + ": "
              + problem.sentence());
    }
    out.println();
  }

  /** Days and the time of day since start, as in {@code day 3 14:00}. */
  private static String moment(long seconds) {
    return String.format(
        java.util.Locale.ROOT,
        "day %3d %02d:%02d",
        seconds / DAY,
        seconds % DAY / 3_600,
        seconds % 3_600 / 60);
  }

  private static ObjectNode report(SourceText text, List<ScenarioRun.Result> results) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("file", text.name());
    ArrayNode list = root.putArray("scenarios");
    for (ScenarioRun.Result result : results) {
      ObjectNode node = list.addObject();
      node.put("name", result.name())
          .put("holds", result.problems().isEmpty())
          .put("lasts", Narrator.duration(result.end() - result.start()));
      ArrayNode timeline = node.putArray("timeline");
      result
          .timeline()
          .forEach(
              entry ->
                  timeline
                      .addObject()
                      .put("at", entry.at())
                      .put("act", entry.act())
                      .put("sentence", entry.sentence()));
      ArrayNode problems = node.putArray("problems");
      result
          .problems()
          .forEach(
              problem ->
                  problems
                      .addObject()
                      .put("line", text.line(problem.span().start()))
                      .put("sentence", problem.sentence()));
    }
    return root;
  }
}
