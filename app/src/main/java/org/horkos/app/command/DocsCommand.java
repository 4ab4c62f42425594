package org.horkos.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.explain.AgreementPage;
import org.horkos.app.explain.HtmlPage;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.source.SourceText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code horkos docs FILE}: an agreement as a page for people. */
@Command(
    name = "docs",
    description = "Makes one HTML page of an agreement: who, what, when, and the text itself.",
    mixinStandardHelpOptions = true)
public final class DocsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "An Oath text.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = "Where to write; without it the page is printed.")
  private @Nullable Path target;

  @Option(
      names = {"-b", "--bindings"},
      paramLabel = "JSON",
      description = "Values and addresses: see docs/operations/bindings.md.")
  private @Nullable Path bindingsFile;

  @Option(
      names = "--given",
      paramLabel = "NAME=VALUE",
      description = "A parameter's value, such as price=5_000; may be repeated.")
  private List<String> given = List.of();

  @Override
  public Integer call() {
    SourceText text = Texts.read(file);
    PrintWriter out = spec.commandLine().getOut();
    Agreement agreement = Subjects.agreement(text, spec.commandLine().getErr());
    String page =
        HtmlPage.of(
            AgreementPage.of(
                Subjects.of(agreement, Optional.ofNullable(bindingsFile), given, Optional.empty()),
                text.text()));
    if (target == null) {
      out.print(page);
    } else {
      ExplainCommand.write(target, page);
      out.println("wrote " + target);
    }
    out.flush();
    return ExitCode.FINE;
  }
}
