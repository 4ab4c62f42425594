package org.horkos.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.horkos.app.CommandLines;
import org.horkos.app.command.PolicyFile;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.DevelopmentKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code horkos node}: each problem is one sentence, and nothing stays behind. */
class NodeCommandTest {
  @TempDir static Path folder;
  private static LiveNode live;

  @BeforeAll
  static void startOne() throws IOException {
    live = new LiveNode(folder);
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

  private static Path file(String name, UnaryOperator<String> change) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, change.apply(Files.readString(live.config())));
    return file;
  }

  private static void says(Ended ended, int code, String... parts) {
    assertThat(ended.err()).startsWith("horkos: ").contains(parts).doesNotContain("\tat ");
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
  }

  private static UnaryOperator<String> set(String key, String value) {
    return text -> text.replaceAll("(?m)^" + key.replace(".", "\\.") + "=.*$", key + "=" + value);
  }

  @Test
  void everyMistakeInTheFileIsNamed() throws IOException {
    Path file =
        file(
            "mistakes.properties",
            text ->
                set("api.port", "http")
                        .apply(set("contracts.vault", "0x12").apply(text))
                        .replace("l1.url", "l1.ulr")
                    + "confirmations=-1\nl1.maxFeeGwei=0.5\n");
    Ended ended = run("node", "--config", file.toString());
    says(ended, 1, "'l1.ulr'", "'l1.url' is missing", "'contracts.vault'", "'api.port'");
    assertThat(ended.err())
        .contains("'confirmations'")
        .contains("'l1.maxFeeGwei' is a whole number from 1 to 1000000.");
  }

  @Test
  void whatGasMayCostIsReadInGwei() throws IOException {
    BigInteger gwei = BigInteger.TEN.pow(9);
    assertThat(NodeConfig.read(live.config()).maxFee())
        .isEqualTo(gwei.multiply(BigInteger.valueOf(500)));
    Path file = file("dear.properties", text -> text + "l1.maxFeeGwei=30\n");
    assertThat(NodeConfig.read(file).maxFee()).isEqualTo(gwei.multiply(BigInteger.valueOf(30)));
  }

  @Test
  void aMissingFileIsWrongUse() {
    says(run("node", "--config", folder.resolve("none").toString()), 2, "There is no file");
    assertThat(run("node").code()).isEqualTo(2);
  }

  @Test
  void aKeyFileWithoutAKeyIsNamedAndItsContentIsNot() throws IOException {
    Files.writeString(folder.resolve("not-a-key"), "correct horse battery staple");
    Ended ended =
        run(
            "node",
            "--config",
            file("key.properties", set("sequencer.keyFile", "not-a-key")).toString());
    says(ended, 1, "not-a-key", "private key");
    assertThat(ended.err()).doesNotContain("horse");
    says(
        run(
            "node",
            "--config",
            file("nokey.properties", set("sequencer.keyFile", "nowhere")).toString()),
        2,
        "nowhere");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    String port = String.valueOf(live.hosted().port());
    Path file =
        file(
            "port.properties",
            text -> set("api.port", port).apply(set("database.path", "port/node").apply(text)));
    says(run("node", "--config", file.toString()), 1, "Port " + port, "in use");
    assertThat(folder.resolve("port")).doesNotExist(); // no database was made in vain
  }

  @Test
  void aDatabaseOfAnotherNodeIsLeftAlone() throws IOException {
    says(
        run("node", "--config", file("locked.properties", text -> text).toString()),
        1,
        "another node works on the database");
  }

  @Test
  void anL1ThatIsAwayOrAnotherChainIsNamed() throws IOException {
    says(
        run(
            "node",
            "--config",
            file("away.properties", set("l1.url", "http://127.0.0.1:1")).toString()),
        1,
        "http://127.0.0.1:1");
    says(
        run("node", "--config", file("chain.properties", set("l1.chainId", "5")).toString()),
        1,
        "31337",
        "chain 5");
    says(
        run(
            "node",
            "--config",
            file("contract.properties", set("contracts.inbox", "0x" + "00".repeat(19) + "77"))
                .toString()),
        1,
        "no contract");
  }

  @Test
  void initOverwritesNothingAndLeavesNothingHalfMade() throws IOException {
    String before = Files.readString(live.config());
    says(
        run("node", "--init", live.config().toString(), "--l1", live.anvil().url().toString()),
        2,
        "exists already");
    assertThat(live.config()).hasContent(before);
    Path file = folder.resolve("never.properties");
    says(run("node", "--init", file.toString(), "--l1", "http://127.0.0.1:1"), 1, "127.0.0.1:1");
    assertThat(file).doesNotExist();
    says(run("node", "--init", file.toString()), 2, "--l1");
  }

  @Test
  void theBondIsPutDownOnceIfTheKeyCanPayIt() throws IOException {
    Ended already = run("node", "--config", live.config().toString(), "--bond");
    assertThat(already.code()).isZero();
    assertThat(already.out()).contains("is down already");
    Path rich = key("rich.key", DevelopmentKeys.key(7).getEcKeyPair().getPrivateKey());
    Path config = file("other.properties", set("sequencer.keyFile", rich.toString()));
    Ended put = run("node", "--config", config.toString(), "--bond");
    assertThat(put.code()).as(put.err()).isZero();
    assertThat(put.out())
        .isEqualTo("put down the bond of 20 ETH for " + live.address(7) + System.lineSeparator());
    Path poor = key("poor.key", BigInteger.valueOf(4_660));
    says(
        run(
            "node",
            "--config",
            file("poor.properties", set("sequencer.keyFile", poor.toString())).toString(),
            "--bond"),
        1,
        "The bond is 20 ETH, but 0x",
        "has 0 ETH");
    says(
        run("node", "--init", "never.properties", "--l1", "http://127.0.0.1:1", "--bond"),
        2,
        "--init puts the bond down by itself");
  }

  private static Path key(String name, BigInteger key) throws IOException {
    return Files.writeString(folder.resolve(name), "0x%064x".formatted(key));
  }

  @Test
  void aNodeWhoseL1DiesRunsOnAndSaysSoAndEndsAtASignal() throws Exception {
    Path own = Files.createDirectory(folder.resolve("process"));
    try (Anvil anvil = Anvil.start()) {
      Path config = own.resolve("node.properties");
      NodeSetup.make(config, anvil.url(), java.util.Optional.empty(), told -> {});
      Files.writeString(config, Files.readString(config).replace("api.port=8470", "api.port=0"));
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-Dhorkos.root=" + System.getProperty("horkos.root", ""),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.horkos.app.Main",
                  "node",
                  "--config",
                  config.toString())
              .redirectError(own.resolve("err").toFile())
              .start();
      try {
        String line = process.inputReader().readLine();
        assertThat(line).as(Files.readString(own.resolve("err"))).contains("/v1/health");
        String health = line.substring(line.indexOf("http://"));
        anvil.close();
        LiveNode.until(() -> read(health).contains("\"status\":\"l1-fails\""));
        assertThat(read(health)).contains("\"running\":true", "is gone");
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.descendants()).isEmpty();
        assertThat(Files.readString(own.resolve("err"))).doesNotContain("\tat ");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static String read(String url) {
    try (var stream = java.net.URI.create(url).toURL().openStream()) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  @Test
  void theKeysOfTheFileAreThoseOfTheManual() throws IOException {
    String manual =
        Files.readString(
            org.horkos.node.settlement.ProjectRoot.find().resolve("docs/operations/node.md"));
    assertThat(NodeConfig.KEYS).allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
    assertThat(PolicyFile.KEYS).allSatisfy(key -> assertThat(manual).contains("`" + key + "`"));
    assertThat(List.of(String.valueOf(NodeConfig.DEFAULT_PORT)))
        .allSatisfy(port -> assertThat(manual).contains(port));
  }
}
