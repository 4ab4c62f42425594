package org.horkos.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.app.node.NodeSettings;
import org.horkos.app.node.RunningNode;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.state.State;
import org.horkos.node.storage.StorageConfig;

/**
 * The whole demo: the world is made, three agreements live in it, and L1 is asked what came of it.
 */
final class Demo implements AutoCloseable {
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

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
  private Optional<DemoLog> log = Optional.empty();
  private boolean closed;

  private volatile boolean stopping;

  private Demo(Progress progress, PrintWriter err) {
    this.progress = progress;
    this.err = err;
  }

  /**
   * Runs the demo. Afterwards nothing of it is left, neither process nor file, also if a signal
   * ends it.
   *
   * @param err takes what goes wrong while cleaning up
   * @param url of a development L1; empty: one is started
   * @param examples the folder with the Oath texts
   * @throws Exception what went wrong, with a sentence for people as its message
   */
  static DemoReport run(Progress progress, PrintWriter err, Optional<URI> url, Path examples)
      throws Exception {
    Demo demo = new Demo(progress, err);
    // It is not taken away again: after the demo's end it finds nothing to do.
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stop, "demo-end"));
    try (demo) {
      return demo.tell(url, examples);
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
    node.ifPresent(RunningNode::close);
    l1.ifPresent(DemoL1::close);
    directory.ifPresent(this::delete);
    log = Optional.empty();
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

  private DemoL1 startL1(Optional<URI> url) {
    DemoL1 started = DemoL1.start(url, progress);
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
  private synchronized RunningNode startNode(DemoL1 on, Contracts contracts, Person sequencer)
      throws IOException {
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
                Duration.ofSeconds(5)),
            on.connection(),
            progress::say);
    node = Optional.of(running);
    return running;
  }

  private synchronized DemoLog startLog(RunningNode running, Wallet wallet) {
    refuseIfClosed();
    DemoLog started = new DemoLog(progress, wallet, patience);
    log = Optional.of(started);
    running.onEffects(started::take);
    return started;
  }

  private DemoReport tell(Optional<URI> url, Path examples) throws Exception {
    progress.chapter("The world: an L1, the contracts, a node");
    DemoL1 chain = startL1(url);
    Map<String, Person> people = new LinkedHashMap<>();
    for (String name : List.of("client", "studio", "lab", "sponsor", "hunter", "ci")) {
      people.put(name, Person.named(name));
    }
    List<Person> arbitrators = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      arbitrators.add(Person.named("arbitrator " + i));
    }
    Person owner = Person.named("court owner");
    Person sequencer = Person.named("sequencer");
    List<Person> everybody = new ArrayList<>(people.values());
    everybody.addAll(arbitrators);
    everybody.add(owner);
    everybody.add(sequencer);
    chain.fund(everybody, sequencer);

    List<Address> holders = everybody.stream().map(Person::address).toList();
    Address usdc =
        chain.deployToken("USD Coin", "USDC", 6, holders, MILLION.multiply(BigInteger.TEN.pow(6)));
    Address dai =
        chain.deployToken("Dai", "DAI", 18, holders, MILLION.multiply(BigInteger.TEN.pow(18)));
    Contracts contracts =
        new Deployment(sequencer.address(), State.genesis().root(), WINDOW_SECONDS, LAG)
            .deploy(chain.connection(), chain.deployer());
    progress.say("contracts deployed: Rollup " + contracts.rollup());
    new Bond(chain.connection(), contracts, chain.account(sequencer)).put();
    progress.say("sequencer's bond put down: " + Bond.ether(Deployment.BOND));
    RunningNode running = startNode(chain, contracts, sequencer);
    progress.say("node running, its database is an H2 file");

    Wallet wallet = new Wallet(running, patience);
    Map<Person, L1Sender> senders = new HashMap<>();
    everybody.forEach(person -> senders.put(person, chain.sender(person)));
    DemoCourt court = new DemoCourt(wallet, arbitrators);
    DemoStage stage =
        new DemoStage(
            progress,
            chain,
            running,
            wallet,
            court,
            senders,
            Map.of("USDC", usdc, "DAI", dai),
            startLog(running, wallet),
            patience);
    Map<String, Long> courts = stage.openCourts(owner, arbitrators);

    progress.chapter("Three agreements: signed, opened and funded on L1");
    Cast cast =
        new Cast(
            examples, people, Map.of("USDC", usdc, "DAI", dai), courts, contracts.implementation());
    List<DemoAgreement> agreements =
        List.of(
            cast.agreement("peaceful", "website-build.oath", "both are accepted by silence"),
            cast.agreement("late", "parser-bounty.oath", "past the grace, days count from due"),
            cast.agreement("disputed", "website-build.oath", "the court finds a third value"));
    List<DemoStage.Opened> opened = stage.open(agreements, cast);
    stage.play(opened);
    DemoReport report = stage.finish(opened);
    progress.say("the demo lasted " + Narrator.duration(progress.seconds()));
    return report;
  }
}
