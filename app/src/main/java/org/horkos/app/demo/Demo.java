package org.horkos.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.horkos.app.api.ApiServer;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.app.node.NodeSettings;
import org.horkos.app.node.RunningNode;
import org.horkos.dsl.analysis.Policy;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.storage.StorageConfig;

/**
 * What a demo needs from its beginning to its end: an L1, a node with its API, files, and that
 * nothing of them is left. What is done with them is a {@link Script}.
 */
final class Demo implements AutoCloseable {
  /** Seconds by which L2 stays behind L1 in the demo. */
  static final long LAG = 2;

  /** Seconds for which roots must stand in the demo: 7 days. */
  static final long WINDOW_SECONDS = Deployment.WINDOW;

  private final Progress progress;
  private final PrintWriter err;
  private final Patience patience = new Patience();

  // What must not be left behind; guarded by this.
  private Optional<Path> directory = Optional.empty();
  private Optional<DemoL1> l1 = Optional.empty();
  private Optional<RunningNode> node = Optional.empty();
  private Optional<ApiServer> api = Optional.empty();
  private Optional<ApiClient> client = Optional.empty();
  private Optional<DemoLog> log = Optional.empty();
  private boolean closed;

  private volatile boolean stopping;

  private Demo(Progress progress, PrintWriter err) {
    this.progress = progress;
    this.err = err;
  }

  /**
   * What is done in a demo.
   *
   * @param <R> what comes of it
   */
  interface Script<R> {
    /** Does it, with what the demo starts for it. */
    R play(Demo demo) throws Exception;
  }

  /**
   * Runs a demo. Afterwards nothing of it is left, neither process nor file, also if a signal ends
   * it.
   *
   * @param err takes what goes wrong while cleaning up
   * @throws Exception what went wrong, with a sentence for people as its message
   */
  static <R> R run(Progress progress, PrintWriter err, Script<R> script) throws Exception {
    Demo demo = new Demo(progress, err);
    // It is not taken away again: after the demo's end it finds nothing to do.
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "demo-end"));
    try (demo) {
      return script.play(demo);
    } catch (Exception failed) {
      if (demo.stopping) {
        System.exit(ExitCode.WRONG_INPUT); // waits for the end of the process, which is on its way
      }
      throw demo.patience.end().<Exception>map(why -> why).orElseGet(() -> forDemo(failed));
    }
  }

  /** What L1's absence means to a node, which waits for it, is not what it means to the demo. */
  private static Exception forDemo(Exception failed) {
    return failed instanceof L1Failure gone && gone.kind() == L1Failure.Kind.GONE
        ? DemoFailure.goneL1(gone)
        : failed;
  }

  /** A signal ends the process. */
  private void stop() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    stopping = true;
    patience.end(new DemoFailure("the demo was stopped"));
    close();
    err.println("horkos: the demo was stopped; its L1, node and files are gone.");
    err.flush();
  }

  /** Everything in the opposite order: the node lets go of its files before they are deleted. */
  @Override
  public synchronized void close() {
    closed = true;
    log.ifPresent(DemoLog::close);
    client.ifPresent(ApiClient::close);
    api.ifPresent(ApiServer::close);
    node.ifPresent(RunningNode::close);
    l1.ifPresent(DemoL1::close);
    directory.ifPresent(this::delete);
    log = Optional.empty();
    client = Optional.empty();
    api = Optional.empty();
    node = Optional.empty();
    l1 = Optional.empty();
    directory = Optional.empty();
  }

  private void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException failed) {
      err.println(
          "horkos: the demo's files in "
              + folder
              + " cannot be deleted ("
              + failed.getMessage()
              + "): delete the folder yourself.");
      err.flush();
    }
  }

  private synchronized void refuseIfClosed() {
    if (closed) {
      throw new DemoFailure("the demo was stopped");
    }
  }

  Progress progress() {
    return progress;
  }

  Patience patience() {
    return patience;
  }

  /**
   * Starts an L1, or connects to the one at {@code url}.
   *
   * @param genesis Unix second of the first block of one that is started; empty: now
   */
  DemoL1 startL1(Optional<URI> url, OptionalLong genesis) {
    DemoL1 started = DemoL1.start(url, genesis, progress);
    started.endsWhenGone(patience);
    synchronized (this) {
      l1 = Optional.of(started);
      if (closed) {
        close(); // a signal came meanwhile
      }
      refuseIfClosed();
    }
    return started;
  }

  /** Makes its folder too; a signal waits until the node runs, so that it can be closed. */
  synchronized RunningNode startNode(
      DemoL1 on, Contracts contracts, Person sequencer, Duration postEvery) throws IOException {
    refuseIfClosed();
    Path folder = Files.createTempDirectory("horkos-demo-");
    directory = Optional.of(folder);
    RunningNode running =
        RunningNode.start(
            new NodeSettings(
                contracts,
                StorageConfig.file(folder.resolve("node")),
                sequencer.key(),
                new L1Follower.Settings(Duration.ofMillis(150), 0, 2_000),
                postEvery,
                Policy.DEFAULT),
            on.connection(),
            progress::say);
    node = Optional.of(running);
    return running;
  }

  /** Opens the node's API on a free port. */
  synchronized ApiClient startApi(RunningNode running) {
    refuseIfClosed();
    ApiServer server = ApiServer.start(running, "127.0.0.1", 0);
    api = Optional.of(server);
    ApiClient started = new ApiClient(server.port());
    client = Optional.of(started);
    return started;
  }

  /** Tells from now on what the node executes. */
  synchronized DemoLog startLog(RunningNode running, Wallet wallet) {
    refuseIfClosed();
    DemoLog started = new DemoLog(progress, wallet, patience);
    log = Optional.of(started);
    running.onEffects(started::take);
    return started;
  }
}
