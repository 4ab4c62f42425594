package org.horkos.app.lsp;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code horkos lsp}: a language server on standard input and output. */
@Command(
    name = "lsp",
    description = "Serves editors on standard input and output (Language Server Protocol).",
    mixinStandardHelpOptions = true)
public final class LspCommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // there is nothing to choose
  @Option(
      names = "--stdio",
      description = "Speaks on standard input and output; it always does, some editors say so.")
  private boolean stdio;

  @Override
  public Integer call() {
    PrintStream protocol = System.out;
    // Nothing else may ever be written between the messages.
    System.setOut(System.err);
    return new LanguageSession(System.in, protocol).serve();
  }
}
