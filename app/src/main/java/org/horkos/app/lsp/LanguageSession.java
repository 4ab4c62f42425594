package org.horkos.app.lsp;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.MessageConsumer;
import org.eclipse.lsp4j.jsonrpc.MessageProducer;
import org.eclipse.lsp4j.jsonrpc.RemoteEndpoint;
import org.eclipse.lsp4j.jsonrpc.json.ConcurrentMessageProcessor;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.services.LanguageClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One conversation with an editor, from its first message to its {@code exit}. */
public final class LanguageSession {
  private static final Logger LOG = LoggerFactory.getLogger(LanguageSession.class);

  private final InputStream input;
  private final OutputStream output;

  /** A conversation over two streams. */
  public LanguageSession(InputStream input, OutputStream output) {
    this.input = input;
    this.output = output;
  }

  /**
   * Serves until the client says {@code exit} or its stream ends.
   *
   * @return what the process ends with: 0 if the client said {@code shutdown} before, or never
   *     began; else 1
   */
  public int serve() {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    try (OathServer server = new OathServer(ended)) {
      Launcher<LanguageClient> launcher =
          new Frames()
              .setLocalService(server)
              .setRemoteInterface(LanguageClient.class)
              .setInput(input)
              .setOutput(output)
              .setExecutorService(
                  Executors.newThreadPerTaskExecutor(
                      Thread.ofPlatform().daemon().name("lsp-input").factory()))
              .create();
      server.connect(launcher.getRemoteProxy());
      Future<Void> listening = launcher.startListening();
      Thread.ofPlatform().daemon().name("lsp-end").start(() -> awaitEnd(listening, server));
      return ended.join();
    }
  }

  private static void awaitEnd(Future<Void> listening, OathServer server) {
    try {
      listening.get();
    } catch (ExecutionException | InterruptedException broken) {
      LOG.warn("listening has ended", broken);
    }
    server.inputEnded();
  }

  /** Launches with the bounded reader instead of the one of lsp4j. */
  private static final class Frames extends Launcher.Builder<LanguageClient> {
    private @Nullable MessageJsonHandler json;
    private @Nullable RemoteEndpoint remote;

    @Override
    protected MessageJsonHandler createJsonHandler() {
      MessageJsonHandler made = super.createJsonHandler();
      json = made;
      return made;
    }

    @Override
    protected RemoteEndpoint createRemoteEndpoint(MessageJsonHandler handler) {
      RemoteEndpoint made = super.createRemoteEndpoint(handler);
      remote = made;
      return made;
    }

    @Override
    protected ConcurrentMessageProcessor createMessageProcessor(
        MessageProducer reader, MessageConsumer consumer, LanguageClient proxy) {
      FrameReader bounded =
          new FrameReader(input, Objects.requireNonNull(json), Objects.requireNonNull(remote));
      return super.createMessageProcessor(bounded, consumer, proxy);
    }
  }
}
