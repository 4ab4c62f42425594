package org.horkos.node.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.deployment.Funding;
import org.horkos.node.settlement.DeployedL1;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class L1FollowerTest {
  private static final Address OWNER = Address.parse("0x00000000000000000000000000000000000000c3");

  private DeployedL1 on;
  private final Heard heard = new Heard();

  /** Keeps what it hears. */
  private static final class Heard implements L1Listener {
    private final List<L1News> news = new ArrayList<>();
    private final List<L1Failure> failures = new ArrayList<>();

    @Override
    public synchronized void onL1Head(L1News more) {
      news.add(more);
    }

    @Override
    public synchronized void onL1Failure(L1Failure failure) {
      failures.add(failure);
    }

    synchronized List<InboxMessage> messages() {
      return news.stream().flatMap(each -> each.messages().stream()).toList();
    }

    synchronized List<OpenedTerms> terms() {
      return news.stream().flatMap(each -> each.terms().stream()).toList();
    }

    synchronized L1News last() {
      return news.getLast();
    }

    synchronized List<L1Failure.Kind> failures() {
      return failures.stream().map(L1Failure::kind).toList();
    }
  }

  @BeforeEach
  void deploy() {
    on = new DeployedL1();
  }

  @AfterEach
  void stop() {
    on.close();
  }

  @Test
  void messagesComeInOrderAndNeverAfterTheirTime() throws Exception {
    try (L1Follower follower = follower(start(), heard)) {
      follower.start();
      for (int i = 1; i <= 5; i++) {
        deposit(i);
      }
      await(() -> heard.messages().size() == 5);
    }
    List<InboxMessage> messages = heard.messages();
    for (int i = 0; i < 5; i++) {
      InboxMessage message = messages.get(i);
      assertThat(message.index()).isEqualTo(i);
      assertThat(message.kind()).isEqualTo(1);
      assertThat(message.sender()).isEqualTo(on.contracts.vault());
      assertThat(new BigInteger(message.payload())).isPositive();
      assertThat(message.payload()).hasSize(4 + 20 + 20 + 16).endsWith((byte) (i + 1));
    }
    long before = 0;
    for (L1News news : heard.news) {
      assertThat(news.time()).isEqualTo(news.at().time() - 1).isGreaterThanOrEqualTo(before);
      for (InboxMessage message : news.messages()) {
        assertThat(message.time()).isGreaterThan(before).isLessThanOrEqualTo(news.time());
      }
      before = news.time();
    }
  }

  @Test
  void aRestartGoesOnWhereTheLastOneEnded() throws Exception {
    deposit(1);
    deposit(2);
    L1Follower first = follower(start(), heard);
    poll(first, () -> heard.messages().size() == 2);
    deposit(3);
    Heard again = new Heard();
    L1Follower second = follower(heard.last().resume(), again);
    poll(second, () -> again.messages().size() == 1);
    assertThat(again.messages().getFirst().index()).isEqualTo(2);
    // from the very beginning again, in small ranges: the same messages
    Heard all = new Heard();
    L1Follower replay =
        new L1Follower(
            on.l1,
            on.contracts,
            new L1Follower.Settings(Duration.ofMillis(50), 0, 2),
            start(),
            all);
    poll(replay, () -> all.messages().size() == 3);
    assertThat(all.messages().subList(0, 2)).isEqualTo(heard.messages());
    assertThat(all.news.size()).isGreaterThan(1);
  }

  @Test
  void aMessageThatL2MayNotReachYetWaits() throws Exception {
    deposit(1);
    L1Follower follower = follower(start(), heard);
    follower.poll();
    L1Block head = on.l1.head();
    for (L1News news : heard.news) {
      boolean due = news.messages().isEmpty() || news.messages().getFirst().time() <= news.time();
      assertThat(due).isTrue();
      if (news.resume().nextMessage() == 0) {
        assertThat(news.resume().fromBlock()).isLessThanOrEqualTo(head.number());
      }
    }
    poll(follower, () -> heard.messages().size() == 1);
    assertThat(heard.last().resume().nextMessage()).isEqualTo(1);
    assertThat(heard.last().resume().fromBlock()).isEqualTo(heard.last().at().number() + 1);
  }

  @Test
  void termsComeBeforeTheMessagesAboutTheirAgreement() throws Exception {
    Terms terms = on.terms(7, on.address(DeployedL1.STUDIO));
    Address escrow = on.open(terms, BigInteger.ZERO, DeployedL1.CLIENT, DeployedL1.STUDIO).escrow();
    Funding.fund(on.sender(DeployedL1.CLIENT), escrow, terms, 0);
    Funding.fund(on.sender(DeployedL1.STUDIO), escrow, terms, 1);
    L1Follower follower = follower(start(), heard);
    poll(follower, () -> heard.messages().size() == 1);
    assertThat(heard.messages().getFirst().kind()).isEqualTo(2);
    assertThat(heard.messages().getFirst().sender()).isEqualTo(escrow);
    assertThat(heard.terms()).hasSize(1);
    OpenedTerms opened = heard.terms().getFirst();
    assertThat(opened.escrow()).isEqualTo(escrow);
    assertThat(opened.termsHash()).isEqualTo(terms.hash());
    assertThat(opened.head().toArray()).isEqualTo(TermsCodec.encodeHead(terms.head()));
    assertThat(opened.parts()).hasSize(terms.deliverables().size());
    assertThat(heard.news.getFirst().terms()).isNotEmpty();
  }

  @Test
  void blocksThatAreTakenBackStopIt() throws Exception {
    try (L1Follower follower = follower(start(), heard)) {
      follower.start();
      deposit(1);
      await(() -> heard.messages().size() == 1);
      on.time.reorganise(3);
      await(() -> !heard.failures().isEmpty());
      assertThat(heard.failures()).containsExactly(L1Failure.Kind.REORGANISED);
      assertThat(heard.failures.getFirst())
          .hasMessageStartingWith("L1 has replaced the blocks after ");
      assertThat(follower.ended()).isNotNull();
    }
  }

  @Test
  void anL1ThatIsGoneIsToldOnceAndTriedAgain() throws Exception {
    try (L1Connection hasty = L1Connection.open(L1Connection.Settings.to(on.anvil.url()).tries(1));
        L1Follower follower =
            new L1Follower(
                hasty, on.contracts, L1Follower.Settings.development(), start(), heard)) {
      follower.start();
      await(() -> !heard.news.isEmpty());
      on.anvil.close();
      await(() -> !heard.failures().isEmpty());
      Thread.sleep(2_000);
      assertThat(heard.failures()).containsExactly(L1Failure.Kind.GONE);
      assertThat(follower.ended()).isNull();
    }
  }

  @Test
  void aBeaconIsBroughtWhenADisputeWaits() {
    BeaconRecorder recorder =
        new BeaconRecorder(on.l1, on.contracts, on.account(DeployedL1.STRANGER));
    on.time.advanceToBeacon(12);
    on.time.advance(12, 1);
    long end = on.l1.head().time();
    assertThat(recorder.record(new TreeSet<>())).isEmpty();
    assertThat(recorder.record(new TreeSet<>(List.of(end)))).isEmpty();
    L1Block second = on.time.advanceToBeacon(12);
    L1Block third = on.time.advanceToBeacon(12);
    on.time.advance(12, 1);
    // the second scheduled block is the first one after the evidence; the third is not needed
    assertThat(recorder.record(new TreeSet<>(List.of(end)))).contains(second);
    assertThat(recorder.record(new TreeSet<>(List.of(end)))).isEmpty();
    assertThat(recorder.record(new TreeSet<>(List.of(end, second.time() + 1)))).contains(third);
    assertThat(on.l1.gas().of("beacon").calls()).isEqualTo(2);

    L1Follower follower = follower(start(), heard);
    on.time.advance(5, 2);
    follower.poll();
    assertThat(heard.messages()).hasSize(2);
    InboxMessage message = heard.messages().getFirst();
    assertThat(message.kind()).isEqualTo(5);
    assertThat(message.payload())
        .isEqualTo(
            ByteBuffer.allocate(48)
                .putLong(second.number())
                .putLong(second.time())
                .put(second.seed().bytes())
                .array());
  }

  @Test
  void aBeaconOlderThan256BlocksIsStillProved() {
    BeaconRecorder recorder =
        new BeaconRecorder(on.l1, on.contracts, on.account(DeployedL1.STRANGER));
    long end = on.l1.head().time();
    L1Block first = on.time.advanceToBeacon(1);
    on.time.advance(400, 400);
    assertThat(on.l1.head().number() - first.number()).isGreaterThan(256);
    assertThat(recorder.record(new TreeSet<>(List.of(end)))).contains(first);
  }

  @Test
  void messagesHashAsTheContractDoes() {
    deposit(9);
    L1Follower follower = follower(start(), heard);
    poll(follower, () -> heard.messages().size() == 1);
    InboxMessage message = heard.messages().getFirst();
    byte[] kept =
        Wrappers.ask(Wrappers.reading(on.l1, on.contracts).inbox().hashOf(BigInteger.ZERO));
    assertThat(message.hash()).isEqualTo(Hash.of(kept));
    assertThat(
            new InboxMessage(0, message.time() + 1, 1, message.sender(), message.payload()).hash())
        .isNotEqualTo(message.hash());
    assertThatThrownBy(() -> new ResumePoint(-1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private ResumePoint start() {
    return ResumePoint.deployedIn(on.contracts.block());
  }

  private L1Follower follower(ResumePoint from, L1Listener listener) {
    return new L1Follower(on.l1, on.contracts, L1Follower.Settings.development(), from, listener);
  }

  private void deposit(int amount) {
    Wrappers.ask(
        Wrappers.sending(on.l1, on.contracts, on.account(DeployedL1.STRANGER), "deposit")
            .vault()
            .deposit(
                Address.ZERO.toString(),
                BigInteger.valueOf(amount),
                OWNER.toString(),
                BigInteger.valueOf(amount)));
  }

  private static void poll(L1Follower follower, BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
      follower.poll();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
