package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.backend.terms.EscrowAddress;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.EscrowAccount;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.escrow.payout.OutboxMessage.Kind;
import org.horkos.escrow.payout.OutboxMessage.Payment;
import org.horkos.escrow.payout.Settlement;
import org.horkos.node.contract.Inbox;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Keys;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/** The contracts on a real EVM node, called from Java as everybody calls them. */
class AgreementOnL1Test {
  private static DeployedL1 on;

  @BeforeAll
  static void deploy() {
    on = new DeployedL1();
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void addressHashAndDigestAreThoseOfL1() throws Exception {
    Terms terms = on.terms(1, on.address(DeployedL1.STUDIO));
    EscrowFactory factory =
        EscrowFactory.load(
            on.contracts.factory().toString(),
            on.l1.web3j(),
            on.account(DeployedL1.STRANGER).as("read"),
            new DefaultGasProvider());
    byte[] head = TermsCodec.encodeHead(terms.head());
    List<byte[]> parts = TermsCodec.encodeParts(terms);
    assertThat(Hash.of(factory.termsHash(head, parts).send())).isEqualTo(terms.hash());
    assertThat(Hash.of(factory.digest(head, parts).send()))
        .isEqualTo(
            SigningDigest.of(SigningDigest.domain(on.l1.chainId(), on.contracts.rollup()), terms));
    assertThat(Address.parse(factory.implementation().send()))
        .isEqualTo(on.contracts.implementation());
    assertThat(Address.parse(factory.escrowAddress(head, parts).send()))
        .isEqualTo(EscrowAddress.of(on.contracts.factory(), on.contracts.implementation(), terms));
  }

  @Test
  void aClaimPaysOnceWhenTheWindowIsOver() throws Exception {
    Terms terms = on.terms(2, on.address(DeployedL1.STUDIO));
    BigInteger feePot = BigInteger.valueOf(7_000_000);
    Opening opening = on.open(terms, feePot, DeployedL1.CLIENT, DeployedL1.STUDIO);
    Address escrow = opening.escrow();
    BigInteger vaultBefore = balance(on.token, on.contracts.vault());
    Funding.fund(on.sender(DeployedL1.CLIENT), escrow, terms, 0);
    TransactionReceipt started = Funding.fund(on.sender(DeployedL1.STUDIO), escrow, terms, 1);
    assertThat(Inbox.getMessageEvents(started))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.kind).isEqualTo(BigInteger.TWO);
              assertThat(message.payload).hasSize(4 + 32 + 8 + 1 + 3 * 44 + 16);
            });
    assertThat(balance(on.token, on.contracts.vault())).isEqualTo(vaultBefore.add(feePot));

    List<Claim> claims =
        on.post(
            new OutboxMessage(
                Kind.PAYOUT,
                escrow,
                0,
                List.of(
                    pay(on.token, on.address(DeployedL1.STUDIO), 4_550_000_000L),
                    pay(on.token, on.contracts.vault(), 54_000_000L),
                    pay(on.token, Payment.BURN, 18_000_000L),
                    new Payment(Address.ZERO, on.address(DeployedL1.STUDIO), DeployedL1.ETHER))));
    assertThatThrownBy(() -> claims.getFirst().send(on.sender(DeployedL1.STRANGER)))
        .hasMessageContaining("NotFinal");
    on.letWindowPass();
    BigInteger before = balance(on.token, on.address(DeployedL1.STUDIO));
    TransactionReceipt claimed = claims.getFirst().send(on.sender(DeployedL1.STRANGER));
    assertThat(balance(on.token, on.address(DeployedL1.STUDIO)).subtract(before))
        .isEqualTo(4_550_000_000L);
    assertThat(balance(Address.ZERO, escrow)).isZero();
    assertThat(balance(on.token, Payment.BURN)).isEqualTo(18_000_000L);
    assertThatThrownBy(() -> claims.getFirst().send(on.sender(DeployedL1.STRANGER)))
        .hasMessageContaining("AlreadyClaimed");
    assertThat(claimed.getGasUsed()).isEqualTo(on.l1.gas().of("claim").most());

    EscrowAccount account =
        EscrowAccount.read(on.l1.web3j(), escrow, opening.receipt().getBlockNumber());
    assertThat(account.deposits()).hasSize(3);
    assertThat(account.payouts()).hasSize(4).noneMatch(EscrowAccount.Payout::owed);
    assertThat(balance(on.token, escrow))
        .isEqualTo(sumOfDeposits(account).subtract(sumOfPayouts(account)));
  }

  @Test
  void anOpenSeatIsTakenByJoining() throws Exception {
    Terms terms = on.terms(3, Address.ZERO);
    Address escrow = on.open(terms, BigInteger.ZERO, DeployedL1.CLIENT).escrow();
    assertThatThrownBy(() -> Funding.join(on.sender(DeployedL1.STUDIO), escrow, terms, 1))
        .hasMessageContaining("NotStarted");
    Funding.fund(on.sender(DeployedL1.CLIENT), escrow, terms, 0);
    assertThatThrownBy(() -> Funding.join(on.sender(DeployedL1.CLIENT), escrow, terms, 1))
        .hasMessageContaining("HasARole");
    TransactionReceipt joined = Funding.join(on.sender(DeployedL1.STUDIO), escrow, terms, 1);
    assertThat(Inbox.getMessageEvents(joined))
        .singleElement()
        .satisfies(message -> assertThat(message.payload).hasSize(4 + 1 + 44));
    assertThat(read(escrow).partyAt(BigInteger.ONE).send())
        .isEqualToIgnoringCase(on.address(DeployedL1.STUDIO).toString());
  }

  @Test
  void aSettlementLeavesOnlyTheCapsUntilL2HasClosed() throws Exception {
    Terms terms = on.terms(4, on.address(DeployedL1.STUDIO));
    Address escrow = on.open(terms, BigInteger.ZERO, DeployedL1.CLIENT, DeployedL1.STUDIO).escrow();
    Funding.fund(on.sender(DeployedL1.CLIENT), escrow, terms, 0);
    Funding.fund(on.sender(DeployedL1.STUDIO), escrow, terms, 1);
    BigInteger caps = DeployedL1.COURT.add(DeployedL1.BURN);
    Settlement settlement =
        new Settlement(
            terms.hash(),
            List.of(
                new Payment(
                    on.token,
                    on.address(DeployedL1.CLIENT),
                    DeployedL1.PRICE.add(DeployedL1.BOND).subtract(caps)),
                new Payment(Address.ZERO, on.address(DeployedL1.STUDIO), DeployedL1.ETHER)),
            on.address(DeployedL1.STUDIO),
            Long.MAX_VALUE,
            0);
    Hash digest = settlement.digest(on.l1.chainId(), on.contracts.rollup());
    List<byte[]> signatures = new ArrayList<>();
    for (int key : new int[] {DeployedL1.CLIENT, DeployedL1.STUDIO}) {
      signatures.add(Signatures.sign(DevelopmentKeys.key(key).getEcKeyPair(), digest));
    }
    settlement.send(on.sender(DeployedL1.STRANGER), escrow, signatures);
    assertThat(balance(on.token, escrow)).isEqualTo(caps);

    List<Claim> claims =
        on.post(
            new OutboxMessage(
                Kind.PAYOUT,
                escrow,
                0,
                List.of(
                    pay(on.token, on.address(DeployedL1.STUDIO), 1_000L),
                    pay(on.token, on.contracts.vault(), 4_000_000L))),
            new OutboxMessage(Kind.CLOSED, escrow, 1, List.of()));
    on.letWindowPass();
    assertThatThrownBy(() -> claims.get(1).send(on.sender(DeployedL1.STRANGER)))
        .hasMessageContaining("PayoutsUnclaimed");
    BigInteger before = balance(on.token, on.address(DeployedL1.STUDIO));
    claims.get(0).send(on.sender(DeployedL1.STRANGER));
    assertThat(balance(on.token, on.address(DeployedL1.STUDIO))).isEqualTo(before);
    claims.get(1).send(on.sender(DeployedL1.STRANGER));
    assertThat(balance(on.token, on.address(DeployedL1.STUDIO)).subtract(before))
        .isEqualTo(caps.subtract(BigInteger.valueOf(4_000_000L)));
    assertThat(balance(on.token, escrow)).isZero();
  }

  @Test
  void theVaultTakesDepositsAndPaysWithdrawals() throws Exception {
    Vault vault =
        Vault.load(
            on.contracts.vault().toString(),
            on.l1.web3j(),
            on.account(DeployedL1.STRANGER).as("deposit"),
            new DefaultGasProvider());
    BigInteger amount = BigInteger.valueOf(123_456);
    TransactionReceipt deposited =
        vault.deposit(Address.ZERO.toString(), amount, somebody(), amount).send();
    assertThat(Inbox.getMessageEvents(deposited))
        .singleElement()
        .satisfies(message -> assertThat(message.payload).hasSize(44 + 16));
    String recipient = somebody();
    List<Claim> claims =
        on.post(
            new OutboxMessage(
                Kind.WITHDRAWAL,
                on.contracts.vault(),
                0,
                List.of(new Payment(Address.ZERO, Address.parse(recipient), amount))));
    on.letWindowPass();
    claims.getFirst().send(on.sender(DeployedL1.STRANGER));
    assertThat(on.l1.balance(Address.parse(recipient))).isEqualTo(amount);
    assertThatThrownBy(() -> claims.getFirst().send(on.sender(DeployedL1.STRANGER)))
        .hasMessageContaining("AlreadyWithdrawn");
  }

  @Test
  void aBeaconIsProvedByItsHeaderRecentOrOld() throws Exception {
    Inbox inbox =
        Inbox.load(
            on.contracts.inbox().toString(),
            on.l1.web3j(),
            on.account(DeployedL1.STRANGER).as("beacon"),
            new DefaultGasProvider());
    L1Block first = on.time.advanceToBeacon(1);
    TransactionReceipt sent = inbox.beacon(on.l1.header(first.number())).send();
    assertThat(Inbox.getMessageEvents(sent))
        .singleElement()
        .satisfies(
            message -> {
              byte[] seed = java.util.Arrays.copyOfRange(message.payload, 16, 48);
              assertThat(message.payload).hasSize(48);
              assertThat(Hash.of(seed)).isEqualTo(first.seed());
            });
    L1Block old = on.time.advanceToBeacon(1);
    on.time.advance(290, 290); // past what the EVM itself remembers
    inbox.beacon(on.l1.header(old.number())).send();
    assertThat(inbox.lastBeacon().send()).isEqualTo(old.number());
    assertThatThrownBy(() -> inbox.beacon(on.l1.header(first.number())).send())
        .hasMessageContaining("NotAfterLastBeacon");
    assertThatThrownBy(() -> inbox.beacon(on.l1.header(first.number() + 1)).send())
        .hasMessageContaining("NotScheduled");
  }

  private static BondedEscrow read(Address escrow) {
    return BondedEscrow.load(
        escrow.toString(),
        on.l1.web3j(),
        on.account(DeployedL1.STRANGER).as("read"),
        new DefaultGasProvider());
  }

  private static String somebody() throws Exception {
    return Keys.toChecksumAddress(Keys.getAddress(Keys.createEcKeyPair()));
  }

  private static Payment pay(Address token, Address to, long amount) {
    return new Payment(token, to, BigInteger.valueOf(amount));
  }

  private static BigInteger balance(Address token, Address owner) throws Exception {
    return Tokens.balance(on.sender(DeployedL1.STRANGER), token, owner);
  }

  private static BigInteger sumOfDeposits(EscrowAccount account) {
    return account.deposits().stream()
        .filter(deposit -> deposit.token().equals(on.token))
        .map(EscrowAccount.Deposit::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static BigInteger sumOfPayouts(EscrowAccount account) {
    return account.payouts().stream()
        .filter(payout -> payout.token().equals(on.token))
        .map(EscrowAccount.Payout::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
