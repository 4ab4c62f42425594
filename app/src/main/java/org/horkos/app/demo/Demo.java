package org.horkos.app.demo;

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
import org.horkos.app.node.NodeSettings;
import org.horkos.app.node.RunningNode;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
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
  private final DemoL1 l1;
  private final Path directory;
  private Optional<RunningNode> node = Optional.empty();

  private Demo(Progress progress, DemoL1 l1, Path directory) {
    this.progress = progress;
    this.l1 = l1;
    this.directory = directory;
  }

  /**
   * Runs the demo.
   *
   * @param url of a development L1; empty: one is started
   * @param examples the folder with the Oath texts
   * @throws Exception what went wrong, with a sentence for people as its message
   */
  static DemoReport run(Progress progress, Optional<URI> url, Path examples) throws Exception {
    progress.chapter("The world: an L1, the contracts, a node");
    Path directory = Files.createTempDirectory("horkos-demo-");
    Thread cleaner = new Thread(() -> deleteQuietly(directory), "demo-cleaner");
    Runtime.getRuntime().addShutdownHook(cleaner);
    try (DemoL1 l1 = DemoL1.start(url, progress);
        Demo demo = new Demo(progress, l1, directory)) {
      return demo.live(examples);
    } finally {
      delete(directory);
      try {
        Runtime.getRuntime().removeShutdownHook(cleaner);
      } catch (IllegalStateException ending) {
        progress.print("stopped");
      }
    }
  }

  private DemoReport live(Path examples) throws Exception {
    Thread running = Thread.currentThread();
    l1.whenGone(running::interrupt);
    try {
      return tell(examples);
    } catch (Exception failed) {
      if (l1.isGone()) {
        Thread.interrupted(); // what follows is orderly again
        throw new DemoFailure(l1.goneSentence(), failed);
      }
      throw failed;
    }
  }

  private DemoReport tell(Path examples) throws Exception {
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
    l1.fund(everybody);

    List<Address> holders = everybody.stream().map(Person::address).toList();
    Address usdc =
        l1.deployToken("USD Coin", "USDC", 6, holders, MILLION.multiply(BigInteger.TEN.pow(6)));
    Address dai =
        l1.deployToken("Dai", "DAI", 18, holders, MILLION.multiply(BigInteger.TEN.pow(18)));
    Contracts contracts =
        new Deployment(sequencer.address(), State.genesis().root(), WINDOW_SECONDS, LAG)
            .deploy(l1.connection(), l1.deployer());
    progress.say("contracts deployed: Rollup " + contracts.rollup());
    RunningNode running =
        RunningNode.start(
            new NodeSettings(
                contracts,
                StorageConfig.file(directory.resolve("node")),
                sequencer.key(),
                new L1Follower.Settings(Duration.ofMillis(150), 0, 2_000),
                Duration.ofSeconds(5)),
            l1.connection());
    node = Optional.of(running);
    progress.say("node running, its database is an H2 file");

    Wallet wallet = new Wallet(running);
    Map<Person, L1Sender> senders = new HashMap<>();
    everybody.forEach(person -> senders.put(person, l1.sender(person)));
    DemoCourt court = new DemoCourt(wallet, arbitrators);
    DemoStage stage =
        new DemoStage(
            progress, l1, running, wallet, court, senders, Map.of("USDC", usdc, "DAI", dai));
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

  /** When a signal ends the process: the database may still be open, so its files go first. */
  private static void deleteQuietly(Path directory) {
    for (int attempt = 0; attempt < 20 && Files.exists(directory); attempt++) {
      try {
        delete(directory);
      } catch (java.io.IOException | java.io.UncheckedIOException busy) {
        // The node writes until the process is gone: what it makes anew is deleted by the next try.
        Thread.onSpinWait();
      }
    }
  }

  private static void delete(Path directory) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    node.ifPresent(RunningNode::close);
  }
}
