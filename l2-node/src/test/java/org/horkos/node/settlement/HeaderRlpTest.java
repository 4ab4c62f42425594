package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.Test;

class HeaderRlpTest {
  /** Where EIP-2935 keeps the hashes of the last 8,191 blocks. */
  private static final Address HISTORY =
      Address.parse("0x0000F90827F1C53a10cb7A02335B175320002935");

  @Test
  void theRlpOfEveryHeaderHashesToItsBlockHash() {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      new DevelopmentL1(l1).advance(86_400, 40);
      Set<Hash> seeds = new HashSet<>();
      for (long number = 0; number <= 40; number++) {
        L1Block block = l1.block(number).orElseThrow();
        assertThat(Keccak.hash(l1.header(number))).isEqualTo(block.hash());
        seeds.add(block.seed());
      }
      assertThat(seeds).as("prevrandao differs from block to block").hasSize(41);
    }
  }

  @Test
  void anUnknownHeaderIsRefused() {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      @SuppressWarnings("unchecked")
      Map<String, Object> block =
          new HashMap<>(
              (Map<String, Object>) l1.ask("eth_getBlockByNumber", List.of("0x0", false)));
      block.put("gasUsed", "0x1");
      assertThatThrownBy(() -> HeaderRlp.of(block))
          .isInstanceOf(L1Failure.class)
          .hasMessageContaining("header fields that this version of Horkos does not know");
      block.remove("gasUsed");
      assertThatThrownBy(() -> HeaderRlp.of(block)).hasMessageEndingWith("has no gasUsed.");
    }
  }

  @Test
  void blocksOlderThan256AreProvedByTheHistoryContract() {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      DevelopmentL1 time = new DevelopmentL1(l1);
      L1Block beacon = time.advanceToBeacon(12);
      assertThat(beacon.number()).isEqualTo(L1Block.BEACON_EVERY);
      assertThat(beacon.beacon()).isTrue();
      L1Block before = l1.head();
      L1Block after = time.advance(30 * 86_400 + 7, 400);
      assertThat(after.time() - before.time()).isBetween(30L * 86_400 + 7, 30L * 86_400 + 60);
      assertThat(after.number() - beacon.number()).isGreaterThan(256);
      assertThat(l1.call("history", HISTORY, number(beacon.number())))
          .isEqualTo(beacon.hash().toString());
    }
  }

  private static String number(long value) {
    return "0x" + "0".repeat(48) + String.format("%016x", value);
  }
}
