package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code horkos demo}, as a newcomer runs it. */
class DemoTest {
  private static final BigInteger USDC = BigInteger.TEN.pow(6);
  private static final BigInteger DAI = BigInteger.TEN.pow(18);

  private record Ended(int code, String out, String err) {}

  private static Ended run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        HorkosCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ended(code, out.toString(), err.toString());
  }

  private static List<ProcessHandle> anvils() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("anvil"))
        .toList();
  }

  private static JsonNode life(JsonNode report, String path) {
    return StreamSupport.stream(report.path("agreements").spliterator(), false)
        .filter(agreement -> agreement.path("path").asText().equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static BigInteger sum(JsonNode list, String key, String name) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(entry -> entry.path(key).asText().equals(name))
        .map(entry -> new BigInteger(entry.path("amount").asText()))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What L1 paid somebody. */
  private static BigInteger got(JsonNode life, String who) {
    return sum(life.path("payouts"), "to", who);
  }

  /** What somebody put in. */
  private static BigInteger put(JsonNode life, String who) {
    return sum(life.path("deposits"), "party", who);
  }

  private static BigInteger of(BigInteger unit, long amount) {
    return unit.multiply(BigInteger.valueOf(amount));
  }

  @Test
  void theThreeAgreementsComeToTheFiguresOfTheirScenariosOnL1() throws Exception {
    Ended demo = run("demo", "--json");
    assertThat(demo.code()).as(demo.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(demo.out());
    assertThat(report.path("agreements").findValuesAsText("escrowBalanceAfter"))
        .containsExactly("0", "0", "0");
    assertThat(report.path("conserved").booleanValue()).isTrue();
    assertThat(report.path("l2").path("rootOnL1")).isEqualTo(report.path("l2").path("stateRoot"));
    assertThat(report.path("l1").path("chainId").longValue()).isEqualTo(31_337);
    for (String call : List.of("open", "fund", "submitBatch", "claim")) {
      assertThat(report.path("l1").path("gas").path(call).longValue()).as(call).isPositive();
    }

    JsonNode peaceful = life(report, "peaceful");
    // All of the price and its own bonds; the client its bonds alone.
    assertThat(got(peaceful, "studio").subtract(put(peaceful, "studio")))
        .isEqualTo(put(peaceful, "client").subtract(got(peaceful, "client")));
    assertThat(got(peaceful, "court")).isZero();

    // 3,000 were the prize, 300 the hunter's bond, 150 the sponsor's.
    JsonNode late = life(report, "late");
    assertThat(put(late, "hunter")).isEqualTo(of(DAI, 300));
    assertThat(put(late, "sponsor")).isEqualTo(of(DAI, 3_150));
    assertThat(got(late, "hunter").subtract(of(DAI, 300))).isEqualTo(of(DAI, 1_860));
    assertThat(got(late, "sponsor").subtract(of(DAI, 150))).isEqualTo(of(DAI, 1_140));

    // The studio recovers 820 of its bonds, the client 500.
    JsonNode disputed = life(report, "disputed");
    assertThat(put(disputed, "studio")).isEqualTo(of(USDC, 1_000));
    assertThat(put(disputed, "client")).isEqualTo(of(USDC, 5_500));
    assertThat(got(disputed, "studio").subtract(of(USDC, 820))).isEqualTo(of(USDC, 4_550));
    assertThat(got(disputed, "client").subtract(of(USDC, 500))).isEqualTo(of(USDC, 558));
    assertThat(got(disputed, "court")).isEqualTo(of(USDC, 54));
    assertThat(got(disputed, "burn")).isEqualTo(of(USDC, 18));
    assertThat(anvils()).isEmpty();
  }

  @Test
  void anL1ThatDiesInTheMiddleEndsTheDemoWithOneSentence() throws Exception {
    CompletableFuture<Ended> demo = CompletableFuture.supplyAsync(() -> run("demo", "--json"));
    long end = System.nanoTime() + 60_000_000_000L;
    while (anvils().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    Thread.sleep(2_500); // somewhere in the middle
    anvils().forEach(ProcessHandle::destroyForcibly);
    Ended ended = demo.get(60, TimeUnit.SECONDS);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err().lines().filter(line -> line.startsWith("horkos: "))).hasSize(1);
    assertThat(ended.err()).contains("anvil").doesNotContain("\tat ");
    assertThat(anvils()).isEmpty();
  }
}
