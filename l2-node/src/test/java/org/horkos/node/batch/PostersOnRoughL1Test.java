package org.horkos.node.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.Seeded;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.DevelopmentL1;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Wire;
import org.horkos.node.settlement.RoughL1;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Signer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two posters at once, answers that are lost, fees that rise. */
class PostersOnRoughL1Test {
  private static final int SEQUENCER = 1;
  private static final int OTHER = 2;
  private static final long DAY = 86_400;
  private static final Hash GENESIS = new StateTree().root();

  private static Anvil anvil;
  private static L1Connection direct;
  private static L1Wire wire;

  private final Seeded seed = new Seeded(Seeded.seed(System.nanoTime()));
  private final Random random = new Random(seed.below(Integer.MAX_VALUE));
  private final List<L1Connection> connections = new ArrayList<>();
  private final StoredBlocks log = new StoredBlocks(() -> direct);
  private Contracts contracts;
  private Rollup rollup;
  private long start;

  @BeforeAll
  static void start() throws Exception {
    anvil = Anvil.start();
    direct = L1Connection.open(anvil.url());
    wire = new L1Wire(anvil.url());
  }

  @AfterAll
  static void stop() {
    wire.close();
    direct.close();
    anvil.close();
  }

  @BeforeEach
  void deploy() {
    System.out.println("PostersOnRoughL1Test: " + seed);
    new RoughL1(direct).blocksAtOnce();
    contracts =
        new Deployment(signer(SEQUENCER).address(), GENESIS, 3_600, 2)
            .deploy(direct, account(direct, 0));
    rollup = Wrappers.reading(direct, contracts).rollup();
    for (int key : List.of(SEQUENCER, OTHER)) {
      new Bond(direct, contracts, account(direct, key)).put();
    }
    start = direct.head().time() - 60;
  }

  @AfterEach
  void disconnect() {
    connections.forEach(L1Connection::close);
  }

