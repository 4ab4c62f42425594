package org.horkos.node.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.RoughL1;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Signer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;

class BatchPosterTest {
  private static final long WINDOW = 3_600;
  private static final long LAG = 2;
  private static final Hash GENESIS = new StateTree().root();
  private static final Signer SEQUENCER = new Signer(DevelopmentKeys.key(1).getEcKeyPair());

  private static Anvil anvil;
  private static L1Connection l1;
  private static L1Account account;

  private Contracts contracts;
  private Rollup rollup;
  private final StoredBlocks log = new StoredBlocks(() -> l1);
  private final Random random = new Random();
  private long start;

  @BeforeAll
  static void start() {
    anvil = Anvil.start();
    l1 = L1Connection.open(anvil.url());
    account = l1.account(DevelopmentKeys.key(0));
  }

  @AfterAll
  static void stop() {
    l1.close();
    anvil.close();
  }

  @BeforeEach
  void deploy() {
    long seed = new Random().nextLong();
    System.out.println("BatchPosterTest seed " + seed);
    random.setSeed(seed);
    new RoughL1(l1).blocksAtOnce();
    contracts = new Deployment(SEQUENCER.address(), GENESIS, WINDOW, LAG).deploy(l1, account);
    rollup = Wrappers.reading(l1, contracts).rollup();
    new Bond(l1, contracts, l1.account(DevelopmentKeys.key(1))).put();
    new RoughL1(l1).blocksEvery(1);
    start = l1.head().time() - 60;
  }

  @Test
  void theContractMakesTheSameCommitmentsOfRandomChunks() {
    BatchPoster poster = poster(SEQUENCER, Duration.ofMinutes(1));
    Hash previous = GENESIS;
    int[] sizes = {1, 2, 3, 5, 6, 9, 1 + random.nextInt(40)}; // with and without empty subtrees
    for (int height = 1; height <= sizes.length; height++) {
      SealedBlock block =
          StoredBlocks.random(random, height, sizes[height - 1], 1_500, start + height, 0);
      log.add(block);
      PostedBatch posted = poster.flush().orElseThrow();
      Batch ours = new Batch(height, start + height, 0, block.chunks(), previous);
      Rollup.Batch theirs = Wrappers.ask(rollup.batchAt(BigInteger.valueOf(height)));
      assertThat(Hash.of(theirs.dataHash)).isEqualTo(ours.dataHash()).isEqualTo(posted.dataHash());
      assertThat(Hash.of(theirs.rootsHash)).isEqualTo(ours.rootsHash());
      assertThat(Hash.of(theirs.lastRoot)).isEqualTo(block.root());
      assertThat(theirs.chunks).isEqualTo(block.chunks().size());
      previous = ours.dataHash();
    }
  }

  @Test
  void theLargestBatchFitsIntoATransaction() {
    SealedBlock large = StoredBlocks.random(random, 1, 40, 5_400, start, 0);
    while (large.postedBytes() > Batch.MAX_POSTED_BYTES
        || large.postedBytes() < Batch.MAX_POSTED_BYTES - 9_000) {
      large = StoredBlocks.random(random, 1, 40, 5_400, start, 0);
    }
    // What the first leaves free is less than 9,000 bytes: the second must not fit beside it.
    SealedBlock second = StoredBlocks.random(random, 2, 1, 20_000, start, 0);
    while (second.postedBytes() < 9_000) {
      second = StoredBlocks.random(random, 2, 1, 20_000, start, 0);
    }
    log.add(large);
    log.add(second);
    assertThat(poster(SEQUENCER, Duration.ofMinutes(1)).flush().orElseThrow().lastBlock())
        .isEqualTo(2);
    assertThat(log.posted(1).orElseThrow().lastBlock()).isEqualTo(1);
    assertThat(l1.gas().of("submitBatch").most()).isLessThan(L1Account.GAS_CAP.longValueExact());
  }

  @Test
  void aBatchThatWasSentButNotKeptIsFoundAgain() {
    BatchPoster poster = poster(SEQUENCER, Duration.ofMinutes(1));
    log.add(StoredBlocks.random(random, 1, 2, 100, start, 0));
    log.add(StoredBlocks.random(random, 2, 1, 100, start + 1, 0));
    PostedBatch first = poster.flush().orElseThrow();
    log.forgetLast();
    // more blocks than were in the batch, so that its end must be found
    log.add(StoredBlocks.random(random, 3, 1, 100, start + 2, 0));
    PostedBatch last = poster(SEQUENCER, Duration.ofMinutes(1)).flush().orElseThrow();
    assertThat(log.posted(1)).contains(first);
    assertThat(last.height()).isEqualTo(2);
    assertThat(last.lastBlock()).isEqualTo(3);
    assertThat(Wrappers.ask(rollup.height())).isEqualTo(2);
    assertThat(poster.flush()).contains(last);
    assertThat(Wrappers.ask(rollup.height())).isEqualTo(2);
  }

