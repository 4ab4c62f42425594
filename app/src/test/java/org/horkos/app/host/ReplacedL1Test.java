package org.horkos.app.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An L1 that goes away, and another that comes in its place. */
class ReplacedL1Test {
  @TempDir Path folder;

  @Test
  void anotherL1AtTheSameAddressIsSaidAndNothingIsTakenFromItSentToItOrAcknowledged()
      throws Exception {
    try (LiveNode live = new LiveNode(folder)) {
      live.deposit(1, 1_000);
      long bob = live.deposit(2, 1_000);
      String pay = "{\"kind\":\"Transfer\",\"to\":" + bob + ",\"amount\":\"5\"}";
      byte[] first = live.signed(1, bob - 1, pay);
      assertThat(live.submit(first).status()).isEqualTo(200);
      byte[] second = live.signed(1, bob - 1, pay);
      String root = live.stateRoot();
      int port = live.anvil().url().getPort();
      live.anvil().close();
      try (Anvil other = Anvil.start(ProjectRoot.find(), port);
          L1Connection there = L1Connection.open(other.url())) {
        LiveNode.until(() -> reason(live).contains("it is another chain. Nothing was taken"));
        assertThat(live.get("/v1/health").json().path("status").asText()).isEqualTo("l1-fails");
        LiveNode.Answer answer = live.submit(second);
        assertThat(answer.json().path("refusal").asText()).isEqualTo("WRONG_CHAIN");
        assertThat(answer.json().path("sentence").asText()).contains("it is another chain");
        Thread.sleep(1_500); // longer than the pauses between posts, beacons and heads
        assertThat(there.account(DevelopmentKeys.key(0)).transactionCount()).isZero();
        assertThat(live.stateRoot()).isEqualTo(root);
        assertThat(reason(live)).contains("name the right one and start again");
      }
    }
  }

  private static String reason(LiveNode live) {
    try {
      JsonNode health = live.get("/v1/health").json();
      return health.toString();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}
