package org.horkos.node.settlement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A running anvil: a real EVM node on loopback that mines a block every second. It ends with this
 * object, with the JVM, and also when the JVM is killed: a shell that stands between the two reads
 * from a pipe which only the JVM holds open, and kills anvil when that pipe closes. Its files lie
 * in a home of its own, which is deleted with it.
 */
public final class Anvil implements AutoCloseable {
  /** The chain id that anvil has unless told otherwise. */
  public static final long CHAIN_ID = 31337;

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

  // $1 is the home. anvil keeps standard output open, the shell does not, so that its end shows
  // there. "read" returns when the JVM closes the pipe or is gone; the pid is still ours to kill
  // then, because nobody but this shell could have waited for it.
  private static final String WATCHDOG =
      """
      trap '' HUP INT TERM
      HOME=$1; export HOME; shift
      "$@" </dev/null &
      child=$!
      exec >/dev/null 2>&1
      while read -r line; do :; done
      kill -9 $child
      wait $child
      rm -rf "$HOME"
      """;

  private final Process process;
  private final Path home;
  private final Thread shutdown;
  private final CompletableFuture<URI> url = new CompletableFuture<>();
  private final Deque<String> lastLines = new ArrayDeque<>();
  private final List<Runnable> whenGone = new ArrayList<>();
  private boolean closed;
  private boolean gone;

  private Anvil(Process process, Path home) {
    this.process = process;
    this.home = home;
    this.shutdown = new Thread(this::stop, "anvil-shutdown");
  }

  /** Starts anvil on a free port of loopback, from the project that this process belongs to. */
  public static Anvil start() {
    return start(ProjectRoot.find(), 0);
  }

  /**
   * Starts anvil on a free port, with a clock of its own.
   *
   * @param genesis Unix second of its first block
   */
  public static Anvil startAt(long genesis) {
    return start(ProjectRoot.find(), 0, List.of("--timestamp", Long.toString(genesis)));
  }

  /**
   * Starts anvil and waits until it listens.
   *
   * @param root the folder with {@code node_modules}
   * @param port of 127.0.0.1; 0 for a free one
   * @throws L1Failure if it is not installed, the port is in use, or it does not start
   */
  public static Anvil start(Path root, int port) {
    return start(root, port, List.of());
  }

  private static Anvil start(Path root, int port, List<String> more) {
    Path binary = binary(root);
    try {
      Path home = Files.createTempDirectory("horkos-l1-");
      List<String> line =
          new ArrayList<>(
              List.of(
                  "/bin/sh",
                  "-c",
                  WATCHDOG,
                  "horkos-l1",
                  home.toString(),
                  binary.toString(),
                  "--host",
                  "127.0.0.1",
                  "--port",
                  Integer.toString(port),
                  "--chain-id",
                  Long.toString(CHAIN_ID),
                  "--block-time",
                  "1",
                  "--gas-limit",
                  "300000000",
                  "--accounts",
                  Integer.toString(DevelopmentKeys.COUNT),
                  "--mnemonic",
                  DevelopmentKeys.MNEMONIC));
      line.addAll(more);
      ProcessBuilder command = new ProcessBuilder(line);
      command.environment().put("XDG_CONFIG_HOME", home.resolve("config").toString());
      command.directory(home.toFile()).redirectErrorStream(true);
      Anvil anvil = new Anvil(command.start(), home);
      Runtime.getRuntime().addShutdownHook(anvil.shutdown);
      Thread reader = new Thread(anvil::read, "anvil-output");
      reader.setDaemon(true);
      reader.start();
      anvil.awaitListening(port);
      return anvil;
    } catch (IOException e) {
      throw new L1Failure(
          L1Failure.Kind.NOT_STARTED, "anvil cannot be started: " + e.getMessage() + ".", e);
    }
  }

  /** The file of anvil's npm package for this platform. */
  private static Path binary(Path root) {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String cpu = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String platform =
        (os.contains("mac") ? "darwin" : os.contains("win") ? "win32" : "linux")
            + "-"
            + (cpu.equals("aarch64") || cpu.equals("arm64") ? "arm64" : "amd64");
    Path binary = root.resolve("node_modules/@foundry-rs/anvil-" + platform + "/bin/anvil");
    if (!Files.isExecutable(binary)) {
      throw new L1Failure(
          L1Failure.Kind.NOT_STARTED,
          "The L1 node anvil is not installed ("
              + binary
              + " is missing): run node toolchain/install.mjs in "
              + root
              + ", or name a running L1 with --l1 URL.");
    }
    return binary;
  }

  private void awaitListening(int port) {
    try {
      url.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      String said;
      synchronized (this) {
        said = String.join(" ", lastLines);
      }
      close();
      throw new L1Failure(
          L1Failure.Kind.NOT_STARTED,
          said.contains("in use")
              ? "Port "
                  + port
                  + " of 127.0.0.1 is in use, so anvil cannot listen there: stop the program that"
                  + " uses it, or leave the port out and a free one is chosen."
              : "anvil did not start: " + (said.isBlank() ? "it said nothing" : said) + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new L1Failure(
          L1Failure.Kind.NOT_STARTED, "Waiting for anvil was interrupted; it was stopped.", e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.find()) {
          url.complete(URI.create("http://127.0.0.1:" + listening.group(1)));
        }
        keep(line);
      }
    } catch (IOException e) {
      keep(String.valueOf(e.getMessage()));
    }
    url.completeExceptionally(new IOException("anvil ended before it listened"));
    List<Runnable> listeners;
    synchronized (this) {
      gone = true;
      listeners = closed ? List.of() : List.copyOf(whenGone);
    }
    listeners.forEach(Runnable::run);
  }

  /** Only the last lines are kept: each block writes some. */
  private synchronized void keep(String line) {
    if (!line.isBlank()) {
      lastLines.add(line.strip());
      while (lastLines.size() > 5) {
        lastLines.remove();
      }
    }
  }

  /** Where it listens. */
  public URI url() {
    return url.join();
  }

  /** Whether it still runs. */
  public synchronized boolean isAlive() {
    return !gone && !closed;
  }

  /** Runs {@code action} once, on a thread of its own, if anvil ends without being closed. */
  public void whenGone(Runnable action) {
    synchronized (this) {
      if (!gone) {
        whenGone.add(action);
        return;
      }
      if (closed) {
        return;
      }
    }
    action.run();
  }

  /** Its files, until it is closed. */
  Path home() {
    return home;
  }

  /** The processes behind it. */
  Stream<ProcessHandle> processes() {
    return process.descendants();
  }

  /** The sentence for people when it has ended in the middle. */
  public String goneSentence() {
    return "L1 at " + url() + " is gone: anvil ended by itself. Start again.";
  }

  /** Stops anvil and deletes its files; does nothing the second time. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdown);
    } catch (IllegalStateException alreadyShuttingDown) {
      stop(); // the hook does so too, but the caller of close() may not wait for it
      return;
    }
    stop();
  }

  private void stop() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      deleteHome();
    } catch (IOException e) {
      throw new UncheckedIOException("anvil's files in " + home + " cannot be deleted", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteHome() throws IOException {
    if (!Files.exists(home)) {
      return;
    }
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
