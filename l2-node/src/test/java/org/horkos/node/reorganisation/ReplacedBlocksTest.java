package org.horkos.node.reorganisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.payout.Claim;
import org.horkos.node.Seeded;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.inbox.L1Follower;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.Wrappers;
import org.horkos.node.step.Action;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.horkos.node.validation.Validator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** L1 replaces blocks under a sequencer, its poster and a validator, all of them real. */
class ReplacedBlocksTest {
  private static final int ALICE = 2;
  private static final int BOB = 3;
  private static final int VALIDATOR = 4;

  @TempDir Path folder;

  private ShakyL1 on;
  private ShakenNode node;

  @BeforeEach
  void start() {
    on = new ShakyL1();
    node = new ShakenNode(on, folder.resolve("node"));
  }

  @AfterEach
  void stop() {
    node.close();
    on.close();
  }

  private void replace(int depth) {
    on.replace(depth);
    node.reconnect();
  }

  private byte[] transfer(int from, int to, long amount) throws Exception {
    return node.signed(
        from,
        node.accountOf(from),
        new Action.Transfer(node.accountOf(to), BigInteger.valueOf(amount)));
  }

  /** Deposits, and waits until that is consumed; so many blocks have been made since. */
  private int consumedDeposit(int key, long amount) {
    long without = on.l1().head().number();
    on.deposit(key, amount);
    node.catchUp();
    return Math.toIntExact(on.l1().head().number() - without);
  }

  private Storage validatorStorage() {
    return Storage.open(
        StorageConfig.file(folder.resolve("validator")),
        new RollupId(on.l1().chainId(), on.contracts().rollup()));
  }

  private Validator validator(Storage storage) {
    return new Validator(
        on.l1(),
        on.contracts(),
        on.account(VALIDATOR),
        on.execution(),
        storage,
        new Validator.Settings(L1Follower.Settings.development(), false));
  }

  /** What a validator with this database makes of L1 as it is now. */
  private Hash validated() {
    try (Storage storage = validatorStorage();
        Validator validator = validator(storage)) {
      validator.round();
      assertThat(validator.hindrance()).isEmpty();
      assertThat(validator.progress().frauds()).isZero();
      assertThat(validator.progress().height()).isEqualTo(on.height());
      return validator.health().root();
    }
  }

  @Test
  void aDepositThatL1TakesBackIsTakenBackAndItsSpendingIsPutAgainWhenItReturns() throws Exception {
    on.deposit(ALICE, 1_000);
    node.catchUp();
    Hash before = node.root();
    int depth = consumedDeposit(BOB, 500);
    byte[] spending = transfer(BOB, ALICE, 200);
    assertThat(node.submit(spending).applied()).isTrue();
    assertThat(node.balance(ALICE)).contains(BigInteger.valueOf(1_200));

    replace(depth);
    node.poll();
    assertThat(node.sequencer().health().inboxCount()).isEqualTo(1);
    assertThat(node.root()).isEqualTo(before);
    assertThat(node.balance(ALICE)).contains(BigInteger.valueOf(1_000));
    assertThat(node.balance(BOB)).isEmpty();
    assertThat(node.storage().receipt(Keccak.hash(spending))).isEmpty();

    on.deposit(BOB, 500);
    node.catchUp();
    ShakenNode.until(
        () -> {
          on.mine(1);
          node.poll();
          return node.storage().receipt(Keccak.hash(spending)).isPresent();
        });
    assertThat(node.balance(ALICE)).contains(BigInteger.valueOf(1_200));
    assertThat(node.balance(BOB)).contains(BigInteger.valueOf(300));
    assertThat(node.storage().again()).isEmpty();
    node.post();
    assertThat(validated()).isEqualTo(node.root());
  }

  @Test
  void whatWasAcknowledgedAndNeedsNothingOfTheReplacedBlocksIsThereAgainAtOnce() throws Exception {
    on.deposit(ALICE, 1_000);
    on.deposit(BOB, 1_000);
    node.catchUp();
    on.mine(5);
    node.poll();
    byte[] first = transfer(ALICE, BOB, 1);
    assertThat(node.submit(first).applied()).isTrue();
    byte[] second = transfer(ALICE, BOB, 2);
    assertThat(node.submit(second).applied()).isTrue();
    replace(4); // the time that the transfers were made at has never been
    node.poll();
    ShakenNode.until(
        () -> {
          on.mine(1);
          node.poll();
          return node.storage().receipt(Keccak.hash(second)).isPresent();
        });
    assertThat(node.storage().receipt(Keccak.hash(first))).isPresent();
    assertThat(node.balance(BOB)).contains(BigInteger.valueOf(1_003));
    assertThat(node.submit(first).applied()).isTrue(); // the same answer, executed once
    assertThat(node.balance(BOB)).contains(BigInteger.valueOf(1_003));
  }

