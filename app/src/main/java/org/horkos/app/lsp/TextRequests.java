package org.horkos.app.lsp;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.Command;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionList;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DidChangeTextDocumentParams;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DidOpenTextDocumentParams;
import org.eclipse.lsp4j.DidSaveTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlight;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.LocationLink;
import org.eclipse.lsp4j.PrepareRenameDefaultBehavior;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PrepareRenameResult;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentIdentifier;
import org.eclipse.lsp4j.TextDocumentItem;
import org.eclipse.lsp4j.TextEdit;
import org.eclipse.lsp4j.VersionedTextDocumentIdentifier;
import org.eclipse.lsp4j.WorkspaceEdit;
import org.eclipse.lsp4j.jsonrpc.CompletableFutures;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.eclipse.lsp4j.jsonrpc.messages.Either3;
import org.eclipse.lsp4j.services.LanguageClient;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.horkos.app.command.BesideText;
import org.horkos.dsl.source.Imports;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The texts that are open, and what is asked of them. All is answered on one thread, in the order
 * in which it came; messages about a text are sent when its author has paused.
 */
final class TextRequests implements TextDocumentService, AutoCloseable {
  /** How long an author pauses before the text is checked. */
  static final long PAUSE_MILLISECONDS = 120;

  private static final Logger LOG = LoggerFactory.getLogger(TextRequests.class);

  private final Runnable guard;
  private final Map<String, OpenText> open = new HashMap<>();
  private final ScheduledExecutorService worker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lsp-texts").factory());
  private @Nullable LanguageClient client;

  /** Answers, unless the guard throws. */
  TextRequests(Runnable guard) {
    this.guard = guard;
  }

  void connect(LanguageClient remote) {
    client = remote;
  }

  @Override
  public void didOpen(DidOpenTextDocumentParams params) {
    TextDocumentItem item = params.getTextDocument();
    change(
        () ->
            take(
                new OpenText(
                    item.getUri(), item.getVersion(), item.getText(), beside(item.getUri()))));
  }

  @Override
  public void didChange(DidChangeTextDocumentParams params) {
    change(
        () -> {
          VersionedTextDocumentIdentifier id = params.getTextDocument();
          OpenText text = open.get(id.getUri());
          if (text == null) {
            LOG.warn("a text was changed that is not open: {}", id.getUri());
            return;
          }
          for (TextDocumentContentChangeEvent each : params.getContentChanges()) {
            String now =
                each.getRange() == null
                    ? each.getText()
                    : text.places().replaced(each.getRange(), each.getText());
            text = text.changed(id.getVersion(), now);
          }
          take(text);
        });
  }

  @Override
  public void didClose(DidCloseTextDocumentParams params) {
    String uri = params.getTextDocument().getUri();
    change(
        () -> {
          if (open.remove(uri) != null) {
            publish(new PublishDiagnosticsParams(uri, List.of()));
          }
        });
  }

  @Override
  public void didSave(DidSaveTextDocumentParams params) {
    // What was saved is known already.
  }

  /** What a text may import: what lies beside its file, as for a command; else nothing. */
  private static Imports beside(String uri) {
    try {
      return BesideText.of(Path.of(URI.create(uri)));
    } catch (IllegalArgumentException | FileSystemNotFoundException noFile) {
      return Imports.NONE;
    }
  }

  private void take(OpenText text) {
    open.put(text.uri(), text);
    ScheduledFuture<?> _ =
        worker.schedule(
            () -> run(() -> checkIfStill(text)), PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private void checkIfStill(OpenText text) {
    if (open.get(text.uri()) == text) {
      publish(ProtocolDiagnostics.of(text));
    }
  }

  private void publish(PublishDiagnosticsParams messages) {
    LanguageClient to = client;
    if (to != null) {
      to.publishDiagnostics(messages);
    }
  }

  @Override
  public CompletableFuture<@Nullable Hover> hover(HoverParams params) {
    return answer(
        params.getTextDocument(),
        null,
        text -> new HoverText(text).at(text.places().index(params.getPosition())).orElse(null));
  }

  @Override
  public CompletableFuture<Either<List<? extends Location>, List<? extends LocationLink>>>
      definition(DefinitionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        text -> Either.forLeft(new NamePlaces(text).definitions(params.getPosition())));
  }

  @Override
  public CompletableFuture<List<? extends Location>> references(ReferenceParams params) {
    boolean declarations =
        params.getContext() == null || params.getContext().isIncludeDeclaration();
    return answer(
        params.getTextDocument(),
        List.of(),
        text -> new NamePlaces(text).references(params.getPosition(), declarations));
  }

  @Override
  public CompletableFuture<List<? extends DocumentHighlight>> documentHighlight(
      DocumentHighlightParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        text -> new NamePlaces(text).highlights(params.getPosition()));
  }

  @Override
  public CompletableFuture<Either<List<CompletionItem>, CompletionList>> completion(
      CompletionParams params) {
    return answer(
        params.getTextDocument(),
        Either.forLeft(List.of()),
        text ->
            Either.forLeft(
                new Completion(text, text.places().index(params.getPosition())).items()));
  }

  @Override
  public CompletableFuture<
          @Nullable Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior>>
      prepareRename(PrepareRenameParams params) {
    return answer(
        params.getTextDocument(),
        null,
        text ->
            new Renaming(text).range(params.getPosition()).map(TextRequests::first).orElse(null));
  }

  private static Either3<Range, PrepareRenameResult, PrepareRenameDefaultBehavior> first(
      Range range) {
    return Either3.forFirst(range);
  }

  @Override
  public CompletableFuture<@Nullable WorkspaceEdit> rename(RenameParams params) {
    return answer(
        params.getTextDocument(),
        null,
        text -> new Renaming(text).edit(params.getPosition(), params.getNewName()));
  }

  @Override
  public CompletableFuture<List<? extends TextEdit>> formatting(DocumentFormattingParams params) {
    return answer(params.getTextDocument(), List.of(), DocumentEdits::laidOut);
  }

  @Override
  public CompletableFuture<List<Either<SymbolInformation, DocumentSymbol>>> documentSymbol(
      DocumentSymbolParams params) {
    return answer(params.getTextDocument(), List.of(), text -> new Symbols(text).all());
  }

  @Override
  public CompletableFuture<List<Either<Command, CodeAction>>> codeAction(CodeActionParams params) {
    return answer(
        params.getTextDocument(),
        List.of(),
        text -> new QuickFixes(text).within(params.getRange()));
  }

  /** An answer about an open text; of one that is not open there is nothing to say. */
  private <T> CompletableFuture<T> answer(
      TextDocumentIdentifier id, @Nullable T nothing, Function<OpenText, T> find) {
    return CompletableFutures.computeAsync(
        worker,
        cancelled -> {
          guard.run();
          cancelled.checkCanceled();
          OpenText text = open.get(id.getUri());
          return text == null ? nothing : find.apply(text);
        });
  }

  private void change(Runnable what) {
    try {
      worker.execute(
          () ->
              run(
                  () -> {
                    guard.run();
                    what.run();
                  }));
    } catch (RejectedExecutionException ended) {
      LOG.info("a text was changed after the end");
    }
  }

  // Nobody waits for the result of a change: what goes wrong is logged and the session goes on.
  private static void run(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException failed) {
      LOG.warn("a change of a text could not be handled", failed);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
