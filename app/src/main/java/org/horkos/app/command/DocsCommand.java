package org.horkos.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.explain.AgreementPage;
import org.horkos.app.explain.HtmlPage;
import org.horkos.app.explain.Subject;
import org.horkos.dsl.source.SourceText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code horkos docs FILE}: an agreement as a page for people. */
@Command(
    name = "docs",
    description = "Makes one HTML page of an agreement: who, what, when, and the text itself.",
    mixinStandardHelpOptions = true)
public final class DocsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private Subjects subjects = new Subjects();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description = "Where to write; without it the page is printed.")
  private @Nullable Path target;

  @Override
  public Integer call() {
    SourceText text = subjects.text();
    PrintWriter out = spec.commandLine().getOut();
    Subject subject = subjects.of(text, Optional.empty(), spec.commandLine().getErr());
    String page = HtmlPage.of(AgreementPage.of(subject, text.text()));
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
