package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code horkos lsp} as a process of its own. */
class LspProcessTest {
  @TempDir Path folder;

  private ProcessBuilder lsp(String... options) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.horkos.app.Main",
                "lsp"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
  }

  /** An editor that only waits for messages. */
  private static final class Client implements LanguageClient {
    private final CompletableFuture<PublishDiagnosticsParams> published = new CompletableFuture<>();

    @Override
    public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
      published.complete(diagnostics);
    }

    @Override
    public void telemetryEvent(Object object) {
      published.completeExceptionally(new AssertionError("telemetry"));
    }

    @Override
    public void showMessage(MessageParams params) {
      published.completeExceptionally(new AssertionError(params.getMessage()));
    }

    @Override
    public CompletableFuture<MessageActionItem> showMessageRequest(
        ShowMessageRequestParams params) {
      return CompletableFuture.failedFuture(new AssertionError(params.getMessage()));
    }

    @Override
    public void logMessage(MessageParams params) {
      published.completeExceptionally(new AssertionError(params.getMessage()));
    }
  }

  @Test
  void anEditorOpensATextAsksAndSaysGoodbye() throws Exception {
    Process process = lsp("--stdio").start();
    try {
      Client client = new Client();
      Launcher<LanguageServer> launcher =
          LSPLauncher.createClientLauncher(
              client, process.getInputStream(), process.getOutputStream());
      launcher.startListening();
      LanguageServer server = launcher.getRemoteProxy();
      server.initialize(new InitializeParams()).get(60, TimeUnit.SECONDS);
      String text = EditorSession.example("logo.oath");
      server
          .getTextDocumentService()
          .didOpen(
              new DidOpenTextDocumentParams(
                  new TextDocumentItem(EditorSession.URI, "oath", 1, text)));
      assertThat(client.published.get(60, TimeUnit.SECONDS).getDiagnostics()).isEmpty();
      Hover hover =
          server
              .getTextDocumentService()
              .hover(
                  new HoverParams(
                      new TextDocumentIdentifier(EditorSession.URI),
                      EditorSession.behind(text, "50% of perf")))
              .get(60, TimeUnit.SECONDS);
      assertThat(hover.getContents().getRight().getValue()).contains("50 USDC");
      server.shutdown().get(60, TimeUnit.SECONDS);
      server.exit();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(folder.resolve("err"))).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void withoutAClientItEndsAtOnceAndPrintsNothing() throws Exception {
    Path out = folder.resolve("out");
    Process process = lsp().redirectOutput(out.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(out).isEmptyFile();
    assertThat(Files.readString(folder.resolve("err"))).isEmpty();
  }
}
