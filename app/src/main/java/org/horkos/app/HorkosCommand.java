package org.horkos.app;

import java.util.Objects;
import org.horkos.app.command.CheckCommand;
import org.horkos.app.command.CompileCommand;
import org.horkos.app.command.DocsCommand;
import org.horkos.app.command.ExplainCommand;
import org.horkos.app.command.FormatCommand;
import org.horkos.app.command.SimulateCommand;
import org.horkos.app.demo.DemoCommand;
import org.horkos.app.host.ExitCommand;
import org.horkos.app.host.NodeCommand;
import org.horkos.app.lsp.LspCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code horkos} command: its subcommands, its version and its help. */
@Command(
    name = "horkos",
    description = "Agreements as text, with bonds, challenge windows and a court.",
    mixinStandardHelpOptions = true,
    versionProvider = HorkosCommand.Version.class,
    subcommands = {
      CheckCommand.class,
      CompileCommand.class,
      SimulateCommand.class,
      ExplainCommand.class,
      DocsCommand.class,
      FormatCommand.class,
      LspCommand.class,
      DemoCommand.class,
      NodeCommand.class,
      ExitCommand.class
    })
final class HorkosCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs what the arguments say; the code that the process ends with. */
  static int run(String[] arguments) {
    return commandLine().execute(arguments);
  }

  /** The command with its subcommands, and one sentence for whatever goes wrong. */
  static CommandLine commandLine() {
    return new CommandLine(new HorkosCommand()).setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = HorkosCommand.class.getPackage().getImplementationVersion();
      return new String[] {"horkos " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
