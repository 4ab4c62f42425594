package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.node.sequencing.EffectJson;
import org.horkos.node.sequencing.EffectReader;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.Leaf.AgreementHead.Status;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signer;
import org.horkos.node.step.SystemStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The scenarios of both examples as packed, signed steps, to the very figures. */
class WholeLifeTest {
  private static final Hash MOCKUPS =
      Hash.parse("0xf00000000000000000000000000000000000000000000000000000000000000d");

  private final World world = new World();

  private void designIsKept() {
    world.court();
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    world.consume();
    world.applied(new SystemStep.Advance(0, 0));
    world.clock(World.START + 10 * World.DAY);
    world.does(World.STUDIO, new Action.Deliver(0, 0, World.facts(0, MOCKUPS, 1, 12)));
    world.clock(world.now() + World.DAY);
    world.does(World.CLIENT, new Action.Answer(0, 0, 2, BigInteger.ZERO));
    world.clock(world.now() + 3 * World.DAY);
    world.applied(new SystemStep.Advance(0, 0));
    world.applied(new SystemStep.Advance(0, 1));
  }

  /** Whatever the life brought about can be told from what is stored of it. */
  @AfterEach
  void everyEffectIsReadBackAsItWasWritten() {
    assertThat(world.effects)
        .isNotEmpty()
        .allSatisfy(
            effect ->
                assertThat(EffectReader.read(EffectJson.object((Record) effect)))
                    .isEqualTo(effect));
  }

