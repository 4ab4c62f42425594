package org.horkos.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;
import org.horkos.node.step.StepKind;
import org.junit.jupiter.api.Test;

/** What is written for the API is read there as the same. */
class ActionWriterTest {
  private static final Address TOKEN = Address.parse("0x" + "ab".repeat(20));
  private static final Hash HASH = Keccak.hash("a document".getBytes(StandardCharsets.UTF_8));
  private static final BigInteger AMOUNT = BigInteger.TWO.pow(127);
  private static final Facts FACTS =
      Facts.of(
          new TreeMap<>(
              Map.of(
                  0, new BigInteger(1, HASH.bytes()),
                  3, BigInteger.valueOf(-7),
                  31, BigInteger.TWO.pow(255).subtract(BigInteger.ONE))));

  private static final List<Action> ONE_OF_EACH =
      List.of(
          new Action.Transfer(7, AMOUNT),
          new Action.Withdraw(AMOUNT),
          new Action.Deliver(1, 2, FACTS),
          new Action.Answer(1, 2, 3, new BigInteger(1, HASH.bytes())),
          new Action.Accept(1, 2),
          new Action.Challenge(1, 2, FACTS),
          new Action.StandBy(1, 2, 3),
          new Action.Concede(1, 2, 3),
          new Action.SettleFacts(1, 2, FACTS),
          new Action.Evidence(1, 2, HASH),
          new Action.End(1, 2),
          new Action.Pay(1, 2, AMOUNT),
          new Action.CreateCourt(TOKEN, Address.ZERO, AMOUNT),
          new Action.Stake(1, 2, AMOUNT),
          new Action.Unstake(1, 2, AMOUNT),
          new Action.Collect(1, 2, 3),
          new Action.Commit(1, 2, HASH),
          new Action.Reveal(1, 2, HASH, FACTS));

  @Test
  void everyKindOfActionIsReadAsItWasWritten() {
    assertThat(ONE_OF_EACH)
        .extracting(Action::kind)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(StepKind.values()).filter(kind -> kind.type().isPresent()).toList());
    assertThat(ONE_OF_EACH)
        .allSatisfy(
            action -> {
              byte[] body = ActionWriter.write(action).toString().getBytes(StandardCharsets.UTF_8);
              assertThat(ActionJson.read(RequestJson.parse(body))).isEqualTo(action);
            });
  }
}
