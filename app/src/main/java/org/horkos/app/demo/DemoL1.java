package org.horkos.app.demo;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.horkos.app.command.Progress;
import org.horkos.app.node.L1Opening;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.DemoToken;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Credentials;

/**
 * The L1 of the demo: an anvil of its own, or a development node that runs already. It must be one
 * whose clock can be moved, because the demo lives through months.
 */
final class DemoL1 implements AutoCloseable {
  /** An L1 of the demo that is away for longer does not come back: what only it held is gone. */
  private static final Duration L1_PATIENCE = Duration.ofSeconds(15);

  private static final BigInteger ONE_ETHER = BigInteger.TEN.pow(18);

  private static final BigInteger NEEDED = ONE_ETHER.multiply(BigInteger.valueOf(200));
  private static final long STANDSTILL_NANOS = 1_500_000_000L;

  private final Optional<Anvil> anvil;
  private final L1Connection connection;
  private final DevelopmentL1 clock;
  private final L1Account deployer;
  private boolean still;
  private long lastHead = -1;
  private long lastMoved = System.nanoTime();

  private DemoL1(Optional<Anvil> anvil, L1Connection connection) {
    this.anvil = anvil;
    this.connection = connection;
    this.clock = new DevelopmentL1(connection);
    Credentials key = DevelopmentKeys.key(0);
    this.deployer = connection.account(key);
  }

  /**
   * Starts an L1, or connects to the one at {@code url}.
   *
   * @param genesis Unix second of the first block of one that is started; empty: now
   */
  static DemoL1 start(Optional<URI> url, OptionalLong genesis, Progress progress) {
    Optional<Anvil> anvil =
        url.isPresent()
            ? Optional.empty()
            : Optional.of(genesis.isPresent() ? Anvil.startAt(genesis.getAsLong()) : Anvil.start());
    try {
      L1Connection connection = connect(url.orElseGet(() -> anvil.orElseThrow().url()), progress);
      progress.say(
          "L1 is "
              + connection.clientVersion()
              + " at "
              + connection.url()
              + ", chain "
              + connection.chainId());
      DemoL1 l1 = new DemoL1(anvil, connection);
      l1.check();
      return l1;
    } catch (RuntimeException failed) {
      anvil.ifPresent(Anvil::close);
      throw failed;
    }
  }

  private static L1Connection connect(URI url, Progress progress) {
    if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
      throw new DemoFailure(
          "'" + url + "' is no address of an L1: write it as http://127.0.0.1:8545.");
    }
    try {
      return L1Opening.open(
          L1Connection.Settings.to(url).waiting(L1_PATIENCE, L1_PATIENCE), progress::say);
    } catch (L1Failure failed) {
      if (failed.kind() == L1Failure.Kind.GONE) {
        throw new DemoFailure(
            "No Ethereum node answers at "
                + url
                + ": start anvil there, correct the address, or leave --l1 away.",
            failed);
      }
      throw failed;
    }
  }

  private void check() {
    try {
      connection.ask("anvil_nodeInfo", List.of());
    } catch (L1Failure refused) {
      throw new DemoFailure(
          "L1 at "
              + connection.url()
              + " is no anvil, whose clock the demo could move through its months: start anvil and"
              + " name it, or leave --l1 away.",
          refused);
    }
    if (connection.balance(deployer.address()).compareTo(NEEDED) < 0) {
      throw new DemoFailure(
          "L1 at "
              + connection.url()
              + " gives "
              + deployer.address()
              + " less than the 200 ETH that the demo hands out: start anvil with its usual"
              + " accounts.");
    }
  }

  /**
   * Mines a block if L1 has not done so by itself for a while: an anvil that mines only when
   * somebody sends would stand still, and L2's time with it.
   */
  synchronized void keepGoing() {
    long head = connection.head().number();
    long now = System.nanoTime();
    if (head != lastHead) {
      lastHead = head;
      lastMoved = now;
    } else if (now - lastMoved > STANDSTILL_NANOS) {
      clock.advance(1, 1);
      lastMoved = now;
    }
  }

  /**
   * From now on L1 makes blocks only when somebody sends or time is to pass, and its clock stands
   * still between them.
   */
  void standStill() {
    clock.mineOnDemand();
    clock.tickByBlocks();
    still = true;
  }

  /** Lets so many seconds pass. */
  void pass(long seconds, int blocks) {
    if (still) {
      clock.advanceTo(connection.head().time() + seconds);
    } else {
      clock.advance(seconds, blocks);
    }
  }

  /** How many transactions wait for a block. */
  long waiting() {
    return connection.ask("txpool_status", List.of()) instanceof Map<?, ?> status
        ? Long.decode(String.valueOf(status.get("pending")))
        : 0;
  }

  L1Connection connection() {
    return connection;
  }

  DevelopmentL1 clock() {
    return clock;
  }

  /** Pays for the deployment; a key that the development node funds. */
  L1Account deployer() {
    return deployer;
  }

  L1Account account(Person person) {
    return connection.account(person.key());
  }

  /** Somebody who sends to L1. */
  L1Sender sender(Person person) {
    return sender(account(person));
  }

  L1Sender sender(L1Account account) {
    return new L1Sender(connection.web3j(), account.address(), account::as);
  }

  /** Gives each of them ten ETH for gas, and the sequencer its bond; all in one block. */
  void fund(List<Person> people, Person sequencer) {
    BigInteger forGas = ONE_ETHER.multiply(BigInteger.TEN);
    List<L1Account.Sent> sent = new ArrayList<>();
    for (Person person : people) {
      BigInteger amount = person.equals(sequencer) ? forGas.add(Deployment.BOND) : forGas;
      sent.add(deployer.submit("transfer", Optional.of(person.address()), "0x", amount));
    }
    sent.forEach(L1Account.Sent::await);
  }

  /** Deploys a token of which each holder has {@code amount} base units. */
  Address deployToken(
      String name, String symbol, int decimals, List<Address> holders, BigInteger amount) {
    String constructor =
        FunctionEncoder.encodeConstructor(
            List.of(
                new Utf8String(name),
                new Utf8String(symbol),
                new Uint8(decimals),
                new DynamicArray<>(
                    org.web3j.abi.datatypes.Address.class,
                    holders.stream()
                        .map(holder -> new org.web3j.abi.datatypes.Address(holder.toString()))
                        .toList()),
                new Uint256(amount)));
    return Address.parse(
        deployer
            .send("token", Optional.empty(), DemoToken.BINARY + constructor, BigInteger.ZERO)
            .getContractAddress());
  }

  /** Nobody waits any longer once the L1 that the demo started has died. */
  void endsWhenGone(Patience patience) {
    anvil.ifPresent(
        process -> process.whenGone(() -> patience.end(new DemoFailure(process.goneSentence()))));
  }

  @Override
  public void close() {
    connection.close();
    anvil.ifPresent(Anvil::close);
  }
}