  @Test
  void aBatchThatL1TakesBackIsPostedAgainOnceAndTheOldSignatureIsWorthNothing() throws Exception {
    on.deposit(ALICE, 1_000);
    on.deposit(BOB, 1_000);
    node.catchUp();
    on.mine(10);
    node.poll();
    PostedBatch first = node.post().orElseThrow();
    assertThat(on.height()).isEqualTo(1);
    assertThat(validated()).isEqualTo(node.root());
    String call = lastCallTo(on.contracts().rollup());

    replace(4);
    assertThat(on.height()).isZero();
    assertThatThrownBy(
            () ->
                on.account(BOB)
                    .send("replay", Optional.of(on.contracts().rollup()), call, BigInteger.ZERO))
        .hasMessageContaining("OtherL1");
    node.poll();
    on.mine(8);
    node.poll();
    PostedBatch again = node.post().orElseThrow();
    assertThat(again.height()).isEqualTo(1);
    assertThat(again.dataHash()).isEqualTo(first.dataHash());
    assertThat(on.height()).isEqualTo(1);
    assertThat(validated()).isEqualTo(node.root());
    assertThat(node.post().orElseThrow()).isEqualTo(again);
  }

  /** The input of the newest transaction to a contract. */
  private String lastCallTo(Address contract) throws Exception {
    for (long number = on.l1().head().number(); ; number--) {
      var block =
          on.l1()
              .web3j()
              .ethGetBlockByNumber(
                  org.web3j.protocol.core.DefaultBlockParameter.valueOf(BigInteger.valueOf(number)),
                  true)
              .send()
              .getBlock();
      for (var result : block.getTransactions()) {
        var transaction =
            (org.web3j.protocol.core.methods.response.EthBlock.TransactionObject) result.get();
        if (contract.toString().equalsIgnoreCase(transaction.getTo())) {
          return transaction.getInput();
        }
      }
    }
  }

  @Test
  void aClaimThatL1TakesBackIsMadeAgainAndPaysOnce() throws Exception {
    on.deposit(ALICE, 1_000);
    node.catchUp();
    node.submit(
        node.signed(ALICE, node.accountOf(ALICE), new Action.Withdraw(BigInteger.valueOf(700))));
    node.post();
    on.pass(ShakyL1.WINDOW + 2);
    Address alice = on.account(ALICE).address();
    BigInteger had = on.l1().balance(alice);
    Claim claim = node.claims().prove(0).orElseThrow();
    claim.send(Deployment.sender(on.l1(), on.account(BOB)));
    assertThat(on.l1().balance(alice).subtract(had)).isEqualTo(700);
    assertThat(node.claims().isClaimed(claim)).isTrue();

    replace(1);
    assertThat(on.l1().balance(alice)).isEqualTo(had);
    assertThat(node.claims().isClaimed(claim)).isFalse();
    node.poll();
    Claim again = node.claims().prove(0).orElseThrow();
    again.send(Deployment.sender(on.l1(), on.account(BOB)));
    assertThat(on.l1().balance(alice).subtract(had)).isEqualTo(700);
    assertThatThrownBy(() -> again.send(Deployment.sender(on.l1(), on.account(BOB))))
        .hasMessageContaining("AlreadyWithdrawn");
    assertThat(on.l1().balance(on.contracts().vault())).isEqualTo(300);
  }

  @Test
  void aNodeThatWasStoppedNoticesWhatWasReplacedMeanwhile() throws Exception {
    on.deposit(ALICE, 1_000);
    node.catchUp();
    Hash before = node.root();
    int depth = consumedDeposit(BOB, 500);
    node.close();
    on.replace(depth);
    on.mine(3);
    node = new ShakenNode(on, folder.resolve("node"));
    node.poll();
    assertThat(node.root()).isEqualTo(before);
    assertThat(node.sequencer().health().inboxCount()).isEqualTo(1);
    on.deposit(BOB, 77);
    node.catchUp();
    assertThat(node.balance(BOB)).contains(BigInteger.valueOf(77));
  }

