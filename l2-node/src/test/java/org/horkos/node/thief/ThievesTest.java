package org.horkos.node.thief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.inbox.RollupEvent;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.Leaf.AgreementHead.Status;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.state.State;
import org.horkos.node.storage.Storage;
import org.horkos.node.validation.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every thief is caught by a validator that runs, and nobody loses anything but the thief. */
class ThievesTest {
  private static final int ANYBODY = 9;

  /** Where in the payload of a deposit its amount is. */
  private static final int AMOUNT = 44;

  @TempDir static Path folder;

  private static HonestLife life;

  @BeforeAll
  static void live() {
    life = new HonestLife(HonestLife.Stage.VOTED);
  }

  @AfterAll
  static void end() {
    life.close();
  }

  @Test
  void theSixteenKindsAreThere() {
    assertThat(Thief.all())
        .extracting(Thief::title)
        .startsWith(
            "inflated payout",
            "skipped penalty",
            "ignored challenge",
            "released frozen bond",
            "forged signature",
            "replayed transaction",
            "wrong nonce",
            "wrong panel",
            "counted unrevealed ballot",
            "changed ruling",
            "dropped inbox message",
            "invented deposit",
            "wrong beacon",
            "time moved back",
            "duplicated outbox entry",
            "state changed by garbage");
  }

  @Test
  void theProtocolSaysWhereEachIsCaught() throws IOException {
    Path page = Path.of(System.getProperty("horkos.root"), "docs", "protocol", "fraud.md");
    String text = Files.readString(page);
    assertThat(Thief.all())
        .allSatisfy(thief -> assertThat(text).contains("\n| " + thief.title() + " | "));
  }

  /** Those that come late in life first: L1 goes back only. */
  @TestFactory
  Stream<DynamicTest> eachIsCaughtLosesItsBondAndTakesNothing() {
    return Thief.all().stream()
        .sorted(Comparator.comparing(Thief::stage).reversed())
        .map(thief -> DynamicTest.dynamicTest(thief.title(), () -> isCaught(thief)));
  }

  private static void isCaught(Thief thief) throws Exception {
    Scene scene = life.at(thief.stage());
    RollupOnL1 on = scene.on();
    LyingSequencer sequencer = scene.sequencer();
    assertThat(on.root(on.rootsHeight())).isEqualTo(sequencer.honest().root());
    List<String> troubles = new ArrayList<>();
    try (Storage storage = on.storage(folder.resolve(thief.getClass().getSimpleName()));
        Validator validator = on.validator(Scene.VALIDATOR, storage, true)) {
      validator.start(trouble -> troubles.add(trouble.getMessage()));
      thief.lies(scene);
      BigInteger held = held(scene);
      long height = sequencer.post().height();
      assertThat(sequencer.root()).as("it is a lie").isNotEqualTo(sequencer.honest().root());
      List<Claim> loot = claims(sequencer.state(), height, differing(sequencer));
      for (Claim claim : loot) {
        assertThatThrownBy(() -> claim.send(on.sender(ANYBODY))).hasMessageContaining("NotFinal");
      }

      until(
          () ->
              validator.progress().proofs() == 1
                  && on.rootsHeight() == height
                  && on.root(height).equals(sequencer.honest().root()));
      convicted(on, height);
      List<?> leaves = validator.read(machine -> machine.state().leaves()).get();
      assertThat(leaves).isEqualTo(sequencer.honest().leaves());
      assertThat(held(scene)).isEqualTo(held);
      assertThat(troubles).isEmpty();
      paysWhatIsOwedAndNoLoot(scene, height, loot);
    }
  }