  @Test
  void peaceful() {
    designIsKept();
    world.clock(world.now() + 20 * World.DAY);
    world.does(World.STUDIO, new Action.Deliver(0, 1, World.facts(0, 92)));
    world.does(World.LAB, new Action.Answer(0, 1, 0, BigInteger.valueOf(92)));
    world.does(World.CLIENT, new Action.Answer(0, 1, 1, BigInteger.ZERO));
    world.does(World.STUDIO, new Action.Accept(0, 1));
    world.does(World.CLIENT, new Action.Accept(0, 1));
    assertThat(world.paidTo(World.STUDIO.address())).isEqualTo(World.units(5_000 + 1_000));
    assertThat(world.paidTo(World.CLIENT.address())).isEqualTo(World.units(500));
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.CLOSED);
    Books.check(world);
  }

  @Test
  void theCourtFindsAThirdValue() {
    designIsKept();
    world.clock(world.now() + 20 * World.DAY);
    world.does(World.STUDIO, new Action.Deliver(0, 1, World.facts(0, 92)));
    world.clock(world.now() + 4 * World.DAY);
    world.does(World.CLIENT, new Action.Answer(0, 1, 1, BigInteger.ZERO));
    world.clock(world.now() + World.DAY);
    world.does(World.CLIENT, new Action.Challenge(0, 1, World.facts(0, 80)));
    world.does(World.CLIENT, new Action.Evidence(0, 1, MOCKUPS));
    world.refused(World.CLIENT, new Action.Evidence(0, 1, MOCKUPS), "LAID_ALREADY");
    Books.check(world);
    PanelState panel = world.state.panel(0).orElseThrow().state();
    world.clock(panel.evidenceUntil());
    world.l1.beacon(world.now() + 12, 300, Keccak.hash(new byte[] {1}));
    world.consume();
    while (world.state.panel(0).orElseThrow().state().phase() == PanelState.Phase.DRAWING) {
      world.applied(new SystemStep.Draw(0, 0));
      Books.check(world);
    }
    Hash salt = Keccak.hash(new byte[] {7});
    TreeMap<Integer, BigInteger> ballot = new TreeMap<>();
    ballot.put(0, BigInteger.valueOf(78));
    int seats = world.state.panel(0).orElseThrow().seats();
    for (int s = 0; s < seats; s++) {
      world.does(voter(s), new Action.Commit(0, s, commitment(s, ballot, salt)));
    }
    for (int s = 0; s < seats; s++) {
      world.does(voter(s), new Action.Reveal(0, s, salt, new org.horkos.node.step.Facts(ballot)));
      Books.check(world);
    }
    assertThat(world.paidTo(World.STUDIO.address())).isEqualTo(World.units(4_550 + 820));
    assertThat(world.paidTo(World.CLIENT.address())).isEqualTo(World.units(558 + 500));
    assertThat(world.paidTo(World.VAULT)).isEqualTo(World.units(54));
    assertThat(world.paidTo(OutboxPayments.BURN)).isEqualTo(World.units(18));
    assertThat(world.state.agreement(0).orElseThrow().status()).isEqualTo(Status.CLOSED);
    for (int s = 0; s < seats; s++) {
      world.applied(new SystemStep.SettleSeat(0, s));
      Books.check(world);
    }
    assertThat(world.state.panel(0).orElseThrow().state().phase()).isEqualTo(PanelState.Phase.DONE);
    BigInteger earned = BigInteger.ZERO;
    for (int a = 0; a < World.ARBITRATORS.size(); a++) {
      Signer arbitrator = World.ARBITRATORS.get(a);
      BigInteger before = balance(arbitrator);
      world.act(arbitrator, new Action.Collect(0, a, world.account(arbitrator)));
      earned = earned.add(balance(arbitrator).subtract(before));
    }
    assertThat(earned).isEqualTo(World.units(54));
    Books.check(world);
    restartsToTheSameRoot();
  }

  @Test
  void withoutItsCourtADisputeHasNoPanelAndTheAssertedFactsStand() {
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    world.consume();
    world.applied(new SystemStep.Advance(0, 0));
    world.clock(World.START + 10 * World.DAY);
    world.does(World.STUDIO, new Action.Deliver(0, 0, World.facts(0, MOCKUPS, 1, 12)));
    world.clock(world.now() + World.DAY);
    world.does(World.CLIENT, new Action.Answer(0, 0, 2, BigInteger.ZERO));
    world.does(World.CLIENT, new Action.Challenge(0, 0, World.facts(1, 2)));
    assertThat(world.state.dispute(0)).isPresent();
    assertThat(world.state.panel(0)).isEmpty();
    world.does(World.CLIENT, new Action.Evidence(0, 0, MOCKUPS));
    // A court of this number that is made now judges later disputes, not this one.
    world.court();
    world.l1.beacon(world.now() + 12, 300, Keccak.hash(new byte[] {1}));
    world.consume();
    assertThat(reason(world.run(new SystemStep.Draw(0, 0)))).isEqualTo("NO_PANEL");
    assertThat(reason(world.run(new SystemStep.SettleSeat(0, 0)))).isEqualTo("NO_PANEL");
    assertThat(reason(world.act(World.ARBITRATORS.getFirst(), new Action.Commit(0, 0, MOCKUPS))))
        .isEqualTo("NO_PANEL");
    for (int i = 0; i < 3 && world.state.deliverable(0, 0).orElseThrow().endedAt() == 0; i++) {
      world.clock(
          world
              .execution
              .deadlines(world.state, 0, world.l1)
              .getFirst()
              .orElse(world.now() + World.DAY));
      world.applied(new SystemStep.Advance(0, 0));
    }
    assertThat(world.state.deliverable(0, 0).orElseThrow().end()).isEqualTo(End.KEPT);
    // The client was wrong: a part of his lot went to the winner, to the vault, and to nobody.
    assertThat(world.paidTo(World.VAULT)).isPositive();
    Books.check(world);
  }

  private static String reason(Receipt receipt) {
    return switch (receipt.outcome()) {
      case Receipt.Outcome.Applied applied -> "applied";
      case Receipt.Outcome.Refused refused -> refused.reason().code();
      case Receipt.Outcome.Ignored ignored -> ignored.reason().code();
    };
  }

  private BigInteger balance(Signer signer) {
    return world.state.account(world.account(signer)).orElseThrow().balance();
  }

  private Signer voter(int seat) {
    Address voter = world.state.seat(0, seat).orElseThrow().seat().voter();
    return World.ARBITRATORS.stream()
        .filter(signer -> signer.address().equals(voter))
        .findFirst()
        .orElseThrow();
  }

  private Hash commitment(int seat, TreeMap<Integer, BigInteger> ballot, Hash salt) {
    return Keccak.hash(
        voter(seat).address().bytes(),
        World.WEBSITE.hash().bytes(),
        new byte[] {1, 0, (byte) seat},
        Ballot.hash(ballot).bytes(),
        salt.bytes());
  }

  /** The stored leaves, and the chunks alone, both lead to where the first run came. */
  private void restartsToTheSameRoot() {
    Hash root = world.state.root();
    assertThat(State.load(world.state.leaves()).root()).isEqualTo(root);
    World replay = new World();
    long length = world.l1.length();
    for (byte[] chunk : world.chunks) {
      replay.execution.execute(replay.state, BatchContext.open(length), chunk, world.l1);
      replay.state.flush();
    }
    assertThat(replay.state.root()).isEqualTo(root);
    for (Leaf.OutboxLeaf message : List.of(world.state.outbox(0).orElseThrow())) {
      assertThat(message.kind()).isEqualTo(Leaf.OutboxLeaf.Kind.PAYOUT);
    }
    long last = world.state.globals().outbox() - 1;
    assertThat(world.state.proof(Layout.Table.OUTBOX, last).verifies(root)).isTrue();
  }

  @Test
  void pastTheGraceDaysCountFromDue() {
    Signer hunter = World.STUDIO;
    BigInteger dai = BigInteger.TEN.pow(18);
    world.court();
    world.l1.fund(World.START, World.BOUNTY, BigInteger.ZERO);
    world.consume();
    world.l1.join(World.START + 2 * World.DAY, World.BOUNTY, 1, hunter.address());
    world.consume();
    world.applied(new SystemStep.Advance(0, 0));
    long due = world.state.deliverable(0, 0).orElseThrow().due();
    world.clock(due + 73 * 3_600);
    world.does(hunter, new Action.Deliver(0, 0, World.facts(0, 0, 1, 400)));
    world.clock(world.now() + 6 * 3_600);
    world.does(World.LAB, new Action.Answer(0, 0, 1, BigInteger.valueOf(385)));
    world.clock(world.now() + 11 * World.DAY);
    world.applied(new SystemStep.Advance(0, 0));
    assertThat(world.paidTo(hunter.address()))
        .isEqualTo(dai.multiply(BigInteger.valueOf(1_860 + 300)));
    assertThat(world.paidTo(World.CLIENT.address()))
        .isEqualTo(dai.multiply(BigInteger.valueOf(1_140 + 150)));
    Books.check(world);
  }
}
