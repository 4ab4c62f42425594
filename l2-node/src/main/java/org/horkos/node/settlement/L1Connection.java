package org.horkos.node.settlement;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.utils.Numeric;

/**
 * The connection to an L1 node. It tries again when L1 does not answer, and says in a sentence
 * ({@link L1Failure}) what is wrong when that does not help. Thread-safe.
 */
public final class L1Connection implements AutoCloseable {
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(9);
  private static final Duration FIRST_ANSWER_LIMIT = Duration.ofSeconds(4);

  private final Settings settings;
  private final L1Transport transport;
  private final Web3j web3j;
  private final long chainId;
  private final GasBook gas = new GasBook();
  private final CustomErrors errors = new CustomErrors();
  private final Map<String, L1Account> accounts = new ConcurrentHashMap<>();

  private L1Connection(Settings settings) {
    this.settings = settings;
    this.transport =
        L1Transport.to(
            settings.url,
            settings.timeout,
            settings.attempts,
            settings.firstPause,
            settings.timeout.multipliedBy(settings.attempts));
    this.web3j = Web3j.build(transport);
    ChainIdentity chain = firstAnswer();
    this.chainId = chain.id().longValueExact();
    transport.only(chain);
    if (settings.chainId.isPresent() && settings.chainId.getAsLong() != chainId) {
      close();
      throw new L1Failure(
          L1Failure.Kind.WRONG_CHAIN,
          "L1 at "
              + settings.url
              + " is chain "
              + chainId
              + ", but chain "
              + settings.chainId.getAsLong()
              + " is wanted: name another L1, or correct the chain id.");
    }
  }

  /** Whoever connects waits less long than a node that runs: the address may be a wrong one. */
  private ChainIdentity firstAnswer() {
    Duration timeout =
        settings.timeout.compareTo(FIRST_ANSWER) < 0 ? settings.timeout : FIRST_ANSWER;
    L1Transport first =
        L1Transport.to(
            settings.url, timeout, settings.attempts, settings.firstPause, FIRST_ANSWER_LIMIT);
    try {
      ChainIdentity chain = ChainIdentity.of(first);
      if (chain.id().bitLength() > 63) {
        throw noEthereumNode(null);
      }
      return chain;
    } catch (IOException unreadable) {
      throw noEthereumNode(unreadable);
    } finally {
      first.end();
    }
  }

  private L1Failure noEthereumNode(@Nullable Exception why) {
    return new L1Failure(
        L1Failure.Kind.GONE,
        "What answers at " + settings.url + " is no Ethereum node: check the address of L1.",
        why);
  }

  /**
   * Connects and checks the chain id, within ten seconds.
   *
   * @throws L1Failure if nothing answers there or it is another chain
   */
  public static L1Connection open(Settings settings) {
    return new L1Connection(settings);
  }

  /** Connects with the usual settings to any chain. */
  public static L1Connection open(URI url) {
    return open(Settings.to(url));
  }

  /** Where it is connected to. */
  public URI url() {
    return settings.url;
  }

  /** The chain's id. */
  public long chainId() {
    return chainId;
  }

  /** What the other side calls itself, as {@code anvil/v1.7.1}. */
  public String clientVersion() {
    return ask("web3_clientVersion", List.of()).toString();
  }

  /** web3j itself, for the generated wrappers of contracts. */
  public Web3j web3j() {
    return web3j;
  }

  /** The gas that transactions sent over this connection used. */
  public GasBook gas() {
    return gas;
  }

  /** The names of contracts' errors: teach it the wrappers whose calls may revert. */
  public CustomErrors errors() {
    return errors;
  }

  /** How often receipts and heads are asked for. */
  public Duration pollInterval() {
    return settings.pollInterval;
  }

  /** The account of this key, which sends its transactions one nonce after the other. */
  public L1Account account(Credentials key) {
    return accounts.computeIfAbsent(key.getAddress(), address -> new L1Account(this, key));
  }

  /** The newest block. */
  public L1Block head() {
    return block(fields("latest").orElseThrow(() -> missing("latest")));
  }

  /** Block {@code number}, empty if there is none yet. */
  public Optional<L1Block> block(long number) {
    return fields("0x" + Long.toHexString(number)).map(L1Connection::block);
  }

  /**
   * The RLP header of block {@code number}, checked against the block's hash.
   *
   * @throws L1Failure if there is no such block, or its header has unknown fields
   */
  public byte[] header(long number) {
    String tag = "0x" + Long.toHexString(number);
    return HeaderRlp.of(fields(tag).orElseThrow(() -> missing(tag)));
  }

  /**
   * What a view function answers, as hexadecimal, at the newest block.
   *
   * @param what names the call in a refusal
   * @throws L1Failure if it reverts
   */
  public String call(String what, Address to, String data) {
    return ask("eth_call", List.of(Map.of("to", to.toString(), "data", data), "latest"), what)
        .toString();
  }

  /** ETH of {@code owner} in wei. */
  public BigInteger balance(Address owner) {
    return quantity(ask("eth_getBalance", List.of(owner.toString(), "latest")));
  }

  /** Whether there is a contract at {@code address}. */
  public boolean isContract(Address address) {
    return ask("eth_getCode", List.of(address.toString(), "latest")).toString().length() > 2;
  }

  /**
   * The result of any JSON-RPC method, as Jackson reads it.
   *
   * @throws L1Failure if L1 is gone or refuses
   */
  public Object ask(String method, List<?> parameters) {
    return ask(method, parameters, method);
  }