  /**
   * The wrong roots were deleted, the thief's bond is gone, and the validator's stands for them.
   */
  private static void convicted(RollupOnL1 on, long height) {
    on.poll();
    List<RollupEvent> events =
        on.events().stream().filter(event -> event.height() == height).toList();
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("BatchSubmitted", "FraudProved", "RootsAsserted");
    RollupEvent.FraudProved proved = (RollupEvent.FraudProved) events.get(1);
    assertThat(proved.poster()).isEqualTo(on.address(RollupOnL1.SEQUENCER));
    assertThat(proved.prover()).isEqualTo(on.address(Scene.VALIDATOR));
    assertThat(proved.bond()).isEqualTo(Deployment.BOND);
    assertThat(on.bond(RollupOnL1.SEQUENCER).isPut()).isFalse();
    assertThat(on.bond(Scene.VALIDATOR).isPut()).isTrue();
  }

  /** When the honest roots are final: of the loot nothing is paid, what is owed is paid. */
  private static void paysWhatIsOwedAndNoLoot(Scene scene, long height, List<Claim> loot)
      throws Exception {
    RollupOnL1 on = scene.on();
    State honest = scene.sequencer().honest();
    new DevelopmentL1(on.l1()).advance(RollupOnL1.WINDOW + 1, 1);
    for (Claim claim : loot) {
      assertThatThrownBy(() -> claim.send(on.sender(ANYBODY))).hasMessageContaining("NotInOutbox");
    }
    List<Long> all = Stream.iterate(0L, i -> i < honest.globals().outbox(), i -> i + 1).toList();
    for (Claim claim : claims(honest, height, all)) {
      claim.send(on.sender(ANYBODY));
    }
    if (honest.agreement(0).orElseThrow().status() == Status.CLOSED) {
      assertThat(balance(scene, scene.escrow())).isZero();
    }
    // What L2 owes in balances and stakes is what the vault has, to the last unit.
    assertThat(balance(scene, on.contracts().vault())).isEqualTo(owed(scene, honest));
  }

  // ---- money ----

  /** All that people have on L2, what courts got that is not shared out, what is not taken in. */
  private static BigInteger owed(Scene scene, State state) {
    BigInteger sum = BigInteger.ZERO;
    for (long id = 1; id <= state.globals().accounts(); id++) {
      sum = sum.add(state.account(id).orElseThrow().balance());
    }
    for (long id = 0; id < state.globals().outbox(); id++) {
      for (Leaf.OutboxLeaf.Payment payment : state.outbox(id).orElseThrow().payments()) {
        if (payment.to().equals(scene.on().contracts().vault())) {
          sum = sum.add(payment.amount());
        }
      }
    }
    for (long i = state.globals().inboxCount(); i < scene.on().messages(); i++) {
      byte[] deposit = scene.on().view().message(i).payload();
      sum = sum.add(new PackedReader(deposit, AMOUNT, deposit.length).u128());
    }
    return sum.add(state.court(0).orElseThrow().total());
  }

  private static BigInteger held(Scene scene) throws Exception {
    return balance(scene, scene.escrow()).add(balance(scene, scene.on().contracts().vault()));
  }

  private static BigInteger balance(Scene scene, Address owner) throws Exception {
    return Tokens.balance(scene.on().sender(ANYBODY), scene.token(), owner);
  }

  /** Numbers of the messages to L1 that the thief has and nobody else. */
  private static List<Long> differing(LyingSequencer sequencer) {
    List<Long> numbers = new ArrayList<>();
    for (long i = 0; i < sequencer.state().globals().outbox(); i++) {
      if (!sequencer.state().outbox(i).equals(sequencer.honest().outbox(i))) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  /** Claims of those that pay; what closes an agreement pays nobody. */
  private static List<Claim> claims(State state, long height, List<Long> numbers) {
    List<Claim> claims = new ArrayList<>();
    for (long number : numbers) {
      Leaf.OutboxLeaf leaf = state.outbox(number).orElseThrow();
      if (leaf.kind() != Leaf.OutboxLeaf.Kind.CLOSED) {
        claims.add(
            new Claim(
                OutboxMessage.decode(LeafCodec.encode(leaf)).orElseThrow(),
                height,
                number,
                state.proof(Layout.Table.OUTBOX, number).siblings()));
      }
    }
    return claims;
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
