package org.horkos.app.lsp;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.ClientCapabilities;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.launch.LSPLauncher;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.horkos.node.settlement.ProjectRoot;

/** An editor: a real client of the protocol that talks to the real server over pipes. */
final class EditorSession implements LanguageClient, AutoCloseable {
  static final String URI = "file:///somewhere/text.oath";

  private final BlockingQueue<PublishDiagnosticsParams> published = new LinkedBlockingQueue<>();
  private final LanguageServer server;
  private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
  private final PipedOutputStream toServer = new PipedOutputStream();
  private final Future<Void> listening;
  private int version = 1;

  EditorSession() throws IOException {
    PipedInputStream serverInput = new PipedInputStream(toServer, 1 << 16);
    PipedOutputStream serverOutput = new PipedOutputStream();
    PipedInputStream fromServer = new PipedInputStream(serverOutput, 1 << 16);
    Thread.ofPlatform()
        .daemon()
        .start(() -> exitCode.complete(new LanguageSession(serverInput, serverOutput).serve()));
    Launcher<LanguageServer> launcher =
        LSPLauncher.createClientLauncher(this, fromServer, toServer);
    server = launcher.getRemoteProxy();
    listening = launcher.startListening();
  }

  /** An editor that has said hello. */
  static EditorSession begun() throws Exception {
    EditorSession editor = new EditorSession();
    editor.begin();
    return editor;
  }

  InitializeResult begin() throws Exception {
    InitializeParams params = new InitializeParams();
    params.setCapabilities(new ClientCapabilities());
    InitializeResult can = server.initialize(params).get(20, TimeUnit.SECONDS);
    server.initialized(new InitializedParams());
    return can;
  }

  LanguageServer server() {
    return server;
  }

  TextDocumentService texts() {
    return server.getTextDocumentService();
  }

  TextDocumentIdentifier text() {
    return new TextDocumentIdentifier(URI);
  }

  static String example(String name) throws IOException {
    return Files.readString(ProjectRoot.find().resolve("examples").resolve(name));
  }

  PublishDiagnosticsParams open(String text) throws InterruptedException {
    return open(URI, text);
  }

  PublishDiagnosticsParams open(String uri, String text) throws InterruptedException {
    texts().didOpen(new DidOpenTextDocumentParams(new TextDocumentItem(uri, "oath", 1, text)));
    return messages();
  }

  PublishDiagnosticsParams change(TextDocumentContentChangeEvent... changes)
      throws InterruptedException {
    texts()
        .didChange(
            new DidChangeTextDocumentParams(
                new VersionedTextDocumentIdentifier(URI, ++version), List.of(changes)));
    return messages();
  }

  PublishDiagnosticsParams change(String text) throws InterruptedException {
    return change(new TextDocumentContentChangeEvent(text));
  }

  /** The next messages that the server publishes. */
  PublishDiagnosticsParams messages() throws InterruptedException {
    PublishDiagnosticsParams next = published.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("the server published nothing");
    }
    return next;
  }

  static <T> T get(CompletableFuture<T> answer) throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  /** Where a marked place of a text is: behind the first occurrence of {@code before}. */
  static Position behind(String text, String before) {
    int at = text.indexOf(before);
    if (at < 0) {
      throw new AssertionError("there is no " + before);
    }
    return position(text, at + before.length());
  }

  static Position position(String text, int index) {
    String head = text.substring(0, index);
    int line = (int) head.chars().filter(c -> c == '\n').count();
    return new Position(line, index - head.lastIndexOf('\n') - 1);
  }

  /** The text with an edit applied as an editor does. */
  static String applied(String text, WorkspaceEdit edit) {
    return applied(text, edit.getChanges().getOrDefault(URI, List.of()));
  }

  static String applied(String text, List<? extends TextEdit> edits) {
    String result = text;
    List<? extends TextEdit> last =
        edits.stream()
            .sorted(
                (a, b) ->
                    index(text, b.getRange().getStart()) - index(text, a.getRange().getStart()))
            .toList();
    for (TextEdit each : last) {
      int start = index(text, each.getRange().getStart());
      int end = index(text, each.getRange().getEnd());
      result = result.substring(0, start) + each.getNewText() + result.substring(end);
    }
    return result;
  }

  static int index(String text, Position position) {
    int at = 0;
    for (int line = 0; line < position.getLine(); line++) {
      at = text.indexOf('\n', at) + 1;
    }
    return at + position.getCharacter();
  }

  /** Says goodbye and waits for what the server's process would end with. */
  int end() throws Exception {
    get(server.shutdown());
    server.exit();
    return exitCode.get(20, TimeUnit.SECONDS);
  }

  CompletableFuture<Integer> exitCode() {
    return exitCode;
  }

  /** What goes to the server, for whoever writes nonsense into it. */
  PipedOutputStream wire() {
    return toServer;
  }

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    published.add(diagnostics);
  }

  @Override
  public void telemetryEvent(Object object) {
    throw new AssertionError("the server sends no telemetry: " + Map.of("sent", object));
  }

  @Override
  public void showMessage(MessageParams params) {
    throw new AssertionError("the server shows no messages: " + params);
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    throw new AssertionError("the server asks nothing: " + params);
  }

  @Override
  public void logMessage(MessageParams params) {
    throw new AssertionError("the server logs to standard error: " + params);
  }

  /** What mends the first message with a code. */
  List<CodeAction> fixes(PublishDiagnosticsParams found, String code) throws Exception {
    Diagnostic message =
        found.getDiagnostics().stream()
            .filter(d -> d.getCode().getLeft().equals(code))
            .findFirst()
            .orElseThrow(() -> new AssertionError(found.toString()));
    return get(
            texts()
                .codeAction(
                    new CodeActionParams(
                        text(), message.getRange(), new CodeActionContext(List.of(message)))))
        .stream()
        .map(Either::getRight)
        .toList();
  }

  @Override
  public void close() throws IOException {
    toServer.close();
    listening.cancel(true);
  }
}