  @Test
  void batchesOfAnotherNodeAreRefused() {
    StoredBlocks others = new StoredBlocks(() -> l1);
    others.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    new BatchPoster(
            l1, contracts, SEQUENCER, account, others, BatchPoster.Settings.every(Duration.ZERO))
        .flush();
    log.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    assertThatThrownBy(() -> poster(SEQUENCER, Duration.ZERO).flush())
        .isInstanceOf(L1Failure.class)
        .hasMessageStartingWith("Batch 1 on L1 is not of this node's blocks");
  }

  @Test
  void whoHasNoBondIsToldToPutItDown() {
    log.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    Signer stranger = new Signer(BigInteger.TEN);
    assertThatThrownBy(() -> poster(stranger, Duration.ZERO).flush())
        .hasMessageStartingWith(
            "L1 takes no roots from " + stranger.address() + ", which has no bond")
        .hasMessageContaining("horkos node --config FILE --bond");
    assertThat(log.lastPosted()).isEmpty();
  }

  @Test
  void whoseTurnItIsNotIsToldUntilWhen() {
    log.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    Credentials other = DevelopmentKeys.key(2);
    new Bond(l1, contracts, l1.account(other)).put();
    assertThatThrownBy(() -> poster(new Signer(other.getEcKeyPair()), Duration.ZERO).flush())
        .hasMessageMatching(
            "It is the sequencer's turn to post until \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, so L1 takes"
                + " nothing from 0x[0-9a-fA-F]{40} yet\\. The node tries again by itself\\.");
    assertThat(log.lastPosted()).isEmpty();
  }