  @Test
  void twoNodesWithTheSameKeyAndBlocksPostEachBatchOnce() throws Exception {
    new RoughL1(direct).blocksEvery(1);
    StoredBlocks copy = new StoredBlocks(() -> direct);
    List<BatchPoster> posters =
        List.of(poster(connect(), SEQUENCER, log), poster(connect(), SEQUENCER, copy));
    long number = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 4; round++) {
        for (int blocks = 1 + seed.below(3); blocks > 0; blocks--) {
          SealedBlock block = block(++number);
          log.add(block);
          copy.add(block);
        }
        List<Callable<Optional<PostedBatch>>> flushes = new ArrayList<>();
        for (BatchPoster poster : posters) {
          long pause = seed.below(40);
          flushes.add(
              () -> {
                Thread.sleep(pause);
                return poster.flush();
              });
        }
        for (Future<Optional<PostedBatch>> flushed : threads.invokeAll(flushes)) {
          PostedBatch last = flushed.get().orElseThrow();
          assertThat(last.lastBlock()).as(seed.toString()).isEqualTo(number);
          assertThat(last.height()).isEqualTo(height());
        }
      }
    }
    for (long height = 1; height <= height(); height++) {
      Hash onL1 = Hash.of(Wrappers.ask(rollup.batchAt(BigInteger.valueOf(height))).dataHash);
      assertThat(log.posted(height).orElseThrow().dataHash()).isEqualTo(onL1);
      assertThat(copy.posted(height)).isEqualTo(log.posted(height));
    }
  }

  @Test
  void twoSequencersWithOtherBlocksDoNotMixAndOneOfThemStops() throws Exception {
    new RoughL1(direct).blocksEvery(1);
    StoredBlocks others = new StoredBlocks(() -> direct);
    log.add(block(1));
    others.add(block(1));
    List<L1Failure> told = new CopyOnWriteArrayList<>();
    List<L1Failure> othersTold = new CopyOnWriteArrayList<>();
    try (BatchPoster poster = hasty(connect(), log);
        BatchPoster second = hasty(connect(), others)) {
      poster.start(told::add);
      second.start(othersTold::add);
      until(() -> told.size() + othersTold.size() > 0);
      StoredBlocks winner = told.isEmpty() ? log : others;
      winner.add(block(2));
      until(() -> height() == 2);
      until(() -> winner.lastPosted().orElseThrow().height() == 2);
      List<L1Failure> all = new ArrayList<>(told);
      all.addAll(othersTold);
      assertThat(all)
          .singleElement()
          .extracting(L1Failure::getMessage)
          .asString()
          .startsWith("Batch 1 on L1 is not of this node's blocks: another node posts");
    }
    assertThat(new Bond(direct, contracts, account(direct, SEQUENCER)).isPut()).isTrue();
    assertThat(Wrappers.ask(rollup.rootsHeight())).isEqualTo(2);
  }

  @Test
  void afterADayOfSilenceAnotherTakesOverAndTheOldOneFindsItsBlocksOrSaysWhatToDo() {
    StoredBlocks copy = new StoredBlocks(() -> direct);
    SealedBlock first = block(1);
    log.add(first);
    copy.add(first);
    poster(connect(), SEQUENCER, log).flush();
    SealedBlock second = block(2);
    log.add(second);
    copy.add(second);
    BatchPoster other = poster(connect(), OTHER, copy);
    assertThatThrownBy(other::flush).hasMessageStartingWith("It is the sequencer's turn to post");
    new DevelopmentL1(direct).advance(DAY + 5, 1);
    assertThat(other.flush().orElseThrow().height()).isEqualTo(2);

    // The old one comes back with the same blocks: it finds them posted, and it is its turn again.
    log.add(block(3));
    PostedBatch third = poster(connect(), SEQUENCER, log).flush().orElseThrow();
    assertThat(log.posted(2)).isEqualTo(copy.posted(2));
    assertThat(third.height()).isEqualTo(3);

    // The other made blocks that the old one does not have: it says so and posts nothing.
    new DevelopmentL1(direct).advance(DAY + 5, 1);
    copy.add(log.blocksAfter(2, 1).getFirst());
    copy.add(block(4));
    other.flush();
    log.add(block(4));
    assertThatThrownBy(() -> poster(connect(), SEQUENCER, log).flush())
        .hasMessageStartingWith("Batch 4 on L1 is not of this node's blocks")
        .hasMessageEndingWith("Stop the other one, or use its database.");
    assertThat(height()).isEqualTo(4);
  }

  @Test
  void aBatchWhoseAnswerWasLostIsPostedAsItWasThoughMoreBlocksWait() {
    L1Connection wired = connect();
    L1Account account = account(wired, SEQUENCER);
    BigInteger before = account.transactionCount();
    BatchPoster poster = poster(wired, SEQUENCER, log);
    log.add(block(1));
    new RoughL1(direct).blocksEvery(0);
    wire.lose("eth_sendRawTransaction", 100);
    assertThatThrownBy(poster::flush).hasMessageContaining(" is gone (");
    wire.lose("", 0);
    assertThat(log.lastPosted()).isEmpty();
    log.add(block(2));
    new RoughL1(direct).set("anvil_removePoolTransactions", account.address().toString());
    new RoughL1(direct).blocksAtOnce();
    assertThat(poster.flush().orElseThrow().lastBlock()).isEqualTo(2);
    assertThat(log.posted(1).orElseThrow().lastBlock()).isEqualTo(1);
    assertThat(account.transactionCount()).isEqualTo(before.add(BigInteger.TWO));
  }

  @Test
  void aFeeThatIsTooHighIsSaidOnceAndPostingGoesOnWhenItFalls() throws Exception {
    List<L1Failure> told = new CopyOnWriteArrayList<>();
    baseFee(900);
    log.add(block(1));
    try (BatchPoster poster = hasty(connect(), log)) {
      poster.start(told::add);
      until(() -> poster.hindrance().isPresent());
      String first = String.valueOf(poster.hindrance().orElseThrow().getMessage());
      assertThat(first).startsWith("L1's base fee is ").contains("at most 500 gwei");
      baseFee(800);
      until(
          () ->
              poster
                  .hindrance()
                  .filter(now -> !first.equals(now.getMessage()))
                  .isPresent()); // with the figures of now
      assertThat(told).hasSize(1);
      assertThat(height()).isZero();
      baseFee(1);
      until(() -> log.lastPosted().isPresent());
      until(() -> poster.hindrance().isEmpty());
      assertThat(told).hasSize(1);
    }
  }

  @Test
  void aBatchWhoseNonceAnotherTransactionGotIsPostedAllTheSame() throws Exception {
    L1Account account = account(direct, SEQUENCER);
    BigInteger nonce = account.transactionCount();
    log.add(block(1));
    new RoughL1(direct).blocksEvery(0);
    try (BatchPoster poster = hasty(connect(), log)) {
      List<L1Failure> told = new CopyOnWriteArrayList<>();
      poster.start(told::add);
      until(() -> account.transactionCount().compareTo(nonce) > 0);
      new RoughL1(direct)
          .foreign(
              DevelopmentKeys.key(SEQUENCER),
              nonce.longValueExact(),
              RoughL1.gwei(90),
              Address.ZERO,
              1);
      new RoughL1(direct).mine();
      assertThat(height()).isZero();
      new RoughL1(direct).blocksEvery(1);
      until(() -> log.lastPosted().isPresent());
      assertThat(height()).isEqualTo(1);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void contractsThatAreNotThereAnyMoreAreSaidBeforeAnythingIsSent() {
    L1Account account = account(connect(), SEQUENCER);
    BigInteger before = account.transactionCount();
    log.add(block(1));
    new RoughL1(direct).set("anvil_setCode", contracts.rollup().toString(), "0x");
    assertThatThrownBy(() -> poster(connect(), SEQUENCER, log).flush())
        .isInstanceOfSatisfying(
            L1Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.INCONSISTENT))
        .hasMessageStartingWith("Where a contract was on L1 there is none any more: ");
    assertThat(account.transactionCount()).isEqualTo(before);
  }

  private void baseFee(long gwei) {
    new RoughL1(direct).nextBaseFee(RoughL1.gwei(gwei));
    new RoughL1(direct).mine();
  }

  private L1Connection connect() {
    L1Connection connection =
        L1Connection.open(
            L1Connection.Settings.to(wire.url())
                .waiting(Duration.ofSeconds(20), Duration.ofMillis(300)));
    Deployment.learnErrors(connection);
    connections.add(connection);
    return connection;
  }

  private static L1Account account(L1Connection connection, int key) {
    return connection.account(DevelopmentKeys.key(key));
  }

  private static Signer signer(int key) {
    return new Signer(DevelopmentKeys.key(key).getEcKeyPair());
  }

  private SealedBlock block(long number) {
    return StoredBlocks.random(random, number, 1 + random.nextInt(3), 200, start + number, 0);
  }

  private BatchPoster poster(L1Connection connection, int key, StoredBlocks blocks) {
    return new BatchPoster(
        connection,
        contracts,
        signer(key),
        account(connection, key),
        blocks,
        new BatchPoster.Settings(Duration.ofSeconds(1), 60_000, Duration.ofSeconds(20)));
  }

  private BatchPoster hasty(L1Connection connection, StoredBlocks blocks) {
    return new BatchPoster(
        connection,
        contracts,
        signer(SEQUENCER),
        account(connection, SEQUENCER),
        blocks,
        new BatchPoster.Settings(Duration.ofMillis(100), 60_000, Duration.ZERO));
  }

  private long height() {
    return Wrappers.ask(rollup.height()).longValueExact();
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 30 s").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