  @Test
  void anL1ThatIsMerelyShorterHasReplacedNothingUntilItShowsOtherBlocks() throws Exception {
    on.deposit(ALICE, 1_000);
    node.catchUp();
    long without = on.l1().head().number();
    consumedDeposit(BOB, 5);
    on.mine(4);
    node.poll();
    byte[] spending = transfer(BOB, ALICE, 5);
    assertThat(node.submit(spending).applied()).isTrue();
    Hash root = node.root();
    int depth = Math.toIntExact(on.l1().head().number() - without);
    on.takeBack(depth);
    node.reconnect();
    node.poll();
    assertThat(node.root()).isEqualTo(root);
    assertThat(node.storage().receipt(Keccak.hash(spending))).isPresent();
    on.mine(depth);
    node.poll();
    assertThat(node.balance(BOB)).isEmpty();
    on.deposit(BOB, 7);
    node.catchUp();
    ShakenNode.until(
        () -> {
          on.mine(1);
          node.poll();
          return node.storage().receipt(Keccak.hash(spending)).isPresent();
        });
    assertThat(node.balance(BOB)).contains(BigInteger.valueOf(2)); // the spending was put again
    assertThat(node.balance(ALICE)).contains(BigInteger.valueOf(1_005));
  }

  /**
   * Deposits, transfers, withdrawals, batches, validators and reorganisations in any order: in the
   * end the node, a validator, whoever rebuilds and L1 agree, nothing was wrong at any time, and
   * every wei that is on L2 is one that L1 has taken in.
   */
  @Test
  void afterAnyReorganisationsAllAgreeAndNothingCountsTwice() throws Exception {
    Random random = new Random(Seeded.seed(20_261_128L));
    List<byte[]> acknowledged = new ArrayList<>();
    on.deposit(ALICE, 1_000);
    on.deposit(BOB, 1_000);
    node.catchUp();
    for (int round = 0; round < 60; round++) {
      int person = ALICE + random.nextInt(2);
      switch (random.nextInt(10)) {
        case 0 -> on.deposit(person, 1 + random.nextInt(1_000));
        case 1, 2, 3 -> {
          on.mine(1 + random.nextInt(3));
          node.poll();
        }
        case 4, 5, 6 -> transferSome(random, person).ifPresent(acknowledged::add);
        case 7 -> node.post();
        case 8 -> replace(1 + random.nextInt(6));
        default -> {
          node.poll();
          try (Storage storage = validatorStorage();
              Validator validator = validator(storage)) {
            validator.round();
            assertThat(validator.progress().frauds()).as("round %s", round).isZero();
          }
        }
      }
    }
    node.poll();
    on.deposit(ALICE, 1);
    on.deposit(BOB, 1);
    node.catchUp();
    on.mine(2);
    node.poll();
    ShakenNode.until(
        () -> {
          on.mine(1);
          node.poll();
          return node.storage().again().isEmpty() || giveUp();
        });
    node.post();
    assertThat(validated()).isEqualTo(node.root());
    Hash onL1 =
        Hash.of(Wrappers.ask(on.rollup().batchAt(BigInteger.valueOf(on.height()))).lastRoot);
    assertThat(onL1).isEqualTo(node.root());
    BigInteger onL2 = node.balance(ALICE).orElseThrow().add(node.balance(BOB).orElseThrow());
    assertThat(onL2).isEqualTo(on.l1().balance(on.contracts().vault()));
    assertThat(acknowledged).hasSizeGreaterThan(5);
    long lost =
        acknowledged.stream()
            .filter(bytes -> node.storage().receipt(Keccak.hash(bytes)).isEmpty())
            .count();
    System.out.println(
        "ReplacedBlocksTest: "
            + acknowledged.size()
            + " transfers acknowledged, "
            + lost
            + " lost with deposits that never came back");
  }

  private Optional<byte[]> transferSome(Random random, int from) throws Exception {
    int to = ALICE + BOB - from;
    if (node.accountOf(from) == 0 || node.accountOf(to) == 0) {
      return Optional.empty(); // a reorganisation took a deposit back, which made the account
    }
    byte[] some = transfer(from, to, 1 + random.nextInt(20));
    return node.submit(some).applied() ? Optional.of(some) : Optional.empty();
  }

  /** What rested on deposits that never came back is given up after an hour of L1's time. */
  private boolean giveUp() {
    on.pass(3_700);
    return false;
  }
}
