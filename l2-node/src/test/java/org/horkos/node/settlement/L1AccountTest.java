package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.value.Address;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/** What L1 does to transactions: it loses them, gets dear, takes another, or is away. */
class L1AccountTest {
  private static final BigInteger SEVEN = BigInteger.valueOf(7);

  private final Anvil anvil = Anvil.start();
  private final L1Connection direct = L1Connection.open(anvil.url());
  private final RoughL1 rough = new RoughL1(direct);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private L1Wire wire;
  private L1Connection l1;
  private L1Account account;
  private Address to;

  @BeforeEach
  void connect() throws Exception {
    wire = new L1Wire(anvil.url());
    l1 =
        L1Connection.open(
            L1Connection.Settings.to(wire.url())
                .maxFee(gwei(100))
                .waiting(Duration.ofSeconds(20), Duration.ofMillis(200)));
    account = l1.account(DevelopmentKeys.key(3));
    to = Address.parse("0x00000000000000000000000000000000000000f1");
    rough.blocksEvery(0);
  }

  @AfterEach
  void stop() throws Exception {
    threads.shutdownNow();
    l1.close();
    direct.close();
    wire.close();
    anvil.close();
  }

  @Test
  void aTransactionThatL1HasLostIsSentAgain() throws Exception {
    L1Account.Sent sent = submit(account, 7);
    String hash = waiting(0);
    drop(hash);
    CompletableFuture<TransactionReceipt> receipt = await(sent);
    until(() -> isKnown(hash));
    mine();
    assertThat(get(receipt).getTransactionHash()).isEqualTo(hash);
    assertThat(direct.balance(to)).isEqualTo(7);
  }

  @Test
  void whenTheBaseFeeRisesTheSameIsSentWithHigherFeesAndHappensOnce() throws Exception {
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    String first = waiting(0);
    for (long base : new long[] {10, 30}) {
      nextBaseFee(gwei(base));
      mine();
      until(() -> offered(0).compareTo(gwei(base)) > 0);
    }
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(get(receipt).getTransactionHash()).isNotEqualTo(first);
    assertThat(direct.balance(to)).isEqualTo(7);
    assertThat(count("latest")).isEqualTo(1);
    assertThat(l1.gas().of("pay")).isEqualTo(new GasBook.Entry("pay", 1, 21_000, 21_000, 21_000));
  }

  @Test
  void whatOffersEnoughButIsPassedOverGetsAHigherTip() throws Exception {
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    rough.set("evm_setBlockGasLimit", "0x7530"); // 30,000: one transfer a block
    for (int block = 0; block < 3; block++) {
      foreign(5, block, gwei(90), 1);
      mine();
    }
    assertThat(count("latest")).isZero();
    until(() -> !pooled(0, account.address(), "maxPriorityFeePerGas").equals("0x3b9aca00"));
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(3 + 7);
  }

  @Test
  void theFirstVersionMayBeMinedInsteadOfTheLast() throws Exception {
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    String first = waiting(0);
    Object bytes = direct.ask("eth_getRawTransactionByHash", List.of(first));
    nextBaseFee(gwei(50));
    mine();
    until(() -> offered(0).compareTo(gwei(50)) > 0);
    rough.blocksEvery(0);
    wire.cut();
    drop(waiting(0));
    nextBaseFee(gwei(1));
    mine();
    direct.ask("eth_sendRawTransaction", List.of(bytes));
    mine();
    assertThat(count("latest")).isEqualTo(1);
    wire.mend();
    assertThat(get(receipt).getTransactionHash()).isEqualTo(first);
    assertThat(l1.gas().of("pay").calls()).isEqualTo(1);
  }

