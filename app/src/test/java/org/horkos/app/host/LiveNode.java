package org.horkos.app.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.step.Signer;
import org.web3j.tx.gas.StaticGasProvider;

/** A real node with its API on a real anvil, as its configuration file made it, and a client. */
public final class LiveNode implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PEOPLE = 6;

  private final Anvil anvil = Anvil.start();
  private final L1Connection l1;
  private final Path config;
  private final HostedNode hosted;
  private final Address token;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Deploys, writes a configuration into the folder and starts the node. */
  public LiveNode(Path folder) throws IOException {
    config = folder.resolve("node.properties");
    NodeSetup.make(config, anvil.url(), Optional.empty(), told -> {});
    Files.writeString(
        config,
        Files.readString(config)
                .replace("api.port=8470", "api.port=0")
                .replace("postEverySeconds=60", "postEverySeconds=1")
            + "policy.bondBps=0\n");
    hosted = HostedNode.start(NodeConfig.read(config), told -> {});
    l1 = L1Connection.open(anvil.url());
    // Not the sequencer's key, which posts batches meanwhile.
    token =
        Deployment.deployToken(
            l1.account(DevelopmentKeys.key(1)),
            "USD Coin",
            "USDC",
            6,
            IntStream.range(1, PEOPLE).mapToObj(this::address).toList(),
            BigInteger.TEN.pow(12));
  }

  /** What the API answered. */
  public record Answer(int status, JsonNode json) {
    /** The code of the problem; empty if there is none. */
    public String code() {
      return json.path("error").path("code").asText();
    }
  }

  public Anvil anvil() {
    return anvil;
  }

  public HostedNode hosted() {
    return hosted;
  }

  public Path config() {
    return config;
  }

  public Address token() {
    return token;
  }

  public Address address(int key) {
    return signer(key).address();
  }

  public Signer signer(int key) {
    return new Signer(DevelopmentKeys.key(key).getEcKeyPair());
  }

  public L1Sender sender(int key) {
    return Deployment.sender(l1, l1.account(DevelopmentKeys.key(key)));
  }

  public Answer get(String path) throws Exception {
    return send(HttpRequest.newBuilder(url(path)).build());
  }

  public Answer post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(url(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** A request by any method, without a body. */
  public Answer ask(String method, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(url(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build());
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + hosted.port() + path);
  }

  private Answer send(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  /** Deposits for a key's own account; returns the account's number once it is on L2. */
  public long deposit(int key, long amount) throws Exception {
    payIn(key, amount);
    String path = "/v1/accounts?owner=" + address(key) + "&token=" + token;
    until(() -> get200(path));
    return get(path).json().path("id").longValue();
  }

  /** Deposits for a key's own account, and does not wait until it is on L2. */
  public void payIn(int key, long amount) throws Exception {
    Address vault = hosted.node().contracts().vault();
    Tokens.approve(sender(key), token, vault, BigInteger.valueOf(amount));
    Vault.load(
            vault.toString(),
            sender(key).web3j(),
            sender(key).as().apply("deposit"),
            new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO))
        .deposit(
            token.toString(), BigInteger.valueOf(amount), address(key).toString(), BigInteger.ZERO)
        .send();
  }

  public boolean get200(String path) {
    try {
      return get(path).status() == 200;
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  /** Asks what to sign, signs it with a key and gives the packed transaction. */
  public byte[] signed(int key, long account, String action) throws Exception {
    Answer digest = post("/v1/digests", "{\"account\":" + account + ",\"action\":" + action + "}");
    if (digest.status() != 200) {
      throw new AssertionError(digest.json());
    }
    byte[] unsigned = hex(digest.json().path("unsigned").asText());
    byte[] signature = signer(key).sign(Hash.parse(digest.json().path("digest").asText())).bytes();
    byte[] bytes = new byte[unsigned.length + signature.length];
    System.arraycopy(unsigned, 0, bytes, 0, unsigned.length);
    System.arraycopy(signature, 0, bytes, unsigned.length, signature.length);
    return bytes;
  }

  public Answer submit(byte[] transaction) throws Exception {
    ObjectNode body = JSON.createObjectNode();
    body.put("transaction", "0x" + java.util.HexFormat.of().formatHex(transaction));
    return post("/v1/transactions", body.toString());
  }

  public String stateRoot() throws Exception {
    return get("/v1/health").json().path("stateRoot").asText();
  }

  public static byte[] hex(String text) {
    return java.util.HexFormat.of().parseHex(text, 2, text.length());
  }

  public static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it has not come about within a minute");
      }
      Thread.sleep(50);
    }
  }

  /** All keys that hold the token. */
  public static List<Integer> people() {
    return IntStream.range(1, PEOPLE).boxed().toList();
  }

  @Override
  public void close() {
    hosted.close();
    l1.close();
    anvil.close();
  }
}
