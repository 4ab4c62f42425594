package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code horkos demo FILE}: one life each of four agreements, through L1, the node with its API and
 * the court. All four live in one world.
 */
class DemoOfTextsTest {
  private static final int USDC = 6;
  private static final int DAI = 18;

  private static Ended demo;
  private static JsonNode report;

  private record Ended(int code, String out, String err) {}

  private static Ended run(List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        HorkosCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Ended(code, out.toString(), err.toString());
  }

  private static String example(String name) {
    Path file = ProjectRoot.find().resolve("examples").resolve(name);
    return file.toString();
  }

  @BeforeAll
  static void playOneScenarioOfEach() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("demo", "--json"));
    for (String file :
        List.of(
            "mediated-escrow.oath",
            "milestone-invoice.oath",
            "open-bounty.oath",
            "hackathon.oath")) {
      arguments.add(example(file));
    }
    for (String scenario :
        List.of(
            "the mediator dismisses the claim in his last hour",
            "locked, and resolved",
            "the issuer's refusal was wrong",
            "four enter, three win")) {
      arguments.addAll(List.of("--scenario", scenario));
    }
    demo = run(arguments);
    assertThat(demo.code()).as(demo.out() + demo.err()).isZero();
    report = new ObjectMapper().readTree(demo.out());
  }

  private static JsonNode life(String name) {
    return StreamSupport.stream(report.path("agreements").spliterator(), false)
        .filter(agreement -> agreement.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * What everybody has gained or lost on L1, in units of the token; who has neither is left out.
   */
  private static Map<String, BigDecimal> gained(String agreement, int decimals) {
    Map<String, BigDecimal> gained = new TreeMap<>();
    for (JsonNode balance : life(agreement).path("balances")) {
      BigDecimal change = new BigDecimal(new BigInteger(balance.path("onL1").asText()), decimals);
      if (change.signum() != 0) {
        gained.put(balance.path("who").asText(), change.stripTrailingZeros());
      }
    }
    return gained;
  }

  private static BigDecimal units(String amount) {
    return new BigDecimal(amount).stripTrailingZeros();
  }

  @Test
  void allComeOutAsSimulatedAndNothingIsLost() {
    assertThat(report.path("asSimulated").booleanValue()).as("%s", report).isTrue();
    assertThat(report.path("conserved").booleanValue()).isTrue();
    assertThat(report.path("agreements").findValuesAsText("escrowBalanceAfter"))
        .containsExactly("0", "0", "0", "0");
    assertThat(report.path("l2").path("rootOnL1")).isEqualTo(report.path("l2").path("stateRoot"));
  }

  @Test
  void theMediatorsWordInHisLastHourGivesTheSellerThePrice() {
    assertThat(gained("MediatedEscrow", USDC))
        .isEqualTo(Map.of("buyer", units("-500"), "seller", units("500")));
  }

  @Test
  void aLockedMilestoneIsResolvedByTheCourt() {
    assertThat(gained("MilestoneInvoice", USDC))
        .isEqualTo(
            Map.of(
                "provider", units("1009"),
                "client", units("-1015"),
                "court", units("4.5"),
                "burned", units("1.5")));
  }

  @Test
  void aWrongRefusalOfTheBountyCostsTheIssuerABond() {
    assertThat(gained("OpenBounty", DAI))
        .isEqualTo(
            Map.of(
                "hunter#1", units("1004.8"),
                "issuer", units("-1008"),
                "court", units("2.4"),
                "burned", units("0.8")));
  }

  @Test
  void theHackathonsPrizesGoToThoseWithTheBestMedians() {
    assertThat(gained("Hackathon", USDC))
        .isEqualTo(
            Map.of(
                "sponsor", units("-10000"),
                "hacker#2", units("5000"),
                "hacker#1", units("3000"),
                "hacker#3", units("2000")));
  }

  @Test
  void whatTheArbitratorsHaveEarnedReachesL1() {
    List<JsonNode> ofArbitrators =
        StreamSupport.stream(report.path("withdrawals").spliterator(), false)
            .filter(withdrawal -> withdrawal.path("who").asText().startsWith("arbitrator"))
            .toList();
    assertThat(ofArbitrators).hasSize(6); // three seats in each of two disputes
    assertThat(ofArbitrators)
        .allSatisfy(
            withdrawal -> {
              assertThat(new BigInteger(withdrawal.path("amount").asText())).isPositive();
              assertThat(withdrawal.path("onL1")).isEqualTo(withdrawal.path("amount"));
            });
  }

  @Test
  void anUnknownScenarioIsNamed() {
    Ended ended =
        run(List.of("demo", example("logo.oath"), "--scenario", "the moon is made of cheese"));
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("There is no scenario \"the moon is made of cheese\"");
  }

  @Test
  void aScenarioWithoutItsTextIsWrongUse() {
    Ended ended = run(List.of("demo", "--scenario", "nobody comes"));
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("name the text's file too");
  }
}
