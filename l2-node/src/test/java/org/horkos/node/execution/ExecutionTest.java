package org.horkos.node.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.StoredLeaf;
import org.horkos.node.step.Action;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;
import org.junit.jupiter.api.Test;

class ExecutionTest {
  private final World world = new World();

  private void rich() {
    world.l1.deposit(World.START, World.CLIENT.address(), World.USDC, World.units(100));
    world.l1.deposit(World.START, World.STUDIO.address(), World.USDC, World.units(50));
    world.l1.deposit(World.START, World.LAB.address(), World.USDC, World.units(10));
    world.consume();
    world.applied(new SystemStep.Collector(world.account(World.LAB)));
  }

  private Leaf.Account of(Signer signer) {
    return world.state.account(world.account(signer)).orElseThrow();
  }

  private static String code(Receipt receipt) {
    return switch (receipt.outcome()) {
      case Receipt.Outcome.Applied applied -> "APPLIED";
      case Receipt.Outcome.Refused refused -> "refused " + refused.reason().code();
      case Receipt.Outcome.Ignored ignored -> "ignored " + ignored.reason().code();
    };
  }

  private Transaction signed(Signer signer, long fee, Action action) {
    return world.sign(signer, world.account(signer), fee, action);
  }

  @Test
  void aTransferMovesMoneyAndPaysItsFee() {
    rich();
    Action action = new Action.Transfer(world.account(World.STUDIO), World.units(5));
    assertThat(code(world.run(signed(World.CLIENT, 7, action)))).isEqualTo("APPLIED");
    assertThat(of(World.CLIENT).balance())
        .isEqualTo(World.units(95).subtract(BigInteger.valueOf(7)));
    assertThat(of(World.STUDIO).balance()).isEqualTo(World.units(55));
    assertThat(of(World.LAB).balance()).isEqualTo(World.units(10).add(BigInteger.valueOf(7)));
    Books.check(world);
  }

