package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.Test;

class EscrowAddressTest {
  /** Examples of EIP-1014, https://eips.ethereum.org/EIPS/eip-1014. */
  @Test
  void create2GivesTheAddressesOfItsStandard() {
    assertThat(EscrowAddress.create2(Address.ZERO, Hash.ZERO, new byte[1]))
        .hasToString("0x4D1A2e2bB4F88F0250f26Ffff098B0b30B26BF38");
    assertThat(
            EscrowAddress.create2(
                Address.parse("0x00000000000000000000000000000000deadbeef"),
                Hash.parse("0x00000000000000000000000000000000000000000000000000000000cafebabe"),
                HexFormat.of().parseHex("deadbeef")))
        .hasToString("0x60f3f640a8508fC6a86d45DF051962668E1e8AC7");
  }

  @Test
  void theArgumentsHaveTheLengthOfTheirFields() {
    Terms terms = Examples.parserBounty();
    assertThat(EscrowAddress.arguments(terms))
        .hasSize(32 + 8 + 4 + 1 * 52 + 2 * 28 + 1 * 20 + 2 * 34);
  }

  @Test
  void anotherAmountIsAnotherAddress() {
    Address factory = Address.parse("0x00000000000000000000000000000000000000fa");
    Address implementation = Address.parse("0x0000000000000000000000000000000000000b0e");
    assertThat(EscrowAddress.of(factory, implementation, Examples.websiteBuild()))
        .isNotEqualTo(EscrowAddress.of(factory, implementation, Examples.parserBounty()));
  }
}
