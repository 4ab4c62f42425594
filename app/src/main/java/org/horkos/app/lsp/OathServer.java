package org.horkos.app.lsp;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CompletionOptions;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.RenameOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.horkos.app.command.ExitCode;

/**
 * The server's own life: begun by {@code initialize}, ended by {@code shutdown} and {@code exit}.
 */
final class OathServer implements LanguageServer, WorkspaceService, AutoCloseable {
  private final CompletableFuture<Integer> ended;
  private final TextRequests texts;
  private volatile Phase phase = Phase.NEW;

  private enum Phase {
    NEW,
    RUNNING,
    SHUT_DOWN
  }

  /** A server that says when it has ended, and with which exit code. */
  OathServer(CompletableFuture<Integer> ended) {
    this.ended = ended;
    this.texts = new TextRequests(this::refuseUnlessRunning);
  }

  void connect(LanguageClient client) {
    texts.connect(client);
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    if (phase != Phase.NEW) {
      return CompletableFuture.failedFuture(
          refusal(ResponseErrorCode.InvalidRequest, "this session was begun before"));
    }
    phase = Phase.RUNNING;
    ServerCapabilities can = new ServerCapabilities();
    can.setTextDocumentSync(TextDocumentSyncKind.Incremental);
    can.setHoverProvider(true);
    can.setDefinitionProvider(true);
    can.setReferencesProvider(true);
    can.setDocumentHighlightProvider(true);
    can.setDocumentSymbolProvider(true);
    can.setDocumentFormattingProvider(true);
    can.setCompletionProvider(new CompletionOptions(false, List.of(".", "{")));
    can.setCodeActionProvider(new CodeActionOptions(List.of(CodeActionKind.QuickFix)));
    RenameOptions rename = new RenameOptions();
    rename.setPrepareProvider(true);
    can.setRenameProvider(rename);
    String version = OathServer.class.getPackage().getImplementationVersion();
    ServerInfo info =
        new ServerInfo("horkos", Objects.requireNonNullElse(version, "(not packaged)"));
    return CompletableFuture.completedFuture(new InitializeResult(can, info));
  }

  @Override
  public CompletableFuture<Object> shutdown() {
    if (phase != Phase.RUNNING) {
      return CompletableFuture.failedFuture(
          refusal(ResponseErrorCode.InvalidRequest, "this session does not run"));
    }
    phase = Phase.SHUT_DOWN;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void exit() {
    ended.complete(phase == Phase.SHUT_DOWN ? ExitCode.FINE : ExitCode.WRONG_INPUT);
  }

  /** The client is gone: in the middle of a session that is no proper end. */
  void inputEnded() {
    ended.complete(phase == Phase.RUNNING ? ExitCode.WRONG_INPUT : ExitCode.FINE);
  }

  private void refuseUnlessRunning() {
    if (phase == Phase.NEW) {
      throw refusal(ResponseErrorCode.ServerNotInitialized, "say `initialize` first");
    }
    if (phase == Phase.SHUT_DOWN) {
      throw refusal(ResponseErrorCode.InvalidRequest, "this session was shut down");
    }
  }

  private static ResponseErrorException refusal(ResponseErrorCode code, String sentence) {
    return new ResponseErrorException(new ResponseError(code, sentence, null));
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return texts;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return this;
  }

  @Override
  public void setTrace(SetTraceParams params) {
    // Nothing is traced: logs go to standard error.
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {
    // There is nothing to configure.
  }

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    // A text is known by what the editor says of it, never from its file.
  }

  @Override
  public void close() {
    texts.close();
  }
}
