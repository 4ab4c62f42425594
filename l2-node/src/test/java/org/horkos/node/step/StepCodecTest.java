package org.horkos.node.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.TreeMap;
import org.horkos.node.Seeded;
import org.horkos.node.step.StepCodec.Parsed;
import org.junit.jupiter.api.Test;

public class StepCodecTest {
  private static Facts facts(Seeded seeded) {
    TreeMap<Integer, BigInteger> words = new TreeMap<>();
    for (int n = seeded.below(Facts.MAX + 1); n > 0; n--) {
      words.put(seeded.below(Facts.MAX), seeded.word());
    }
    return new Facts(words);
  }

  private static Action action(Seeded seeded, StepKind kind) {
    long a = seeded.below(1L << 32);
    int d = seeded.below(256);
    return switch (kind) {
      case TRANSFER -> new Action.Transfer(a, seeded.upTo(128));
      case WITHDRAW -> new Action.Withdraw(seeded.upTo(128));
      case DELIVER -> new Action.Deliver(a, d, facts(seeded));
      case ANSWER -> new Action.Answer(a, d, seeded.below(256), seeded.word());
      case ACCEPT -> new Action.Accept(a, d);
      case END -> new Action.End(a, d);
      case PAY -> new Action.Pay(a, d, seeded.upTo(128));
      case CHALLENGE -> new Action.Challenge(a, d, facts(seeded));
      case STAND_BY -> new Action.StandBy(a, d, seeded.below(256));
      case CONCEDE -> new Action.Concede(a, d, seeded.below(256));
      case SETTLE_FACTS -> new Action.SettleFacts(a, d, facts(seeded));
      case EVIDENCE -> new Action.Evidence(a, d, seeded.hash());
      case CREATE_COURT ->
          new Action.CreateCourt(seeded.address(), seeded.address(), seeded.upTo(128));
      case STAKE -> new Action.Stake(a, seeded.below(1L << 32), seeded.upTo(128));
      case UNSTAKE -> new Action.Unstake(a, seeded.below(1L << 32), seeded.upTo(128));
      case COMMIT -> new Action.Commit(a, d, seeded.hash());
      case REVEAL -> new Action.Reveal(a, d, seeded.hash(), facts(seeded));
      case COLLECT -> new Action.Collect(a, seeded.below(1L << 32), seeded.below(1L << 32));
      case CLOCK, INBOX, ADVANCE, DRAW, SETTLE_SEAT, COLLECTOR ->
          throw new IllegalArgumentException(kind + " is signed by nobody");
    };
  }

  /** Any step that can be encoded. */
  public static Step step(Seeded seeded, StepKind kind) {
    return switch (kind) {
      case CLOCK -> new SystemStep.Clock(seeded.below(Long.MAX_VALUE), seeded.below(1L << 32));
      case INBOX -> new SystemStep.Inbox();
      case ADVANCE -> new SystemStep.Advance(seeded.below(1L << 32), seeded.below(256));
      case DRAW -> new SystemStep.Draw(seeded.below(1L << 32), seeded.below(1L << 32));
      case SETTLE_SEAT -> new SystemStep.SettleSeat(seeded.below(1L << 32), seeded.below(256));
      case COLLECTOR -> new SystemStep.Collector(seeded.below(1L << 32));
      case TRANSFER,
          WITHDRAW,
          DELIVER,
          ANSWER,
          ACCEPT,
          CHALLENGE,
          STAND_BY,
          CONCEDE,
          SETTLE_FACTS,
          EVIDENCE,
          CREATE_COURT,
          STAKE,
          UNSTAKE,
          COMMIT,
          REVEAL,
          COLLECT,
          END,
          PAY ->
          new Transaction(
              seeded.below(1L << 32),
              seeded.below(Long.MAX_VALUE),
              action(seeded, kind),
              new Signature(seeded.hash(), seeded.hash()));
    };
  }

  @Test
  void everyStepIsReadBackAsItWasWritten() {
    Seeded seeded = new Seeded(Seeded.seed(31));
    for (StepKind kind : StepKind.values()) {
      for (int i = 0; i < 200; i++) {
        Step step = step(seeded, kind);
        byte[] bytes = StepCodec.encode(step);
        assertThat(bytes.length).isLessThanOrEqualTo(StepCodec.MAX_STEP_BYTES);
        assertThat(StepCodec.parse(bytes, 0))
            .as(seeded.toString())
            .isEqualTo(new Parsed.Read(step, bytes.length));
        if (step instanceof Transaction transaction) {
          byte[] unsigned = StepCodec.encodeUnsigned(transaction);
          assertThat(StepCodec.parseUnsigned(unsigned, 0))
              .isEqualTo(new Parsed.Read(transaction.with(Signature.NONE), unsigned.length));
        }
      }
    }
  }

  @Test
  void aStepThatIsCutOffIsNone() {
    Seeded seeded = new Seeded(Seeded.seed(32));
    for (StepKind kind : StepKind.values()) {
      byte[] bytes = StepCodec.encode(step(seeded, kind));
      for (int length = 0; length < bytes.length; length++) {
        assertThat(StepCodec.parse(Arrays.copyOf(bytes, length), 0))
            .isInstanceOf(Parsed.Unparseable.class);
      }
    }
  }

  @Test
  void garbageNeverThrowsAndWhatIsReadIsWrittenBackAlike() {
    Seeded seeded = new Seeded(Seeded.seed(33));
    int read = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = seeded.bytes(seeded.below(160));
      if (bytes.length > 0 && seeded.oneIn(2)) {
        bytes[0] = (byte) seeded.oneOf(java.util.List.of(StepKind.values())).code();
      }
      if (StepCodec.parse(bytes, 0) instanceof Parsed.Read(Step step, int next)
          && !(step instanceof Step.Malformed)) {
        read++;
        assertThat(StepCodec.encode(step)).isEqualTo(Arrays.copyOf(bytes, next));
      }
    }
    assertThat(read).isGreaterThan(1_000);
  }

  @Test
  void aListOutOfOrderAndALongWordAreMalformedButOfKnownLength() {
    Transaction deliver =
        new Transaction(
            1,
            0,
            new Action.Deliver(
                0, 0, Facts.of(java.util.Map.of(1, BigInteger.ONE, 2, BigInteger.TWO))),
            Signature.NONE);
    byte[] bytes = StepCodec.encode(deliver);
    byte[] swapped = bytes.clone();
    swapped[19] = 2;
    swapped[22] = 1;
    byte[] padded = bytes.clone();
    padded[21] = 0;
    for (byte[] hostile : new byte[][] {swapped, padded}) {
      assertThat(StepCodec.parse(hostile, 0))
          .isInstanceOfSatisfying(
              Parsed.Read.class,
              parsed -> {
                assertThat(parsed.step()).isInstanceOf(Step.Malformed.class);
                assertThat(parsed.next()).isEqualTo(bytes.length);
              });
    }
  }

  @Test
  void aDocumentsHashIsOneWordHoweverItIsGiven() {
    BigInteger unsigned = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    Facts facts = Facts.of(java.util.Map.of(0, unsigned));
    assertThat(facts.words()).containsEntry(0, BigInteger.ONE.negate());
  }
}
