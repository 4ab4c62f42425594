package org.horkos.app.demo;

import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.horkos.app.command.Progress;
import org.horkos.app.node.RunningNode;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.state.State;

/**
 * Where agreements of a demo live: an L1 with contracts, tokens and people who hold them, and a
 * node with its API.
 *
 * @param senders by which people send to L1
 * @param tokens by symbol
 */
record World(
    Progress progress,
    DemoL1 l1,
    RunningNode node,
    Wallet wallet,
    Map<Person, L1Sender> senders,
    Map<String, Address> tokens,
    DemoLog log,
    Patience patience) {

  /**
   * A token to be made.
   *
   * @param each what everybody has of it, base units
   */
  record Coin(String name, Agreement.Token token, BigInteger each) {}

  /**
   * How fast a world goes.
   *
   * @param lag seconds by which L2 stays behind L1
   * @param postEvery how often the node posts batches by itself
   */
  record Pace(long lag, Duration postEvery) {}

  /**
   * Makes it all.
   *
   * @param everybody who gets ETH and tokens; the last one is the sequencer
   */
  static World make(Demo demo, DemoL1 l1, List<Person> everybody, List<Coin> coins, Pace pace)
      throws Exception {
    Progress progress = demo.progress();
    Person sequencer = everybody.getLast();
    l1.fund(everybody, sequencer);
    List<Address> holders = everybody.stream().map(Person::address).toList();
    Map<String, Address> tokens = new LinkedHashMap<>();
    for (Coin coin : coins) {
      String symbol = coin.token().symbol();
      tokens.put(
          symbol,
          l1.deployToken(coin.name(), symbol, coin.token().decimals(), holders, coin.each()));
    }
    Contracts contracts =
        new Deployment(sequencer.address(), State.genesis().root(), Demo.WINDOW_SECONDS, pace.lag())
            .deploy(l1.connection(), l1.deployer());
    progress.say("contracts deployed: Rollup " + contracts.rollup());
    new Bond(l1.connection(), contracts, l1.account(sequencer)).put();
    progress.say("sequencer's bond put down: " + Bond.ether(Deployment.BOND));
    RunningNode running = demo.startNode(l1, contracts, sequencer, pace.postEvery());
    progress.say("node running, its database is an H2 file");
    Wallet wallet = new Wallet(running, demo.startApi(running), demo.patience());
    Map<Person, L1Sender> senders = new HashMap<>();
    everybody.forEach(person -> senders.put(person, l1.sender(person)));
    return new World(
        progress,
        l1,
        running,
        wallet,
        Map.copyOf(senders),
        tokens,
        demo.startLog(running, wallet),
        demo.patience());
  }

  L1Sender sender(Person person) {
    return Objects.requireNonNull(senders.get(person), () -> person.name() + " is not in the demo");
  }

  Address token(String symbol) {
    return Objects.requireNonNull(tokens.get(symbol), () -> symbol + " is not in the demo");
  }

  /** How many accounts L2 has. */
  long accounts() {
    return wallet.read(machine -> machine.state().globals().accounts());
  }

  /**
   * Waits until something holds.
   *
   * @param meanwhile is done whenever it does not hold yet
   */
  void until(String what, BooleanSupplier holds, Runnable meanwhile) {
    patience.until(
        what,
        () -> {
          if (holds.getAsBoolean()) {
            return true;
          }
          meanwhile.run();
          return false;
        },
        () ->
            node.health().failure().map(why -> ": " + why).orElse("")
                + node.l1Failure().map(why -> ": " + why.getMessage()).orElse(""));
  }

  /** Does all at the same time, each on a thread of its own. */
  static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<T> results = new java.util.ArrayList<>();
      for (Future<T> future : threads.invokeAll(tasks)) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
