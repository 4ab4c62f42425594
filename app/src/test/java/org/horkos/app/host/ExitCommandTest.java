package org.horkos.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import org.horkos.app.CommandLines;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code horkos exit}, with a sequencer that is switched off for good. */
class ExitCommandTest {
  private static final int ALICE = 1;
  private static final int BOB = 2;

  @TempDir private Path folder;

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

  @Test
  void everybodyLeavesOnceTheSequencerIsSilent() throws Exception {
    try (LiveNode live = new LiveNode(folder)) {
      String config = live.config().toString();
      BigInteger had = balance(live, BOB);
      live.deposit(ALICE, 1_000);
      live.deposit(BOB, 500);
      LiveNode.until(() -> allPosted(live));
      says(run("exit", "--config", config), 1, "is not frozen");
      says(run("exit", "--config", config, "--freeze"), 1, "cannot be frozen");
      live.hosted().close();
      live.payIn(BOB, 70);
      try (L1Connection l1 = L1Connection.open(live.anvil().url())) {
        new DevelopmentL1(l1).advance(Deployment.FREEZE_AFTER + 60, 2);
      }

      says(run("exit", "--config", config, "--freeze", "--owner", "bob"), 2, "--owner");
      says(run("exit", "--config", config, "--freeze", "--list"), 2, "--list sends nothing");
      says(run("exit", "--config", config, "--list"), 1, "is not frozen");
      Ended his =
          run(
              "exit",
              "--config",
              config,
              "--freeze",
              "--owner",
              live.address(BOB).toString(),
              "--json");
      assertThat(his.code()).isZero();
      JsonNode exits = new ObjectMapper().readTree(his.out()).path("exits");
      assertThat(exits).hasSize(2);
      JsonNode payment = exits.path(1).path("payments").path(0);
      assertThat(payment.path("amount").asText()).isEqualTo("70");
      assertThat(payment.path("to").asText()).isEqualTo(live.address(BOB).toString());
      assertThat(payment.path("owed").asBoolean(true)).isFalse();
      assertThat(balance(live, BOB)).isEqualTo(had);

      Ended others = run("exit", "--config", config);
      assertThat(others.code()).isZero();
      assertThat(others.out())
          .contains("the balance of account 1", "1000 of token", "1 of 1 exits are made");
      assertThat(run("exit", "--config", config).out()).contains("there is nothing left");
    }
  }

  private static void says(Ended ended, int code, String part) {
    assertThat(ended.err()).startsWith("horkos: ").contains(part).doesNotContain("\tat ");
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
  }

  private static boolean allPosted(LiveNode live) {
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

  private static BigInteger balance(LiveNode live, int key) throws Exception {
    return Tokens.balance(live.sender(3), live.token(), live.address(key));
  }
}
