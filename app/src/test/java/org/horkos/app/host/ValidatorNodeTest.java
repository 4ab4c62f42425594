package org.horkos.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.app.CommandLines;
import org.horkos.node.settlement.DevelopmentKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.utils.Numeric;

/** A validator and a rebuild beside a sequencer that runs, each from its file. */
class ValidatorNodeTest {
  private static final int VALIDATOR = 7;

  @TempDir static Path folder;
  private static LiveNode live;

  @BeforeAll
  static void startOne() throws Exception {
    live = new LiveNode(folder);
    Files.writeString(
        folder.resolve("validator.key"),
        Numeric.toHexStringNoPrefixZeroPadded(
            DevelopmentKeys.key(VALIDATOR).getEcKeyPair().getPrivateKey(), 64));
    live.deposit(1, 1_000);
    long bob = live.deposit(2, 1_000);
    byte[] transfer =
        live.signed(1, bob - 1, "{\"kind\":\"Transfer\",\"to\":" + bob + ",\"amount\":\"5\"}");
    assertThat(live.submit(transfer).status()).isEqualTo(200);
    LiveNode.until(ValidatorNodeTest::allPosted);
  }

  private static boolean allPosted() {
    try {
      JsonNode health = live.get("/v1/health").json();
      return health
          .path("lastBatch")
          .path("endRoot")
          .asText("none")
          .equals(health.path("stateRoot").asText());
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  @AfterAll
  static void stop() {
    live.close();
  }

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        CommandLines.main()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  /** The sequencer's file with another database. */
  private static Path file(String name, String database, String role) throws IOException {
    String text =
        Files.readString(live.config())
            .replaceAll("(?m)^database\\.path=.*$", "database.path=" + database);
    if (role.equals("validator")) {
      text =
          text.replaceAll("(?m)^sequencer\\.keyFile=.*$", "validator.keyFile=validator.key")
              + "role=validator\n";
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file;
  }

  @Test
  void aValidatorReachesTheSequencersRootAndSaysHowItIs() throws Exception {
    Path file = file("validator.properties", "validating/node", "validator");
    try (HostedNode validator = HostedNode.start(NodeConfig.read(file), told -> {})) {
      LiveNode.until(() -> validator.node().validation().orElseThrow().height() > 0);
      assertThat(validator.node().health().root().toString()).isEqualTo(live.stateRoot());
      JsonNode health = new ObjectMapper().readTree(get(validator, "/v1/health").body());
      assertThat(health.path("role").asText()).isEqualTo("validator");
      assertThat(health.path("status").asText()).isEqualTo("fine");
      assertThat(health.path("validator").path("frauds").asLong(-1)).isZero();
      assertThat(get(validator, "/v1/accounts/1").statusCode()).isEqualTo(200);
      HttpResponse<String> metrics = get(validator, "/v1/metrics");
      assertThat(metrics.headers().firstValue("content-type").orElseThrow())
          .startsWith("text/plain");
      assertThat(metrics.body())
          .contains("horkos_validator_frauds_total 0.0")
          .contains("horkos_validator_lag_blocks")
          .containsPattern("horkos_validator_batches_total [1-9]");
    }
  }

  private static HttpResponse<String> get(HostedNode node, String path) throws Exception {
    URI url = URI.create("http://127.0.0.1:" + node.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aRebuildReachesTheRootSaysWhatIsGoneAndIsDoneOnce() throws Exception {
    String file = file("rebuilt.properties", "rebuilt/node", "sequencer").toString();
    Ended ended = run("node", "--config", file, "--rebuild");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("the state root is " + live.stateRoot());
    assertThat(ended.out()).contains("not posted is not on L1 and is gone");
    Ended again = run("node", "--config", file, "--rebuild");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).startsWith("horkos: ").contains("not empty").doesNotContain("\tat ");
  }

  @Test
  void mistakesAboutTheRoleAreNamed() throws Exception {
    Path file = file("role.properties", "role/node", "validator");
    Files.writeString(
        file,
        Files.readString(file).replace("role=validator", "role=judge")
            + "validator.assertsRoots=perhaps\n");
    Ended ended = run("node", "--config", file.toString());
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err())
        .contains("'role' is sequencer or validator")
        .contains("'validator.keyFile' is not for a sequencer")
        .contains("'validator.assertsRoots' is yes or no");
    Ended both = run("node", "--config", file.toString(), "--rebuild", "--bond");
    assertThat(both.code()).isEqualTo(2);
  }
}