  @Test
  void moreThanMayBePaidIsNotPaidAndSaidWithTheBaseFee() throws Exception {
    L1Account.Sent sent = submit(account, 7);
    nextBaseFee(gwei(400));
    mine();
    assertThatThrownBy(sent::await)
        .isInstanceOfSatisfying(
            L1Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.HINDERED))
        .hasMessageMatching(
            "L1's base fee is [0-9.]+ gwei per gas, and at most 100 gwei may be paid: pay waits"
                + " outside of blocks\\. .*");
    assertThatThrownBy(() -> submit(account, 8)).hasMessageContaining(": pay is not sent.");
    assertThat(count("pending")).isLessThanOrEqualTo(1);
    nextBaseFee(gwei(1));
    mine();
    // Whoever wants the same again gets what was sent, not a second one.
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    until(() -> count("pending") == 1);
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
    assertThat(count("latest")).isEqualTo(1);
  }

  @Test
  void anotherTransactionUnderItsNonceIsSaidAndTheNextGoesThrough() throws Exception {
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    foreign(0, gwei(90), 5);
    mine();
    assertThatThrownBy(() -> get(receipt))
        .cause()
        .isInstanceOfSatisfying(
            L1Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.OVERTAKEN))
        .hasMessageStartingWith("pay was not done: another transaction of " + account.address());
    CompletableFuture<TransactionReceipt> again = await(submit(account, 7));
    mine();
    assertThat(get(again).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(5 + 7);
  }

  @Test
  void severalThatWaitAreAllSentAgainInTheirOrder() throws Exception {
    List<CompletableFuture<TransactionReceipt>> receipts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      receipts.add(await(submit(account, 7)));
    }
    drop(waiting(2));
    drop(waiting(0));
    until(() -> count("pending") == 5);
    mine();
    for (CompletableFuture<TransactionReceipt> receipt : receipts) {
      assertThat(get(receipt).isStatusOK()).isTrue();
    }
    assertThat(direct.balance(to)).isEqualTo(5 * 7);
    assertThat(count("latest")).isEqualTo(5);
  }

  @Test
  void aNonceThatNobodyUsesAnyMoreIsFilled() throws Exception {
    String others = foreign(0, gwei(9), 5);
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    assertThat(count("pending")).isEqualTo(2);
    drop(others);
    until(() -> count("pending") == 2);
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
  }

  @Test
  void whatOthersHaveSentWithTheKeyAndNoBlockTakesIsPushedAside() throws Exception {
    foreign(0, gwei(6), 5);
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    Thread.sleep(500); // it has been seen by now
    wire.cut();
    for (int block = 0; block < 12; block++) {
      nextBaseFee(gwei(20)); // anvil throws out what no block can take, other L1s keep it
      mine();
      nextBaseFee(gwei(1));
      foreign(0, gwei(6), 5);
    }
    assertThat(count("latest")).isZero();
    wire.mend();
    until(() -> pooled(0, account.address(), "value").equals("0x0"));
    rough.blocksEvery(1);
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
    assertThat(count("latest")).isEqualTo(2);
  }

  @Test
  void whatAReorganisationTakesBackIsNoGapForTheNext() throws Exception {
    CompletableFuture<TransactionReceipt> first = await(submit(account, 7));
    mine();
    get(first);
    new DevelopmentL1(direct).reorganise(1);
    for (int nonce = 0; nonce < count("pending"); nonce++) {
      drop(waiting(nonce));
    }
    assertThat(count("pending")).isZero();
    CompletableFuture<TransactionReceipt> second = await(submit(account, 8));
    mine();
    assertThat(get(second).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7 + 8);
    assertThat(l1.gas().of("pay").calls()).isEqualTo(2);
  }

  @Test
  void whileL1IsGoneTheWaitGoesOn() throws Exception {
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    wire.cut();
    Thread.sleep(2_000);
    assertThat(receipt).isNotDone();
    mine();
    wire.mend();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
  }

  @Test
  void anAnswerThatIsLostWhileABlockIsMadeDoesNotSendTwice() {
    rough.blocksAtOnce(); // so the second attempt is after the block
    wire.lose("eth_sendRawTransaction", 3);
    assertThat(submit(account, 7).await().isStatusOK()).isTrue();
    assertThat(wire.toLose()).isZero();
    assertThat(direct.balance(to)).isEqualTo(7);
    assertThat(count("pending")).isEqualTo(1);
  }

  @Test
  void whoHeardNothingOfWhatHeSentGetsTheSameWhenHeAsksAgain() throws Exception {
    wire.lose("eth_sendRawTransaction", 100);
    assertThatThrownBy(() -> submit(account, 7)).hasMessageContaining(" is gone (");
    wire.lose("eth_sendRawTransaction", 0);
    assertThat(count("pending")).isEqualTo(1);
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 7));
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
    assertThat(count("latest")).isEqualTo(1);
  }

  @Test
  void whatL1HasLostAndNobodyWaitsForLeavesItsNonceToTheNext() throws Exception {
    wire.cut();
    assertThatThrownBy(() -> submit(account, 7)).hasMessageContaining(" is gone (");
    wire.mend();
    wire.lose("eth_sendRawTransaction", 100);
    assertThatThrownBy(() -> submit(account, 8)).hasMessageContaining(" is gone (");
    drop(waiting(0));
    wire.lose("eth_sendRawTransaction", 0);
    CompletableFuture<TransactionReceipt> receipt = await(submit(account, 9));
    mine();
    get(receipt);
    assertThat(direct.balance(to)).isEqualTo(9);
    assertThat(count("latest")).isEqualTo(1);
  }

  @Test
  void whoCannotPayTheHigherFeeIsToldHowMuchIsLacking() throws Exception {
    Credentials poor = Credentials.create("0x1235");
    L1Account its = l1.account(poor);
    BigInteger most = gwei(2).multiply(BigInteger.valueOf(25_200)).multiply(BigInteger.TWO);
    rough.set(
        "anvil_setBalance", its.address().toString(), Numeric.encodeQuantity(most.add(SEVEN)));
    L1Account.Sent sent = submit(its, 7);
    nextBaseFee(gwei(40));
    mine();
    assertThatThrownBy(sent::await)
        .isInstanceOfSatisfying(
            L1Failure.class,
            failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.HINDERED))
        .hasMessageMatching(
            its.address()
                + " lacks 0\\.\\d+ ETH: pay may cost 0\\.\\d+ ETH, and it has 0\\.000100800000000007"
                + " ETH\\. Send it what it lacks; a node then goes on by itself\\.");
    rough.set("anvil_setBalance", its.address().toString(), "0xde0b6b3a7640000");
    CompletableFuture<TransactionReceipt> receipt = await(submit(its, 7));
    until(() -> offered(0, its.address()).compareTo(gwei(40)) > 0);
    mine();
    assertThat(get(receipt).isStatusOK()).isTrue();
    assertThat(direct.balance(to)).isEqualTo(7);
  }

  private L1Account.Sent submit(L1Account from, long wei) {
    return from.submit("pay", Optional.of(to), "", BigInteger.valueOf(wei));
  }

  private CompletableFuture<TransactionReceipt> await(L1Account.Sent sent) {
    return CompletableFuture.supplyAsync(sent::await, threads);
  }

  private static TransactionReceipt get(CompletableFuture<TransactionReceipt> receipt)
      throws Exception {
    return receipt.get(30, TimeUnit.SECONDS);
  }

  /** Somebody else's transaction with the key of this account. */
  private String foreign(long nonce, BigInteger fee, long wei) {
    return foreign(3, nonce, fee, wei);
  }

  private String foreign(int key, long nonce, BigInteger fee, long wei) {
    return rough.foreign(DevelopmentKeys.key(key), nonce, fee, to, wei);
  }

  private static BigInteger gwei(long number) {
    return RoughL1.gwei(number);
  }

  private void mine() {
    rough.mine();
  }

  private void nextBaseFee(BigInteger wei) {
    rough.nextBaseFee(wei);
  }

  private void drop(String hash) {
    rough.drop(hash);
  }

  private boolean isKnown(String hash) {
    return direct.askOrNull("eth_getTransactionByHash", List.of(hash), "it") != null;
  }

  /** The hash of what waits under this nonce. */
  private String waiting(int nonce) {
    return pooled(nonce, account.address(), "hash");
  }

  /** What it offers per gas. */
  private BigInteger offered(int nonce) {
    return offered(nonce, account.address());
  }

  private BigInteger offered(int nonce, Address from) {
    String fee = pooled(nonce, from, "maxFeePerGas");
    return fee.isEmpty() ? BigInteger.ZERO : L1Connection.quantity(fee);
  }

  private String pooled(int nonce, Address from, String field) {
    JsonNode pool = new ObjectMapper().valueToTree(direct.ask("txpool_content", List.of()));
    for (String part : List.of("pending", "queued")) {
      for (var owner : pool.path(part).properties()) {
        if (owner.getKey().equalsIgnoreCase(from.toString())) {
          String text = owner.getValue().path(Integer.toString(nonce)).path(field).asText("");
          if (!text.isEmpty()) {
            return text;
          }
        }
      }
    }
    return "";
  }

  private long count(String tag) {
    return L1Connection.quantity(
            direct.ask("eth_getTransactionCount", List.of(account.address().toString(), tag)))
        .longValueExact();
  }

  private static void until(BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + 15_000_000_000L;
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within 15 s").isLessThan(end);
      Thread.sleep(30);
    }
  }
}
