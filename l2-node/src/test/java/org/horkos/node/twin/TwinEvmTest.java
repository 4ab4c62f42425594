package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fixture answers what the contract says, for each call of a batch its own answer. */
class TwinEvmTest {
  private static final BigInteger AMOUNT = BigInteger.valueOf(1_000_000);
  private static final Seeded SEEDED = new Seeded(Seeded.seed(1));
  private static final List<Address> HOLDERS =
      List.of(SEEDED.address(), SEEDED.address(), SEEDED.address());

  private static TwinEvm evm;
  private static TwinContract token;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    token = evm.deploy("DemoToken", "Demo Dollar, longer than one word", "USD", 6, HOLDERS, AMOUNT);
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void eachCallOfABatchGetsItsAnswer() {
    List<byte[]> calls = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      boolean holds = SEEDED.oneIn(2);
      calls.add(token.call("balanceOf", holds ? SEEDED.oneOf(HOLDERS) : SEEDED.address()));
      byte[] balance = token.returning("balanceOf", holds ? AMOUNT : BigInteger.ZERO);
      expected.add(new TwinEvm.Answer.Returned(balance).hex());
    }
    assertThat(evm.call(token, calls).stream().map(TwinEvm.Answer::hex)).isEqualTo(expected);
    assertThat(evm.callsPerSecond()).isPositive();
  }

  @Test
  void whatIsReturnedCanBeRead() {
    assertThat(evm.call(token, token.call("name")))
        .isInstanceOfSatisfying(
            TwinEvm.Answer.Returned.class,
            answer ->
                assertThat(token.returned("name", answer.data()))
                    .containsExactly("Demo Dollar, longer than one word"));
  }

  @Test
  void aRevertCarriesItsError() {
    Address to = SEEDED.address();
    Address sender = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
    assertThat(evm.call(token, token.call("transfer", to, 5)))
        .isInstanceOfSatisfying(
            TwinEvm.Answer.Reverted.class,
            answer ->
                assertThat(answer.data())
                    .isEqualTo(token.reverting("ERC20InsufficientBalance", sender, 0, 5)));
  }

  @Test
  void theGasOfACallIsThatBetweenContracts() {
    // 2,600 for the cold account, 2,100 for the cold slot, and a little work
    assertThat(evm.gas(token, token.call("balanceOf", HOLDERS.getFirst())))
        .isBetween(4_700L, 6_000L);
    assertThatThrownBy(() -> evm.gas(token, token.call("transfer", HOLDERS.getFirst(), 5)))
        .hasMessage("the metered call reverts");
  }

  @Test
  void aValueThatDoesNotFitItsTypeIsRefused() {
    assertThatThrownBy(() -> token.call("balanceOf", BigInteger.ONE.shiftLeft(160)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> token.call("transfer", HOLDERS.getFirst(), -1))
        .hasMessage("-1 does not fit uint256");
    assertThatThrownBy(
            () -> evm.deploy("DemoToken", "a", "b", 256, Collections.<Address>emptyList(), AMOUNT))
        .hasMessage("256 does not fit uint8");
  }
}
