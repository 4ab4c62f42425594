package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.horkos.dsl.value.Address;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

class L1ConnectionTest {
  private static Anvil anvil;
  private static L1Connection l1;

  /** As web3j's generator writes the errors of an ABI. */
  public static final class Wrapper {
    public static final CustomError TOOLATE_ERROR = new CustomError("TooLate", List.of());
  }

  @BeforeAll
  static void start() {
    anvil = Anvil.start();
    l1 = L1Connection.open(anvil.url());
  }

  @AfterAll
  static void stop() {
    l1.close();
    anvil.close();
  }

  @Test
  void anotherChainIsRefused() {
    assertThatThrownBy(() -> L1Connection.open(L1Connection.Settings.to(anvil.url()).chain(1)))
        .isInstanceOf(L1Failure.class)
        .hasMessage(
            "L1 at "
                + anvil.url()
                + " is chain 31337, but chain 1 is wanted: name another L1, or correct the chain"
                + " id.");
  }

  @Test
  void nobodyAtTheAddressIsOneSentence() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + free);
    assertThatThrownBy(() -> L1Connection.open(L1Connection.Settings.to(nobody).tries(2)))
        .isInstanceOf(L1Failure.class)
        .hasMessageStartingWith("L1 at " + nobody + " is gone (");
  }

  @Test
  void anotherChainThatAnswersLaterIsNeitherReadNorSentTo() throws Exception {
    try (Anvil other = Anvil.start();
        L1Wire wire = new L1Wire(anvil.url());
        L1Connection wired = L1Connection.open(wire.url())) {
      try (L1Connection there = L1Connection.open(other.url())) {
        assertThat(there.head().number()).isNotNegative();
        new RoughL1(there).set("anvil_setChainId", 5);
      }
      L1Account account = wired.account(DevelopmentKeys.key(6));
      assertThat(account.send("pay", Optional.of(Address.ZERO), "", BigInteger.ONE).isStatusOK())
          .isTrue();
      wire.layTo(other.url());
      String said =
          "L1 at "
              + wire.url()
              + " was chain 31337 and is chain 5 now: another L1 answers there. Nothing was taken"
              + " from it or sent to it; name the right one and start again.";
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(wired::head)
            .isInstanceOfSatisfying(
                L1Failure.class,
                failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.WRONG_CHAIN))
            .hasMessage(said);
        assertThatThrownBy(() -> account.send("pay", Optional.of(Address.ZERO), "", BigInteger.ONE))
            .hasMessage(said);
      }
      try (L1Connection there = L1Connection.open(other.url())) {
        assertThat(there.account(DevelopmentKeys.key(6)).transactionCount()).isZero();
      }
      wire.layTo(anvil.url());
      assertThat(wired.head().number()).isPositive();
    }
  }

  @Test
  void aChainThatWasBegunAnewUnderTheSameIdIsAnotherChain() throws Exception {
    Thread.sleep(1_100); // else it might begin with the same block
    try (Anvil other = Anvil.start();
        L1Wire wire = new L1Wire(anvil.url());
        L1Connection wired = L1Connection.open(wire.url())) {
      assertThat(wired.head().number()).isPositive();
      wire.layTo(other.url());
      assertThatThrownBy(wired::head)
          .isInstanceOfSatisfying(
              L1Failure.class,
              failure -> assertThat(failure.kind()).isEqualTo(L1Failure.Kind.WRONG_CHAIN))
          .hasMessageMatching(
              "L1 at "
                  + wire.url()
                  + " still is chain 31337 by its id, but begins with the block 0x[0-9a-f]{64}"
                  + " instead of 0x[0-9a-f]{64}: it is another chain\\. Nothing was taken from it"
                  + " or sent to it; name the right one and start again\\.");
    }
  }

  @Test
  void manyThreadsSendFromOneKey() throws Exception {
    L1Account account = l1.account(DevelopmentKeys.key(3));
    Address to = Address.parse("0x00000000000000000000000000000000000000a1");
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<TransactionReceipt>> transfers = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        transfers.add(() -> account.send("transfer", Optional.of(to), "", BigInteger.TWO));
      }
      for (Future<TransactionReceipt> receipt : threads.invokeAll(transfers)) {
        assertThat(receipt.get().isStatusOK()).isTrue();
      }
    }
    assertThat(l1.balance(to)).isEqualTo(48);
    assertThat(l1.gas().of("transfer"))
        .isEqualTo(new GasBook.Entry("transfer", 24, 24 * 21_000, 21_000, 21_000));
  }

  @Test
  void anotherProgramWithTheSameKeyIsSurvived() {
    L1Account account = l1.account(DevelopmentKeys.key(4));
    Address to = Address.parse("0x00000000000000000000000000000000000000a2");
    account.send("one", Optional.of(to), "", BigInteger.ONE);
    RawTransaction foreign =
        RawTransaction.createTransaction(
            l1.chainId(),
            BigInteger.ONE,
            BigInteger.valueOf(21_000),
            to.toString(),
            BigInteger.ONE,
            "",
            BigInteger.valueOf(1_000_000_000L),
            BigInteger.valueOf(9_000_000_000L));
    String hash =
        l1.ask(
                "eth_sendRawTransaction",
                List.of(
                    Numeric.toHexString(
                        TransactionEncoder.signMessage(
                            foreign, l1.chainId(), DevelopmentKeys.key(4)))))
            .toString();
    assertThat(account.receipt(hash).isStatusOK()).isTrue();
    assertThat(account.send("two", Optional.of(to), "", BigInteger.ONE).isStatusOK()).isTrue();
    assertThat(l1.balance(to)).isEqualTo(3);
  }

  @Test
  void anErrorOfAContractIsNamed() {
    Address contract = deployReverting(CustomErrorEncoder.encode(Wrapper.TOOLATE_ERROR));
    L1Account account = l1.account(DevelopmentKeys.key(5));
    assertThat(l1.isContract(contract)).isTrue();
    assertThatThrownBy(() -> account.send("poke", Optional.of(contract), "", BigInteger.ZERO))
        .hasMessageStartingWith("L1 refused poke: an unknown error 0x");
    l1.errors().learn(Wrapper.class);
    assertThatThrownBy(() -> account.send("poke", Optional.of(contract), "", BigInteger.ZERO))
        .isInstanceOfSatisfying(
            L1Failure.class, failure -> assertThat(failure.revert()).contains("TooLate"))
        .hasMessage("L1 refused poke: TooLate. Nothing of it happened.");
    assertThatThrownBy(() -> l1.call("look", contract, "0x"))
        .hasMessage("L1 refused look: TooLate. Nothing of it happened.");
  }

  @Test
  void aPoorKeyIsToldSo() {
    L1Account poor = l1.account(org.web3j.crypto.Credentials.create("0x1234"));
    assertThatThrownBy(() -> poor.send("pay", Optional.of(Address.ZERO), "", BigInteger.valueOf(5)))
        .isInstanceOf(L1Failure.class)
        .hasMessageStartingWith(poor.address() + " lacks 0.0000")
        .hasMessageContaining(": pay may cost ")
        .hasMessageEndingWith(
            "and it has 0 ETH. Send it what it lacks; a node then goes on by itself.");
  }

  /** A contract that reverts with these four bytes, whatever is asked of it. */
  private static Address deployReverting(String error) {
    String runtime = "63" + error.substring(2, 10) + "6000526004601cfd";
    String code = "0x6c" + runtime + "600052600d6013f3";
    TransactionReceipt receipt =
        l1.account(DevelopmentKeys.key(5)).send("deploy", Optional.empty(), code, BigInteger.ZERO);
    return Address.parse(receipt.getContractAddress());
  }
}