  @Test
  void aRefusedTransactionChangesOnlyFeeAndNonce() {
    rich();
    world.state.flush();
    Transaction tooMuch =
        signed(World.CLIENT, 7, new Action.Transfer(world.account(World.STUDIO), World.units(101)));
    assertThat(code(world.run(tooMuch))).isEqualTo("refused INSUFFICIENT_BALANCE");
    assertThat(of(World.CLIENT).nonce()).isEqualTo(1);
    assertThat(of(World.CLIENT).balance())
        .isEqualTo(World.units(100).subtract(BigInteger.valueOf(7)));
    assertThat(world.state.changes())
        .extracting(StoredLeaf::table, StoredLeaf::index)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 0L),
            org.assertj.core.groups.Tuple.tuple(1, world.account(World.CLIENT)),
            org.assertj.core.groups.Tuple.tuple(1, world.account(World.LAB)));
    Books.check(world);
  }

  @Test
  void aSignatureCountsOnce() {
    rich();
    Transaction once =
        signed(World.CLIENT, 0, new Action.Transfer(world.account(World.STUDIO), World.units(5)));
    assertThat(code(world.run(once))).isEqualTo("APPLIED");
    Hash root = world.state.root();
    Receipt asked = world.execution.check(world.state, world.open(), once, world.l1);
    assertThat(code(asked)).isEqualTo("ignored WRONG_NONCE");
    assertThat(world.state.root()).isEqualTo(root);
    assertThat(code(world.run(once))).isEqualTo("ignored BAD_SIGNATURE");
    assertThat(of(World.STUDIO).balance()).isEqualTo(World.units(55));
  }

  @Test
  void askingBeforehandChangesNothing() {
    rich();
    Hash root = world.state.root();
    List<StoredLeaf> changes = world.state.changes();
    Transaction fine = signed(World.CLIENT, 7, new Action.Withdraw(World.units(1)));
    assertThat(code(world.execution.check(world.state, world.open(), fine, world.l1)))
        .isEqualTo("APPLIED");
    assertThat(world.state.root()).isEqualTo(root);
    assertThat(world.state.changes()).isEqualTo(changes);
  }

  @Test
  void whatIsNotRightlySignedOrPaidChangesNothing() {
    rich();
    long client = world.account(World.CLIENT);
    Action action = new Action.Withdraw(World.units(1));
    Transaction good = signed(World.CLIENT, 7, action);
    List<Step> wrong = new ArrayList<>();
    wrong.add(world.sign(World.STUDIO, client, 7, action));
    wrong.add(good.with(Signature.NONE));
    wrong.add(new Transaction(client, 8, action, good.signature()));
    wrong.add(new Transaction(client, 7, new Action.Withdraw(World.units(2)), good.signature()));
    wrong.add(new Transaction(world.account(World.STUDIO), 7, action, good.signature()));
    for (Step step : wrong) {
      assertThat(code(world.run(step))).isEqualTo("ignored BAD_SIGNATURE");
    }
    assertThat(code(world.run(new Transaction(99, 0, action, good.signature()))))
        .isEqualTo("ignored UNKNOWN_ACCOUNT");
    assertThat(code(world.run(signed(World.CLIENT, 1L << 40, action))))
        .isEqualTo("ignored INSUFFICIENT_FEE");
    assertThat(code(world.run(signed(World.CLIENT, 0, new Action.Accept(0, 0)))))
        .isEqualTo("ignored UNKNOWN_AGREEMENT");
    assertThat(code(world.run(signed(World.CLIENT, 0, new Action.Commit(0, 0, Hash.ZERO)))))
        .isEqualTo("ignored UNKNOWN_DISPUTE");
    assertThat(code(world.run(signed(World.CLIENT, 0, new Action.Transfer(77, BigInteger.ONE)))))
        .isEqualTo("ignored UNKNOWN_RECIPIENT");
    assertThat(of(World.CLIENT))
        .isEqualTo(new Leaf.Account(World.CLIENT.address(), World.USDC, 0, World.units(100)));
  }

  @Test
  void theFeePotPaysForItsOwnPeopleAndGoesBackInTheEnd() {
    world.court();
    world.l1.fund(World.START, World.WEBSITE, BigInteger.valueOf(1_001));
    world.consume();
    world.applied(new SystemStep.Collector(world.account(World.ARBITRATORS.getFirst())));
    Action deliver =
        new Action.Deliver(0, 0, World.facts(0, Hash.parse("0x" + "11".repeat(32)), 1, 12));
    assertThat(code(world.run(signed(World.STUDIO, 12, deliver))))
        .as("more than a hundredth, rounded up")
        .isEqualTo("ignored INSUFFICIENT_FEE");
    assertThat(code(world.run(signed(World.STUDIO, 11, deliver)))).isEqualTo("APPLIED");
    Action answer = new Action.Answer(0, 0, 2, BigInteger.ZERO);
    assertThat(code(world.run(signed(World.CLIENT, 11, answer))))
        .as("990 are left")
        .isEqualTo("ignored INSUFFICIENT_FEE");
    assertThat(code(world.run(signed(World.CLIENT, 10, answer)))).isEqualTo("APPLIED");
    assertThat(world.state.agreement(0).orElseThrow().feePot()).isEqualTo(980);
    Books.check(world);
  }

  @Test
  void whatIsUnstakedComesToAnAccountThirtyDaysLater() {
    world.court();
    Signer anna = World.ARBITRATORS.getFirst();
    long account = world.account(anna);
    BigInteger before = of(anna).balance();
    BigInteger stake = world.state.court(0).orElseThrow().tree().arbitrator(0).stake();
    assertThat(code(world.run(signed(anna, 0, new Action.Unstake(0, 0, stake)))))
        .isEqualTo("APPLIED");
    assertThat(of(anna).balance()).isEqualTo(before);
    Books.check(world);
    Action collect = new Action.Collect(0, 0, account);
    world.clock(world.now() + PanelTerms.UNBONDING - 1);
    assertThat(code(world.run(signed(anna, 0, collect)))).isEqualTo("refused STILL_LEAVING");
    world.clock(world.now() + 1);
    assertThat(code(world.run(signed(anna, 0, collect)))).isEqualTo("APPLIED");
    assertThat(of(anna).balance()).isEqualTo(before.add(stake));
    Books.check(world);
    assertThat(world.copy().state.root()).isEqualTo(world.state.root());
  }

  @Test
  void theLastUnitOfAFeePotCanBeSpentAndNoMore() {
    world.court();
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ONE);
    world.consume();
    world.applied(new SystemStep.Collector(world.account(World.ARBITRATORS.getFirst())));
    Action deliver =
        new Action.Deliver(0, 0, World.facts(0, Hash.parse("0x" + "11".repeat(32)), 1, 12));
    assertThat(code(world.run(signed(World.STUDIO, 1, deliver)))).isEqualTo("APPLIED");
    assertThat(world.state.agreement(0).orElseThrow().feePot()).isZero();
    Action answer = new Action.Answer(0, 0, 2, BigInteger.ZERO);
    assertThat(code(world.run(signed(World.CLIENT, 1, answer))))
        .isEqualTo("ignored INSUFFICIENT_FEE");
    Books.check(world);
  }

  @Test
  void agreementsBeginInTheOrderInWhichL1HasNumberedThem() {
    world.l1.open(
        TermsCodec.encodeHead(World.WEBSITE.head()), TermsCodec.encodeParts(World.WEBSITE));
    Hash hash = World.WEBSITE.hash();
    world.l1.send(
        World.START,
        2,
        L1Ledger.escrow(hash),
        new PackedWriter().u32(1).hash(hash).u64(1).u8(0).u128(BigInteger.ZERO).toBytes());
    assertThat(ignored(world.run(new SystemStep.Inbox()))).isEqualTo("AGREEMENT_OUT_OF_ORDER");
    assertThat(world.state.globals().agreements()).isZero();
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    world.consume();
    assertThat(world.state.agreement(0).orElseThrow().termsHash()).isEqualTo(hash);
    world.l1.fund(World.START, World.BOUNTY, BigInteger.ZERO);
    world.consume();
    assertThat(world.state.globals().agreements()).isEqualTo(2);
  }

  @Test
  void onlyAnAgreementsOwnEscrowSpeaksForIt() {
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    world.l1.fund(World.START, World.BOUNTY, BigInteger.ZERO);
    world.consume();
    Address other = L1Ledger.escrow(World.WEBSITE.hash());
    world.l1.send(World.START, 4, other, new PackedWriter().u32(1).toBytes());
    assertThat(ignored(world.run(new SystemStep.Inbox()))).isEqualTo("NOT_ITS_ESCROW");
    world.l1.send(World.START, 4, other, new PackedWriter().u32(2).toBytes());
    assertThat(ignored(world.run(new SystemStep.Inbox()))).isEqualTo("UNKNOWN_AGREEMENT");
    PackedWriter joined = new PackedWriter().u32(1).u8(1).u32(world.account(World.CLIENT));
    world.l1.send(
        World.START,
        3,
        other,
        joined.address(World.CLIENT.address()).address(World.USDC).toBytes());
    assertThat(ignored(world.run(new SystemStep.Inbox()))).isEqualTo("NOT_ITS_ESCROW");
    assertThat(world.state.agreement(1).orElseThrow().openSeats().getFirst().account()).isEmpty();
    Books.check(world);
  }

  @Test
  void aNewAgreementIsItsHeadAlone() {
    world.l1.fund(World.START, World.WEBSITE, BigInteger.ZERO);
    world.consume();
    assertThat(
            world.state.leaves().stream()
                .filter(leaf -> leaf.table() == Layout.Table.AGREEMENTS.ordinal()))
        .hasSize(1);
    assertThat(world.state.deliverable(0, 0)).isEmpty();
    world.applied(new SystemStep.Advance(0, 0));
    assertThat(world.state.deliverable(0, 0).orElseThrow().phase()).isEqualTo(Phase.OPEN);
    assertThat(world.state.deliverable(0, 1)).isEmpty();
  }

  private static String ignored(Receipt receipt) {
    return receipt.effects().stream()
        .filter(StepEffect.MessageIgnored.class::isInstance)
        .map(effect -> ((StepEffect.MessageIgnored) effect).reason().code())
        .findFirst()
        .orElse("taken");
  }

  @Test
  void whoJoinsTooLateGetsHisMoneyBack() {
    world.court();
    world.l1.fund(World.START, World.BOUNTY, BigInteger.ZERO);
    world.consume();
    world.l1.join(World.START + 31 * World.DAY, World.BOUNTY, 1, World.STUDIO.address());
    Receipt receipt = world.run(new SystemStep.Inbox());
    assertThat(receipt.effects()).anyMatch(StepEffect.MessageIgnored.class::isInstance);
    assertThat(world.paidTo(World.STUDIO.address())).isPositive();
    world.applied(new SystemStep.Advance(0, 0));
    assertThat(world.state.agreement(0).orElseThrow().status())
        .isEqualTo(Leaf.AgreementHead.Status.CLOSED);
    Books.check(world);
  }

  @Test
  void timeMovesOnlyAsTheBatchAndTheInboxAllow() {
    rich();
    long count = world.state.globals().inboxCount();
    world.l1.deposit(World.START + 100, World.CLIENT.address(), World.USDC, BigInteger.ONE);
    assertThat(code(world.run(new SystemStep.Clock(World.START + 101, count))))
        .isEqualTo("ignored CLOCK_PASSES_MESSAGE");
    assertThat(code(world.run(new SystemStep.Clock(World.START + 100, count))))
        .isEqualTo("APPLIED");
    assertThat(code(world.run(new SystemStep.Clock(World.START + 100, count))))
        .isEqualTo("ignored CLOCK_NOT_AHEAD");
    assertThat(code(world.run(new SystemStep.Clock(World.START + 101, count + 1))))
        .isEqualTo("ignored CLOCK_WRONG_INBOX_COUNT");
    BatchContext batch = new BatchContext(World.START + 200, count);
    assertThat(code(world.execution.execute(world.state, batch, new SystemStep.Inbox(), world.l1)))
        .isEqualTo("ignored NO_MESSAGE");
    Step beyond = new SystemStep.Clock(World.START + 201, count);
    assertThat(code(world.execution.execute(world.state, batch, beyond, world.l1)))
        .isEqualTo("ignored CLOCK_NOT_AHEAD");
  }

  @Test
  void aChunkIsBoundedInStepsAndWeightAndEndsAtWhatCannotBeRead() {
    byte[] clock = StepCodec.encode(new SystemStep.Clock(1, 99));
    assertThat(world.runBytes(times(clock, 17)).receipts()).hasSize(StepCodec.MAX_CHUNK_STEPS);
    Step inbox = new SystemStep.Inbox();
    int fitting = StepCodec.MAX_CHUNK_WEIGHT / StepCodec.weight(inbox);
    ChunkResult heavy = world.runBytes(times(StepCodec.encode(inbox), fitting + 1));
    assertThat(heavy.receipts()).hasSize(fitting);
    assertThat(heavy.unread()).isPresent();
    ChunkResult cut = world.runBytes(new byte[] {2, 77, 2});
    assertThat(cut.receipts()).hasSize(1);
    assertThat(world.state.globals().steps()).isEqualTo(StepCodec.MAX_CHUNK_STEPS + fitting + 1);
  }

  private static byte[] times(byte[] step, int count) {
    byte[] all = new byte[step.length * count];
    for (int i = 0; i < count; i++) {
      System.arraycopy(step, 0, all, i * step.length, step.length);
    }
    return all;
  }

  @Test
  void missingL1DataStopsTheChunkAndLeavesTheStateAsItWas() {
    rich();
    Hash root = world.state.root();
    byte[] chunk = {6, 0, 0, 0, 0, 2};
    BatchContext ahead = BatchContext.open(world.l1.length() + 1);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> world.execution.execute(world.state, ahead, chunk, world.l1))
        .isInstanceOf(MissingL1Data.class);
    assertThat(world.state.root()).isEqualTo(root);
  }

  @Test
  void onlyTheOwnerForcesAnAccountToAct() {
    rich();
    long client = world.account(World.CLIENT);
    byte[] step =
        StepCodec.encodeUnsigned(
            new Transaction(client, 0, new Action.Withdraw(World.units(1)), Signature.NONE));
    world.l1.force(World.START, World.STUDIO.address(), client, step);
    world.l1.force(World.START, World.STUDIO.address(), world.account(World.STUDIO), step);
    world.l1.force(World.START, World.CLIENT.address(), client, new byte[] {2});
    world.l1.force(World.START, World.CLIENT.address(), client, step);
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      codes.add(
          world.run(new SystemStep.Inbox()).effects().stream()
              .filter(StepEffect.MessageIgnored.class::isInstance)
              .map(effect -> ((StepEffect.MessageIgnored) effect).reason().code())
              .findFirst()
              .orElse("done"));
    }
    assertThat(codes)
        .containsExactly("BAD_SIGNATURE", "FORCED_FOR_ANOTHER_ACCOUNT", "NOT_BY_INBOX", "done");
    assertThat(of(World.CLIENT).balance()).isEqualTo(World.units(99));
  }
}
