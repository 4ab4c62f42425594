package org.horkos.app;

import java.util.Objects;
import org.horkos.app.command.CheckCommand;
import org.horkos.app.command.CompileCommand;
import org.horkos.app.command.DocsCommand;
import org.horkos.app.command.ExplainCommand;
import org.horkos.app.command.FileCheck;
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

/**
 * The {@code horkos} command. Exits with 0 if all is well, 1 if the input is wrong, 2 if the use is
 * wrong.
 */
@Command(
    name = "horkos",
    description = "Agreements as text, with bonds, challenge windows and a court.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
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
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    FileCheck.plain(arguments).ifPresent(System::exit);
    // Hibernate would speak through java.util.logging, past the settings of everything else.
    System.setProperty("org.jboss.logging.provider", "slf4j");
    System.exit(commandLine().execute(arguments));
  }

  /** The command with its subcommands, and one sentence for whatever goes wrong. */
  static CommandLine commandLine() {
    return new CommandLine(new Main()).setExecutionExceptionHandler(new Failures());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"horkos " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
  }
}