  Object ask(String method, List<?> parameters, String what) {
    Object result = askOrNull(method, parameters, what);
    if (result == null) {
      throw new L1Failure(
          L1Failure.Kind.REFUSED, "L1 at " + settings.url + " answers nothing to " + what + ".");
    }
    return result;
  }

  @Nullable Object askOrNull(String method, List<?> parameters, String what) {
    return askOrNull(transport, method, parameters, what);
  }

  private @Nullable Object askOrNull(
      L1Transport to, String method, List<?> parameters, String what) {
    Response<Object> response;
    try {
      response = new Request<>(method, parameters, to, AnyResponse.class).send();
    } catch (IOException e) {
      throw noEthereumNode(e);
    }
    if (response.hasError()) {
      throw refusal(what, response.getError());
    }
    return response.getResult();
  }

  /** A response whose result may be anything. */
  public static final class AnyResponse extends Response<Object> {}

  private L1Failure refusal(String what, Response.Error error) {
    String message = String.valueOf(error.getMessage());
    String data = Optional.ofNullable(error.getData()).orElse("").replace("\"", "");
    if (data.startsWith("0x") || message.contains("revert")) {
      return L1Failure.reverted(what, errors.name(data));
    }
    return new L1Failure(L1Failure.Kind.REFUSED, "L1 refused " + what + ": " + message + ".");
  }

  private Optional<Map<String, Object>> fields(String tag) {
    Object answer = askOrNull("eth_getBlockByNumber", List.of(tag, false), "block " + tag);
    if (answer == null) {
      return Optional.empty();
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> fields = (Map<String, Object>) answer;
    return Optional.of(fields);
  }

  private static L1Block block(Map<String, Object> fields) {
    return new L1Block(
        quantity(text(fields, "number")).longValueExact(),
        Hash.parse(text(fields, "hash")),
        Hash.parse(text(fields, "parentHash")),
        quantity(text(fields, "timestamp")).longValueExact(),
        Hash.parse(text(fields, "mixHash")),
        quantity(text(fields, "baseFeePerGas")));
  }

  private static String text(Map<String, Object> fields, String name) {
    if (fields.get(name) instanceof String text) {
      return text;
    }
    throw new L1Failure(
        L1Failure.Kind.INCONSISTENT,
        "A block of L1 has no " + name + ": Horkos needs an L1 of the Prague fork or later.");
  }

  private static L1Failure missing(String tag) {
    return new L1Failure(L1Failure.Kind.INCONSISTENT, "L1 has no block " + tag + ".");
  }

  static BigInteger quantity(Object text) {
    return Numeric.decodeQuantity(text.toString());
  }

  @Override
  public void close() {
    web3j.shutdown();
  }

  /**
   * How to talk to L1.
   *
   * @param url of its JSON-RPC over HTTP
   * @param chainId the chain that it must be, or empty for any
   * @param timeout of one request
   * @param attempts of one request before L1 counts as gone, at least 1
   * @param firstPause before the second attempt; each later pause is three times as long
   * @param pollInterval between questions for a receipt
   * @param receiptLimit how long to wait until a transaction is in a block
   * @param maxFee wei per gas that a transaction may cost at most
   * @param resend how often to look after transactions that are in no block
   */
  public record Settings(
      URI url,
      OptionalLong chainId,
      Duration timeout,
      int attempts,
      Duration firstPause,
      Duration pollInterval,
      Duration receiptLimit,
      BigInteger maxFee,
      Duration resend) {
    /** 500 gwei. */
    public static final BigInteger USUAL_MAX_FEE = BigInteger.valueOf(500_000_000_000L);

    public Settings {
      if (attempts < 1 || maxFee.signum() < 1) {
        throw new IllegalArgumentException(
            "a request is tried at least once, and something may be paid for gas");
      }
    }

    /**
     * The usual settings: 20 s a request, 4 attempts within 1.3 s, receipts every 150 ms, at most
     * 500 gwei per gas, after 24 s without a block another look.
     */
    public static Settings to(URI url) {
      return new Settings(
          url,
          OptionalLong.empty(),
          Duration.ofSeconds(20),
          4,
          Duration.ofMillis(100),
          Duration.ofMillis(150),
          Duration.ofMinutes(3),
          USUAL_MAX_FEE,
          Duration.ofSeconds(24));
    }

    /** The same for one chain only. */
    public Settings chain(long id) {
      return with(OptionalLong.of(id), attempts, receiptLimit, maxFee, resend);
    }

    /** The same with another number of attempts. */
    public Settings tries(int number) {
      return with(chainId, number, receiptLimit, maxFee, resend);
    }

    /** The same with another limit of what a transaction may cost, wei per gas. */
    public Settings maxFee(BigInteger wei) {
      return with(chainId, attempts, receiptLimit, wei, resend);
    }

    /** The same with other waits: for a block, and until transactions are looked after. */
    public Settings waiting(Duration limit, Duration look) {
      return with(chainId, attempts, limit, maxFee, look);
    }

    private Settings with(
        OptionalLong chain, int tries, Duration limit, BigInteger most, Duration look) {
      return new Settings(url, chain, timeout, tries, firstPause, pollInterval, limit, most, look);
    }
  }

  Duration receiptLimit() {
    return settings.receiptLimit;
  }

  /** Wei per gas that a transaction may cost at most. */
  BigInteger maxFee() {
    return settings.maxFee;
  }

  /** How often to look after transactions that are in no block. */
  Duration resend() {
    return settings.resend;
  }
}