  @Test
  void aFrozenRollupTakesNothingMoreAndThePosterSaysSo() {
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account, "deposit")
            .vault()
            .deposit(
                Address.ZERO.toString(),
                BigInteger.ONE,
                SEQUENCER.address().toString(),
                BigInteger.ONE));
    new DevelopmentL1(l1).advance(Deployment.FREEZE_AFTER + 10, 1);
    Wrappers.ask(Wrappers.sending(l1, contracts, account, "freeze").rollup().freeze());
    log.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    assertThatThrownBy(() -> poster(SEQUENCER, Duration.ZERO).flush())
        .hasMessageStartingWith("The rollup is frozen for good: L1 takes no batch any more.");
  }

  @Test
  void theThreadSaysOnceWhatHindersItAndGoesOnWhenThatIsMended() throws Exception {
    Credentials late = DevelopmentKeys.key(3);
    contracts =
        new Deployment(new Signer(late.getEcKeyPair()).address(), GENESIS, WINDOW, LAG)
            .deploy(l1, account);
    log.add(StoredBlocks.random(random, 1, 1, 100, start, 0));
    List<L1Failure> told = new CopyOnWriteArrayList<>();
    try (BatchPoster poster =
        new BatchPoster(
            l1,
            contracts,
            new Signer(late.getEcKeyPair()),
            account,
            log,
            new BatchPoster.Settings(Duration.ofMillis(100), 1_000, Duration.ZERO))) {
      poster.start(told::add);
      Thread.sleep(1_000);
      assertThat(told)
          .singleElement()
          .extracting(L1Failure::kind)
          .isEqualTo(L1Failure.Kind.HINDERED);
      assertThat(poster.hindrance()).contains(told.getFirst());
      new Bond(l1, contracts, l1.account(late)).put();
      for (int i = 0;
          i < 100 && (log.lastPosted().isEmpty() || poster.hindrance().isPresent());
          i++) {
        Thread.sleep(100);
      }
      assertThat(log.lastPosted()).isPresent();
      assertThat(poster.hindrance()).isEmpty();
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void aBatchThatEndsTooLateWaitsForTheClockOfL1() {
    log.add(StoredBlocks.random(random, 1, 1, 100, l1.head().time() + 2, 0));
    BatchPoster hasty = poster(SEQUENCER, Duration.ZERO);
    assertThatThrownBy(hasty::flush).hasMessageContaining("EndsTooLate(");
    assertThat(poster(SEQUENCER, Duration.ofSeconds(20)).flush().orElseThrow().height())
        .isEqualTo(1);
  }

  @Test
  void theThreadPostsByItselfAndWakesWhenMuchWaits() throws Exception {
    try (BatchPoster poster =
        new BatchPoster(
            l1,
            contracts,
            SEQUENCER,
            account,
            log,
            new BatchPoster.Settings(Duration.ofMinutes(5), 1_000, Duration.ZERO))) {
      poster.start(
          failure -> {
            throw failure;
          });
      Thread.sleep(300); // the first round finds nothing, the next one is minutes away
      SealedBlock block = StoredBlocks.random(random, 1, 1, 100, start, 0);
      log.add(block);
      poster.sealed(block);
      Thread.sleep(1_500);
      assertThat(log.lastPosted()).isEmpty();
      SealedBlock large = StoredBlocks.random(random, 2, 3, 900, start, 0);
      while (large.postedBytes() < 1_000) {
        large = StoredBlocks.random(random, 2, 3, 900, start, 0);
      }
      log.add(large);
      poster.sealed(large);
      for (int i = 0; i < 100 && log.lastPosted().isEmpty(); i++) {
        Thread.sleep(100);
      }
      assertThat(log.lastPosted().orElseThrow().lastBlock()).isEqualTo(2);
    }
  }

  @Test
  void aWithdrawalIsClaimedAgainstAnOldRootAfterTheStateMovedOn() throws Exception {
    Address owner = Address.parse("0x00000000000000000000000000000000000000b7");
    L1Sender sender = Deployment.sender(l1, account);
    Wrappers.ask(
        Wrappers.sending(l1, contracts, account, "deposit")
            .vault()
            .deposit(
                Address.ZERO.toString(),
                BigInteger.valueOf(1_000),
                owner.toString(),
                BigInteger.valueOf(1_000)));
    long time = l1.head().time() + LAG;
    StateTree state = new StateTree();
    for (int i = 0; i < 6; i++) {
      byte[] leaf =
          new OutboxMessage(
                  OutboxMessage.Kind.WITHDRAWAL,
                  contracts.vault(),
                  0,
                  List.of(
                      new OutboxMessage.Payment(Address.ZERO, owner, BigInteger.valueOf(100 + i))))
              .encode();
      log.send(leaf);
      state.put(Layout.Table.OUTBOX, i, org.horkos.dsl.value.Keccak.hash(leaf));
      state.put(Layout.Table.ACCOUNTS, i, Hash.of(new StateTree().root().bytes()));
      log.add(
          StoredBlocks.sealed(
              i + 1,
              List.of(new Chunk(new byte[] {1}, Hash.ZERO)),
              new Leaf.Globals(time, 1, 0, 0, 0, 0, i + 1, 0, 0, 0),
              state));
      if (i % 2 == 1) {
        poster(SEQUENCER, Duration.ofSeconds(20)).flush();
      }
    }
    Claims claims = new Claims(l1, contracts, log);
    Claim second = claims.prove(1).orElseThrow();
    Claim third = claims.prove(2).orElseThrow();
    assertThat(second.height()).isEqualTo(1);
    assertThat(third.height()).isEqualTo(2);
    assertThat(claims.isFinal(second)).isFalse();
    assertThatThrownBy(() -> second.send(sender))
        .hasMessageContaining("L1 refused withdraw: NotFinal(1)");
    new DevelopmentL1(l1).advance(WINDOW, 1);
    assertThat(claims.isFinal(third)).isTrue();
    assertThat(poster(SEQUENCER, Duration.ZERO).finalHeight()).isEqualTo(3);
    claims.sendAll(account, List.of(second, third));
    assertThat(l1.balance(owner)).isEqualTo(101 + 102);
    assertThat(claims.isClaimed(second)).isTrue();
    assertThat(claims.isClaimed(claims.prove(0).orElseThrow())).isFalse();
    assertThatThrownBy(() -> claims.sendAll(account, List.of(third)))
        .hasMessageContaining("AlreadyWithdrawn");
    assertThat(claims.prove(6)).isEmpty();
  }

  private BatchPoster poster(Signer sequencer, Duration patience) {
    return new BatchPoster(
        l1,
        contracts,
        sequencer,
        account,
        log,
        new BatchPoster.Settings(Duration.ofSeconds(1), 60_000, patience));
  }
}
