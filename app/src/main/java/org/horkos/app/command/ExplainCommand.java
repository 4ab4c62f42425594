package org.horkos.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.explain.ExplainJson;
import org.horkos.app.explain.Explanation;
import org.horkos.app.explain.HtmlPage;
import org.horkos.app.explain.Subject;
import org.horkos.app.explain.TextPage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code horkos explain FILE}: what a signer wants to know. */
@Command(
    name = "explain",
    description = {
      "Says what an agreement means for each party: worst and best in money and which facts lead"
          + " there, who decides what, every deadline, the states.",
      "Without --bindings and --given, amounts are for the least value of each parameter."
    },
    mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Subjects subjects = new Subjects();

  @Option(
      names = "--start",
      paramLabel = "DATE",
      description = "When it starts, such as 2027-01-31: deadlines are then dates.")
  private @Nullable String start;

  @Option(names = "--html", paramLabel = "OUT", description = "Writes a page with drawn states.")
  private @Nullable Path html;

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Subject subject =
        subjects.of(subjects.text(), Optional.ofNullable(start), spec.commandLine().getErr());
    if (html != null) {
      write(html, HtmlPage.of(Explanation.of(subject)));
      if (!json) {
        out.println("wrote " + html);
      }
    }
    if (json) {
      out.println(ExplainJson.of(subject).toPrettyString());
    } else if (html == null) {
      out.print(TextPage.of(Explanation.of(subject)));
    }
    out.flush();
    return ExitCode.FINE;
  }

  /** Writes a page. */
  static void write(Path target, String content) {
    try {
      Files.writeString(target, content);
    } catch (IOException e) {
      throw Refusal.use(
          target
              + " cannot be written: "
              + FileTrouble.writing(target, e)
              + ". Name another file.");
    }
  }
}
